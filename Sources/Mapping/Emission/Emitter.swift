import Architecture
import OperatorTrace
import Quantities

/// Turns steps into commands, in program order.
///
/// Its other sides: iterations, layers, transfers, products, attention blocks and vector operators have files of their own.
struct Emitter {
    let index: TraceIndex
    let machine: AcceleratorSpec
    var tilings: StepTilings
    let blocks: [Int: AttentionBlock]
    let layout: MemoryLayout
    /// The weight cache, if the mode has one.
    let cache: WeightCache?
    var builder: ProgramBuilder
    var state: State
    /// What the weight cache does in the iteration at hand.
    var schedule = WeightCachePlan.Schedule()

    /// What changes as commands are added; copied to find out whether an iteration repeats the one before.
    struct State {
        /// By storage: what lies in SRAM.
        var held: [Held?]
        /// By storage: when what this run has written to HBM is complete; nil if it has written nothing.
        var written: [Dependencies?]
        /// By storage that this run writes: when what has been read of it from HBM has come. It may be overwritten then.
        var read: [Dependencies]
        /// Whether any store has had to wait for that.
        var storesAwaitReads = false
        /// Room for residences that have begun; the next command takes it.
        var pending = Space.none
        var weights: WeightCacheState
    }

    /// An iteration's place in its stage.
    struct Iteration {
        var isFirst: Bool
        var isLast: Bool
    }

    /// What stays in SRAM, and when.
    let calendar: ResidenceCalendar
    /// By layer, what decides how it is mapped.
    let settings: [LayerSetting?]
    /// Whether layers and iterations that can be known to be like earlier ones are not emitted step by step.
    let takesShortcuts: Bool
    /// Layers of the iteration at hand that others may be like.
    var templates: [LayerTemplate] = []

    init(_ decisions: MappingDecisions, takesShortcuts: Bool) {
        self.takesShortcuts = takesShortcuts
        index = decisions.index
        machine = decisions.machine
        blocks = decisions.blocks
        cache = decisions.cache
        tilings = decisions.tilings
        layout = decisions.layout
        builder = ProgramBuilder(capacity: machine.sram.space)
        state = State(
            held: Array(repeating: nil, count: index.storages.count),
            written: Array(repeating: nil, count: index.storages.count),
            read: Array(repeating: Dependencies(), count: index.storages.count),
            weights: WeightCacheState(tiles: cache?.trace.tiles.count ?? 0))
        calendar = decisions.calendar
        settings = decisions.settings
    }

    /// All inferences and stages in order.
    mutating func emitAll() throws(MappingError) {
        for inference in 0..<machine.run.inferences {
            forgetInputs()
            for stage in index.workload.stages.indices { try emitAll(stage: stage, inference: inference) }
        }
    }

    /// A new inference finds new inputs in HBM, whatever the last one's iterations left in their place.
    private mutating func forgetInputs() {
        for place in index.storages.indices where index.storages[place].isStored { state.written[place] = nil }
    }

    mutating func emit(stage: Int, _ iteration: Iteration) throws(MappingError) {
        templates = []
        for layer in index.stageLayers[stage] { try emit(layer: layer, iteration) }
        passOn(stage: stage, iteration)
    }

    /// The commands of a layer, one step after the other.
    mutating func emitSteps(of layer: Int, _ iteration: Iteration) throws(MappingError) {
        var step = index.layerSteps[layer].lowerBound
        while step < index.layerSteps[layer].upperBound {
            let block = blocks[step]
            let steps = block?.steps ?? step...step
            builder.beginStep()
            for covered in steps { try trimWeights(at: covered) }
            for covered in steps { try begin(at: covered, iteration) }
            if let block {
                try emit(block, iteration)
            } else {
                switch index.bodies[step] {
                case .product(let product): try emit(product, at: step, iteration)
                case .vector(let operation): try emit(operation, at: step, iteration)
                }
            }
            for covered in steps { try end(at: covered, iteration) }
            step = steps.upperBound + 1
        }
    }

    /// Loads, or makes room for, what is to stay in SRAM from this step on.
    private mutating func begin(at step: Int, _ iteration: Iteration) throws(MappingError) {
        for place in calendar.beginning(at: step) {
            let residence = calendar.residences[place]
            let id = residence.storage
            if calendar.isHandedOn(id), !iteration.isFirst { continue }
            guard state.held[id.index] == nil else { continue }
            state.held[id.index] = Held(space: residence.space)
            state.pending += residence.space
            if residence.loads { try loadWhole(id, step: step) }
        }
    }

    /// Gives back the room of what is not needed after this step.
    private mutating func end(at step: Int, _ iteration: Iteration) throws(MappingError) {
        for place in calendar.ending(at: step) {
            let residence = calendar.residences[place]
            if residence.spansIterations || residence.becomes != nil, !iteration.isLast { continue }
            guard let held = state.held[residence.storage.index] else { continue }
            state.held[residence.storage.index] = nil
            try release(held.space, after: held.users, step: step)
        }
    }

    /// Hands carried tensors to the next iteration.
    private mutating func passOn(stage: Int, _ iteration: Iteration) {
        for carry in index.workload.stages[stage].carried {
            let written = index.storage(of: carry.written).index
            let read = index.storage(of: carry.read).index
            if let data = state.written[written] { state.written[read] = data }
            guard !iteration.isLast, calendar.isHandedOn(StorageID(index: read)) else { continue }
            state.held[read] = state.held[written]
            state.held[written] = nil
        }
    }

    @inline(__always)
    func residence(of id: StorageID, at step: Int) -> Residence? {
        calendar.places(of: id).first { calendar.residences[$0].steps.contains(step) }.map { calendar.residences[$0] }
    }

    /// Appends a command, giving it the room that pending residences need.
    @discardableResult
    mutating func append(
        _ work: Command.Work, to queue: CommandQueue, step: Int, after dependencies: Dependencies,
        allocates: Space = .none, releases: Space = .none
    ) throws(MappingError) -> Marker {
        let room = allocates + state.pending
        state.pending = .none
        do {
            return try builder.append(
                work, to: queue, operation: index.steps[step].operation, after: dependencies, allocates: room,
                releases: releases)
        } catch {
            throw mappingError(error, step: step)
        }
    }

    mutating func release(_ space: Space, after dependencies: Dependencies, step: Int) throws(MappingError) {
        do {
            try builder.release(space, after: dependencies, operation: index.steps[step].operation)
        } catch {
            throw mappingError(error, step: step)
        }
    }

    private func mappingError(_ error: BuilderError, step: Int) -> MappingError {
        let path = index.path(of: step)
        switch error {
        case .tooManyCommands:
            return .tooManyCommands(
                operation: path, limit: ProgramBuilder.commandLimit, cause: LongProgramCause(machine))
        case .noRoom(let needed):
            return .noTileFits(
                operation: path, need: needed, sram: machine.sram, least: needed.maximum(with: machine.sram.space))
        }
    }
}

import Architecture
import OperatorTrace

/// One way to share the SRAM between working tiles and what stays, and the bytes that a run then moves.
struct Arrangement {
    /// Its place among all that were arranged.
    let number: Int
    /// Bytes that a run moves over the HBM interface.
    let bytes: Int
    /// True if no other share of SRAM for working tiles can move fewer: everything that may stay does, nothing is read
    /// twice for want of room, and smaller tiles would not leave weights a better part of the SRAM.
    let isComplete: Bool
    let decisions: MappingDecisions

    /// The program with all its commands.
    ///
    /// - Parameter takesShortcuts: as in `Mapper.init`.
    func program(takesShortcuts: Bool = true) throws(MappingError) -> Program {
        var emitter = Emitter(decisions, takesShortcuts: takesShortcuts)
        try emitter.emitAll()
        let index = decisions.index
        let stays = PlannedStays(index: index, inferences: decisions.machine.run.inferences)
        return Program(
            name: index.workload.name,
            stages: index.workload.stages.map { ProgramStage(name: $0.name, iterations: $0.iterations) },
            operations: index.operations,
            tensors: index.storages.indices.map { place in
                ProgramTensor(
                    name: index.storages[place].name, address: decisions.layout.places[place].address,
                    bytes: index.storages[place].bytes)
            },
            commands: emitter.builder.commands, segments: emitter.builder.segments,
            plan: stays.list(decisions.plan, decisions.cache))
    }
}

/// All that is decided before commands are written.
struct MappingDecisions {
    let index: TraceIndex
    let machine: AcceleratorSpec
    let plan: ResidencyPlan
    let calendar: ResidenceCalendar
    /// By layer; nil for those that cannot be compared with others.
    let settings: [LayerSetting?]
    /// Attention blocks that are mapped as one, by their first step.
    let blocks: [Int: AttentionBlock]
    let layout: MemoryLayout
    let tilings: StepTilings
    /// The weight cache, if the mode has one.
    let cache: WeightCache?
}

import Architecture
import OperatorTrace
import Quantities

/// Turns a workload into a program for one machine: what stays on chip, how everything is tiled, in which order it runs.
package struct Mapper {
    private let machine: AcceleratorSpec
    private let mode: ResidencyMode

    /// - Parameters:
    ///   - machine: a validated description.
    ///   - residency: what may stay on chip between its uses.
    package init(for machine: AcceleratorSpec, residency: ResidencyMode = .layerByLayer) {
        self.machine = machine
        mode = residency
    }

    /// The program of a validated workload.
    ///
    /// Throws `MappingError` where an operation has no tiling that fits, or the machine cannot compute it.
    package func map(_ workload: Workload) throws(MappingError) -> Program {
        let index = TraceIndex(workload)
        do throws(MappingError) {
            return try map(index)
        } catch {
            throw error.naming { LeastSRAM(index, machine).search { fault(of: index, on: $0) } }
        }
    }

    /// Why a workload cannot be mapped on another machine. Working tiles that take all of the SRAM make the shortest
    /// program: where that is too long, so are all others.
    private func fault(of index: TraceIndex, on other: AcceleratorSpec) -> MappingError? {
        let sizing = WorkingSpace(index: index, machine: other)
        do throws(MappingError) { try sizing.checkForcedTiles() } catch { return error }
        let mapper = Mapper(for: other, residency: mode)
        var fault: MappingError?
        for generosity in WorkingSpace.Generosity.all.reversed() {
            do throws(MappingError) {
                _ = try mapper.emit(index, sizing, reserve: sizing.reserve(generosity))
                return nil
            } catch {
                fault = fault ?? error
                if case .tooManyCommands = error { return error }
            }
        }
        return fault
    }

    /// The program that moves the fewest bytes, of several ways to share the SRAM between working tiles and what stays.
    private func map(_ index: TraceIndex) throws(MappingError) -> Program {
        let sizing = WorkingSpace(index: index, machine: machine)
        try sizing.checkForcedTiles()
        var best: Mapped?
        var failure: MappingError?
        for sizing in [sizing] + sizing.withoutTightBlocks {
            var tried: [[Space]] = []
            for generosity in WorkingSpace.Generosity.all {
                let reserve = sizing.reserve(generosity)
                guard !tried.contains(reserve) else { continue }
                tried.append(reserve)
                do throws(MappingError) {
                    let mapped = try emit(index, sizing, reserve: reserve)
                    guard !mapped.isComplete else { return mapped.program }
                    if best.map({ mapped.bytes < $0.bytes }) ?? true { best = mapped }
                } catch {
                    failure = failure ?? error
                }
            }
        }
        if let best { return best.program }
        throw failure ?? .machine(operation: index.workload.name, reason: "there is no way to share the SRAM")
    }

    /// A program, the bytes that it moves over the HBM interface, and whether no other share of SRAM for working tiles
    /// can move fewer: everything that may stay does, and nothing is read twice for want of room.
    private typealias Mapped = (program: Program, bytes: Int, isComplete: Bool)

    /// - Parameter reserve: room for working tiles, by step.
    private func emit(
        _ index: TraceIndex, _ sizing: WorkingSpace, reserve: [Space]
    ) throws(MappingError) -> Mapped {
        let plan = try ResidencyPlanner(
            index: index, mode: mode, sram: machine.sram,
            candidates: ResidenceCandidates(
                index: index, sram: machine.sram, inner: sizing.innerStorages, together: sizing.together),
            reserve: reserve, least: sizing.reserve(.quarters(0))
        ).plan()
        var emitter = Emitter(
            index: index, plan: plan, machine: machine, blocks: sizing.blocks, recordsWeights: mode.weightPolicy != nil)
        try emitter.emitAll()
        var cache: WeightCache?
        if let policy = mode.weightPolicy {
            cache = weightCache(
                policy, emitter.weightTrace, index,
                room: plan.roomForWeights(
                    in: machine.sram.buffer(forWeights: true), beside: sizing.reserve(.lean)))
            emitter = Emitter(index: index, plan: plan, machine: machine, blocks: sizing.blocks, cache: cache)
            try emitter.emitAll()
        }
        let program = Program(
            name: index.workload.name,
            stages: index.workload.stages.map { ProgramStage(name: $0.name, iterations: $0.iterations) },
            operations: index.operations,
            tensors: index.storages.enumerated().map { place, storage in
                ProgramTensor(
                    name: storage.name, address: emitter.layout.addresses[place], bytes: storage.bytes)
            },
            commands: emitter.builder.commands, segments: emitter.builder.segments,
            plan: PlannedStays(index: index, inferences: machine.run.inferences).list(plan, cache))
        let isComplete = plan.admitsAll && program.transferredBytes(of: .spills) == 0
        return (program, program.transferredBytes, isComplete)
    }

    /// What is kept of weights that are used in the order of a trace: of several plans, the one that saves most.
    ///
    /// A fixed choice may be for all inferences or for each alone: what waits for the next inference must fit beside
    /// the data of all stages. It may find as much as is possible: then it is preferred, because its loads come evenly.
    private func weightCache(
        _ policy: WeightPolicy, _ trace: WeightTrace, _ index: TraceIndex, room: [Int]
    ) -> WeightCache {
        let inferences = machine.run.inferences
        var choices: [(policy: WeightPolicy, keepsAcrossInferences: Bool)] = [(policy, true)]
        if policy == .farthestNextUse { choices.insert((.pinned, true), at: 0) }
        if policy != .leastRecentlyUsed, inferences > 1 { choices.insert((.pinned, false), at: 0) }
        let plans = choices.map { choice in
            var simulation = WeightCacheSimulation(
                trace, index: index, policy: choice.policy, room: room, inferences: inferences,
                keepsAcrossInferences: choice.keepsAcrossInferences)
            return simulation.run()
        }
        let saved = plans.map { $0.savedBytes(trace, index) }
        let best = saved.indices.max { (saved[$0], $1) < (saved[$1], $0) } ?? 0
        return WeightCache(trace: trace, plan: plans[best])
    }
}

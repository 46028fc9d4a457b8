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
        let sizing = WorkingSpace(index: index, machine: machine)
        try sizing.checkForcedTiles()
        var best: Result<Mapped, MappingError>?
        for generosity in WorkingSpace.Generosity.all {
            let found = Result { () throws(MappingError) in try emit(index, sizing, generosity) }
            if case .success(let mapped) = found {
                guard !mapped.isComplete else { return mapped.program }
                if case .success(let known) = best, known.bytes <= mapped.bytes { continue }
                best = found
            } else if best == nil {
                best = found
            }
        }
        guard let best else { preconditionFailure("there is always one way to share the SRAM") }
        return try best.get().program
    }

    /// A program, the bytes that it moves over the HBM interface, and whether no other share of SRAM for working tiles
    /// can move fewer: everything that may stay does, and nothing is read twice for want of room.
    private typealias Mapped = (program: Program, bytes: Int, isComplete: Bool)

    private func emit(
        _ index: TraceIndex, _ sizing: WorkingSpace, _ generosity: WorkingSpace.Generosity
    ) throws(MappingError) -> Mapped {
        let plan = try ResidencyPlanner(
            index: index, mode: mode, sram: machine.sram,
            candidates: ResidenceCandidates(
                index: index, sram: machine.sram, inner: sizing.innerStorages, together: sizing.together),
            reserve: sizing.reserve(generosity), least: sizing.reserve(.quarters(0))
        ).plan()
        var emitter = Emitter(
            index: index, plan: plan, machine: machine, blocks: sizing.blocks, recordsWeights: mode.weightPolicy != nil)
        try emitter.emitAll()
        var cache: WeightCache?
        if let policy = mode.weightPolicy {
            let trace = emitter.weightTrace
            let lane = machine.sram.buffer(forWeights: true).rawValue
            var simulation = WeightCacheSimulation(
                trace, index: index, policy: policy,
                room: index.steps.indices.map { plan.spare(at: $0).granules[lane] },
                inferences: machine.run.inferences)
            cache = WeightCache(trace: trace, plan: simulation.run())
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
}

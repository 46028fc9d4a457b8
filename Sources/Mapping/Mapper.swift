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
        let plan = try ResidencyPlanner(
            index: index, mode: mode, sram: machine.sram,
            candidates: ResidenceCandidates(index: index, sram: machine.sram, inner: sizing.innerStorages, together: sizing.together),
            reserve: sizing.reserve(quarters: 1)
        ).plan()
        var emitter = Emitter(index: index, plan: plan, machine: machine, blocks: sizing.blocks)
        try emitter.emitAll()
        return Program(
            name: workload.name,
            stages: workload.stages.map { ProgramStage(name: $0.name, iterations: $0.iterations) },
            operations: index.operations,
            tensors: index.storages.enumerated().map { place, storage in
                ProgramTensor(
                    name: storage.name, address: emitter.layout.addresses[place], bytes: storage.bytes)
            },
            commands: emitter.builder.commands, segments: emitter.builder.segments)
    }
}

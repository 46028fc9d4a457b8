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
        var best = Result { () throws(MappingError) in try emit(index, sizing, quarters: 1) }
        guard sizing.reserve(quarters: 1) != sizing.reserve(quarters: 4) else { return try best.get().program }
        for quarters in 2...4 {
            let other = Result { () throws(MappingError) in try emit(index, sizing, quarters: quarters) }
            switch (best, other) {
            case (.failure, _): best = other
            case (.success(let known), .success(let found)) where found.bytes < known.bytes: best = other
            default: break
            }
        }
        return try best.get().program
    }

    /// A program, and the bytes that it moves over the HBM interface.
    private typealias Mapped = (program: Program, bytes: Int)

    /// The program with some quarters of the SRAM for working tiles, where they want that much.
    private func emit(
        _ index: TraceIndex, _ sizing: WorkingSpace, quarters: Int
    ) throws(MappingError) -> Mapped {
        let plan = try ResidencyPlanner(
            index: index, mode: mode, sram: machine.sram,
            candidates: ResidenceCandidates(
                index: index, sram: machine.sram, inner: sizing.innerStorages, together: sizing.together),
            reserve: sizing.reserve(quarters: quarters), least: sizing.reserve(quarters: 0)
        ).plan()
        var emitter = Emitter(index: index, plan: plan, machine: machine, blocks: sizing.blocks)
        try emitter.emitAll()
        let program = Program(
            name: index.workload.name,
            stages: index.workload.stages.map { ProgramStage(name: $0.name, iterations: $0.iterations) },
            operations: index.operations,
            tensors: index.storages.enumerated().map { place, storage in
                ProgramTensor(
                    name: storage.name, address: emitter.layout.addresses[place], bytes: storage.bytes)
            },
            commands: emitter.builder.commands, segments: emitter.builder.segments)
        return (program, program.transferredBytes)
    }
}

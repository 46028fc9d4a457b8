import Architecture
import OperatorTrace

/// One way to share the SRAM between working tiles and what stays, and the bytes that a run then moves.
struct Arrangement {
    /// Its place among all that were arranged.
    let number: Int
    /// Bytes that a run moves over the HBM interface.
    let bytes: Int
    /// True if no other share of SRAM for working tiles can move fewer: everything that may stay does, and nothing is
    /// read twice for want of room.
    let isComplete: Bool
    private let emitter: Emitter
    private let stays: PlannedStays

    init(number: Int, bytes: Int, isComplete: Bool, emitter: Emitter, inferences: Int) {
        self.number = number
        self.bytes = bytes
        self.isComplete = isComplete
        self.emitter = emitter
        stays = PlannedStays(index: emitter.index, inferences: inferences)
    }

    /// The program with all its commands.
    func program() throws(MappingError) -> Program {
        var emitter = emitter
        try emitter.emitAll()
        let index = emitter.index
        return Program(
            name: index.workload.name,
            stages: index.workload.stages.map { ProgramStage(name: $0.name, iterations: $0.iterations) },
            operations: index.operations,
            tensors: index.storages.enumerated().map { place, storage in
                ProgramTensor(
                    name: storage.name, address: emitter.layout.places[place].address, bytes: storage.bytes)
            },
            commands: emitter.builder.commands, segments: emitter.builder.segments,
            plan: stays.list(emitter.plan, emitter.cache))
    }
}

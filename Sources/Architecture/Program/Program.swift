import Quantities

/// Everything the machine does for one workload, in order: the output of the mapper.
///
/// Commands are listed once for iterations that are alike; a segment says how often its commands are replayed.
/// A `Program` is a plain value: it can be printed, compared, and run any number of times.
package struct Program: Equatable, Sendable {
    package var name: String
    package var stages: [ProgramStage]
    package var operations: [ProgramOperation]
    package var tensors: [ProgramTensor]
    package var commands: CommandList
    package var segments: [Segment]
    /// What stays on chip, and what that saves.
    package var plan: [PlannedStay]

    package init(
        name: String, stages: [ProgramStage], operations: [ProgramOperation], tensors: [ProgramTensor],
        commands: CommandList, segments: [Segment], plan: [PlannedStay] = []
    ) {
        self.name = name
        self.stages = stages
        self.operations = operations
        self.tensors = tensors
        self.commands = commands
        self.segments = segments
        self.plan = plan
    }

    /// What messages call an operation: `stage.layer.operation`.
    package func path(of operation: Int) -> String {
        let place = operations[operation]
        return "\(stages[place.stage].name).\(place.layer).\(place.name)"
    }

    /// How many commands a run executes, all iterations counted.
    package var executedCommands: Int {
        segments.reduce(0) { $0 + $1.commands.count * $1.repeats }
    }

    /// Useful bytes that a run moves over the HBM interface, both ways.
    package var transferredBytes: Int { transferredBytes { _ in true } }

    /// Those of one class.
    package func transferredBytes(of trafficClass: TrafficClass) -> Int { transferredBytes { $0 == trafficClass } }

    private func transferredBytes(where counts: (TrafficClass) -> Bool) -> Int {
        var total = 0
        for segment in segments {
            var once = 0
            for place in segment.commands {
                guard case .transfer(let transfer) = commands.written[Int(commands.places[place].command)].work,
                    counts(transfer.trafficClass)
                else { continue }
                once += transfer.bytes.count
            }
            total += once * segment.repeats
        }
        return total
    }
}

/// Commands that run `repeats` times in a row, as that many iterations of a stage.
package struct Segment: Equatable, Sendable {
    package var stage: Int
    /// Which inference of the run it belongs to.
    package var inference: Int
    package var firstIteration: Int
    package var repeats: Int
    /// Indices into `Program.commands`.
    package var commands: Range<Int>

    package init(stage: Int, inference: Int = 0, firstIteration: Int, repeats: Int, commands: Range<Int>) {
        self.stage = stage
        self.inference = inference
        self.firstIteration = firstIteration
        self.repeats = repeats
        self.commands = commands
    }
}

/// What a report calls a stage.
package struct ProgramStage: Equatable, Sendable {
    package var name: String
    package var iterations: Int

    package init(name: String, iterations: Int) {
        self.name = name
        self.iterations = iterations
    }
}

/// What a report calls the operation that a command belongs to.
package struct ProgramOperation: Equatable, Sendable {
    package var name: String
    package var layer: String
    /// Index into `Program.stages`.
    package var stage: Int
    /// The place of its layer among all layers of the program.
    package var layerIndex: Int

    package init(name: String, layer: String, stage: Int, layerIndex: Int) {
        self.name = name
        self.layer = layer
        self.stage = stage
        self.layerIndex = layerIndex
    }
}

/// Where a tensor lies in HBM.
package struct ProgramTensor: Equatable, Sendable {
    package var name: String
    package var address: Int
    package var bytes: Bytes

    package init(name: String, address: Int, bytes: Bytes) {
        self.name = name
        self.address = address
        self.bytes = bytes
    }
}

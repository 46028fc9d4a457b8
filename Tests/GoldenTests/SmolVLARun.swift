import Architecture
import Mapping
import Models
import OperatorTrace

/// SmolVLA with settings of the model, the machine or the residency, as `--set` takes them: `model.steps=20`.
struct SmolVLARun {
    let workload: Workload
    let machine: AcceleratorSpec
    let residency: ResidencyMode

    init(_ settings: [String]) throws {
        var model = ModelDescription.smolVLA
        var machine = AcceleratorSpec()
        var residency = ResidencyMode.layerByLayer
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
            if parts[0] == "accelerator" {
                machine = AcceleratorSpec.preset(parts[1]) ?? machine
            } else if parts[0] == "residency" {
                residency = ResidencyMode(rawValue: parts[1]) ?? residency
            } else if parts[0].hasPrefix(ModelDescription.keyPrefix) {
                try model.set(parts[0], to: parts[1])
            } else {
                try machine.set(parts[0], to: parts[1])
            }
        }
        workload = try model.lowered()
        self.machine = try machine.validated()
        self.residency = residency
    }

    func program() throws -> Program { try Mapper(for: machine, residency: residency).map(workload) }
}

extension Program {
    /// Useful bytes that each stage's commands move: what a run counts, without running.
    var bytesByStage: [(stage: String, bytes: Int)] {
        var bytes = Array(repeating: 0, count: stages.count)
        for segment in segments {
            for command in commands[segment.commands] {
                guard case .transfer(let transfer) = command.work else { continue }
                bytes[segment.stage] += transfer.bytes.count * segment.repeats
            }
        }
        return zip(stages, bytes).map { ($0.name, $1) }
    }
}

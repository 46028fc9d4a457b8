import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Reporting

extension RunReport {
    /// Maps and runs a workload, as `systole simulate` does.
    static func simulating(
        _ workload: Workload, on machine: AcceleratorSpec = AcceleratorSpec(), residency: ResidencyMode = .layerByLayer
    ) throws -> RunReport {
        let program = try Mapper(for: machine, residency: residency).map(workload)
        let result = try simulate(program, on: machine)
        return RunReport(
            workload: workload, program: program, result: result, machine: machine, residency: residency)
    }

    /// SmolVLA with settings as `--set` takes them.
    static func simulatingSmolVLA(_ settings: [String] = []) throws -> RunReport {
        let run = try SmolVLARun(settings)
        return try simulating(run.workload, on: run.machine, residency: run.residency)
    }

    /// The layers of a stage, by the stage's name.
    func layers(of stage: String) -> [WorkSummary] {
        stages.firstIndex { $0.name == stage }.map { layers[$0] } ?? []
    }
}

extension Sequence<WorkSummary> {
    /// Bytes of some classes that a few layers or stages read and write, added up.
    func bytes(_ classes: TrafficClass..., reading: Bool = true, writing: Bool = true) -> Int {
        var sum = 0
        for part in self {
            for trafficClass in classes {
                if reading { sum += part.account.read[trafficClass].count }
                if writing { sum += part.account.written[trafficClass].count }
            }
        }
        return sum
    }

    /// The layers whose names begin with a text.
    func named(_ prefix: String) -> [WorkSummary] { filter { $0.name.hasPrefix(prefix) } }
}

extension Int {
    /// With commas between groups of three digits.
    var grouped: String {
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (self < 0 ? "-" : "") + groups.joined(separator: ",")
    }
}

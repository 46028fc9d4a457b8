import Accelerator
import Architecture
import Mapping
import Models
import Quantities
import Reporting

/// Traces of a whole inference, written to nowhere.
enum TraceBenchmarks {
    static func all() throws -> [Measurement] {
        let workload = try ModelDescription.smolVLA.lowered()
        let machine = AcceleratorSpec()
        let run = TracedRun(
            workload: workload, program: try Mapper(for: machine).map(workload), machine: machine,
            residency: .layerByLayer)
        let everything = try TraceSelection(run.program, stages: [], layers: [], iterations: nil)
        return try TraceFormat.allCases.map { format in
            try Measurement.take("trace: every command, \(format.rawValue)", runs: 3) {
                try run.writeTrace(
                    as: format, detail: .commands, selection: everything, to: OutputDestination.file("/dev/null").open()
                )
                return [.init("commands", run.program.executedCommands)]
            }
        }
    }
}

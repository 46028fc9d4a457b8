import Accelerator
import Quantities

/// The forms in which a trace is written.
package enum TraceFormat: String, CaseIterable, TextValue {
    /// One line per execution, or per command, with columns that add up to the run.
    case csv
    /// Trace Event JSON, which chrome://tracing and Perfetto read.
    case chrome
    /// Perfetto's own protobuf.
    case perfetto
}

/// How far a trace goes into detail.
package enum TraceDetail: Sendable {
    case operations
    case commands
}

extension TracedRun {
    /// Runs the program and writes its trace while it runs, in memory that does not grow with the iterations.
    ///
    /// Throws `SimulationError` and `OutputError`; the writer is not finished.
    package func writeTrace(
        as format: TraceFormat, detail: TraceDetail = .operations, selection: TraceSelection, to writer: OutputWriter
    ) throws {
        switch (format, detail) {
        case (.csv, .operations):
            var sink = ExecutionCSV(self, selection: selection, to: writer)
            _ = try simulate(program, on: machine, into: &sink)
            try sink.close()
        case (.csv, .commands):
            var sink = CommandCSV(self, selection: selection, to: writer)
            _ = try simulate(program, on: machine, into: &sink)
            try sink.close()
        case (.chrome, _):
            var sink = TimelineSink(
                self, detail: detail, selection: selection, encoder: ChromeEncoder(), to: writer)
            _ = try simulate(program, on: machine, into: &sink)
            try sink.close()
        case (.perfetto, _):
            var sink = TimelineSink(
                self, detail: detail, selection: selection, encoder: PerfettoEncoder(), to: writer)
            _ = try simulate(program, on: machine, into: &sink)
            try sink.close()
        }
    }
}

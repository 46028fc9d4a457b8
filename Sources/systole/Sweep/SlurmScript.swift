import Exploration
import Quantities
import Reporting

extension SweepCommand {
    /// Prints a script for `sbatch` that runs this sweep in parts.
    func writeSlurmScript(of study: SweepStudy, _ request: SweepRequest, parts: Int) throws {
        let result: String
        switch output.destination {
        case .standardOutput: result = "sweep.\(output.format.fileExtension)"
        case .file(let path): result = path
        }
        let script = SlurmScript(
            arguments: arguments(for: study, request), parts: parts, pointCount: study.plan.count, result: result,
            mergeOptions: output.plot.map { ["--plot", $0] } ?? [])
        try OutputDestination.standardOutput.write(script.text)
    }

    /// The words that describe this sweep, whichever way it was described.
    private func arguments(for study: SweepStudy, _ request: SweepRequest) -> [String] {
        var words = request.workload.map { [$0] } ?? []
        words += ["--accelerator", request.accelerator]
        if let residency = request.residency { words += ["--residency", residency] }
        for setting in request.settings { words += ["--set", "\(setting.key)=\(setting.value)"] }
        for axis in study.plan.axes { words += ["--vary", "\(axis.key)=\(axis.values.joined(separator: ","))"] }
        words += ["--format", output.format.rawValue]
        if !output.pareto.isEmpty { words += ["--pareto", output.pareto.joined(separator: ",")] }
        return words
    }
}

/// A job array for Slurm: a task for each part of a sweep, any of which can be run again.
struct SlurmScript {
    /// What follows `systole sweep`, without the part and the output.
    let arguments: [String]
    let parts: Int
    let pointCount: Int
    /// The file that the merged result goes to.
    let result: String
    let mergeOptions: [String]

    /// The script, for `sbatch`.
    var text: String {
        let folder = Self.quoted(result + ".parts")
        let merge = (["systole", "merge"] + mergeOptions.map(Self.quoted)).joined(separator: " ")
        return """
            #!/bin/bash
            #SBATCH --job-name=systole-sweep
            #SBATCH --array=1-\(parts)
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --signal=B:TERM@30
            # \(pointCount.groupedText) points in \(parts) parts. A part that failed or was pre-empted can be run again: it goes on
            # where it stopped, and one that is complete is left alone. A task that ended early is queued again with
            #
            #   scontrol requeue JOB_TASK && scontrol update jobid=JOB_TASK StartTime=now
            #
            # When all are done:
            #
            #   \(merge) --output \(Self.quoted(result)) \(folder)/part-*[0-9]
            #
            set -u
            parts=\(folder)
            mkdir -p "$parts"
            exec "${SYSTOLE:-systole}" sweep \\
                --shard "$SLURM_ARRAY_TASK_ID/\(parts)" --resume --output "$parts/part-$SLURM_ARRAY_TASK_ID" \\
                --jobs "${SLURM_CPUS_PER_TASK:-1}" --limit \(max(pointCount, 1)) \\
            \(Self.lines(of: arguments))

            """
    }

    /// Words of a command, an option with its value on each line.
    private static func lines(of words: [String]) -> String {
        var lines: [String] = []
        for word in words {
            if word.hasPrefix("--") || lines.isEmpty || !lines[lines.count - 1].hasPrefix("    --") {
                lines.append("    " + quoted(word))
            } else {
                lines[lines.count - 1] += " " + quoted(word)
            }
        }
        return lines.joined(separator: " \\\n")
    }

    /// A word as a shell reads it back.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "+"):
                    true
                default: false
                }
            }
        guard !isPlain else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

extension OutputFormat {
    /// What files of this form are called by.
    fileprivate var fileExtension: String {
        switch self {
        case .table: "txt"
        case .json: "json"
        case .csv: "csv"
        case .markdown: "md"
        }
    }
}

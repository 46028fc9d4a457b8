import Exploration
import Quantities
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SweepCommand {
    func run() throws {
        let file = try spec.map { try SweepFile(contentsOf: $0) }
        let request = SweepRequest(
            workload: workload, accelerator: accelerator, residency: residency, settings: settings, axes: axes,
            over: file)
        let study: SweepStudy
        do {
            study = try SweepStudy(request)
        } catch {
            if let fault = file?.fault(besides: given) { throw fault }
            guard let error = error as? SettingError else { throw error }
            throw UsageError(invocation: Self.description.invocation, problem: "\(error)")
        }
        if let slurmParts { return try writeSlurmScript(of: study, request, parts: slurmParts) }
        if output.plot != nil, SweepPlot.axis(of: study.plan) == nil {
            throw CommandFailure("--plot needs a key that takes at least two numbers, such as sram.capacity")
        }
        let header = study.header(
            shard: shard ?? .whole, holdsResults: output.format == .json, outputFormat: output.format.rawValue,
            pareto: output.pareto)
        if let log = try completePart(header) { return try SweepOutput.reportImpossible(log.impossibleCount) }
        // Files that cannot be written are known before hours of work.
        for destination in [output.destination] + (output.plot.map { [.file($0)] } ?? []) { _ = try destination.open() }
        try guardSize(of: study)
        try Interruption.deferred { try run(study, header) }
    }

    /// What the command line says, which goes before what a sweep's file says.
    private var given: Set<String> {
        let named = [("workload", workload), ("accelerator", accelerator), ("residency", residency)]
        return Set(named.filter { $0.1 != nil }.map(\.0) + settings.map(\.key) + axes.map(\.key))
    }

    private func run(_ study: SweepStudy, _ header: SweepHeader) throws {
        let records = try records()
        let log = try records.open(header)
        let descriptor = log.descriptor
        let total = header.shard.pointCount(of: study.plan.count)
        if log.doneCount > 0 {
            writeToStandardError(
                "systole: \(log.doneCount.groupedText) of \(total.groupedText) points are there already")
        }
        let run = SweepRun(log, plan: study.plan)
        let progress = ProgressLine()
        do {
            try run.run(jobs: jobs, isStopped: { Interruption.number != nil }, report: progress.report) { point in
                study.outcome(ofPoint: point, withResult: header.holdsResults)
            }
            progress.clear()
        } catch {
            progress.clear()
            throw CommandFailure("\(error)\(records.failureNote(count: run.counts.done))")
        }
        let source = (descriptor, records.keptPath ?? "the finished points")
        if let number = Interruption.number, run.counts.done < total {
            var note = records.interruptionNote
            if case .temporary = records {
                let archive = try SweepArchive([source])
                try write(archive, header, of: study)
                if output.plot != nil, archive.results.rows.contains(where: { $0.reason == nil }) {
                    try output.drawPlot(of: archive)
                    note = "; the curves are of these alone"
                }
            }
            let done = "\(run.counts.done.groupedText) of \(total.groupedText) points were done"
            writeToStandardError("systole: interrupted; \(done)\(note)")
            Interruption.end(by: number)
        }
        try finish(records, SweepArchive([source]), header, of: study)
        try SweepOutput.reportImpossible(run.counts.impossible)
    }

    /// Writes the result in its place, then gives up the records.
    private func finish(
        _ records: SweepRecords, _ archive: SweepArchive, _ header: SweepHeader, of study: SweepStudy
    ) throws {
        if case .compared(let path) = records { return try compare(path, with: archive, of: study) }
        do {
            try write(archive, header, of: study)
        } catch let error as OutputError where records.keptPath != nil && error != .readerGone {
            throw CommandFailure("\(error)\(records.failureNote(count: archive.results.rows.count))")
        }
        if let path = records.keptPath { unlink(path) }
        try output.drawPlot(of: archive)
    }

    /// Writes a part as records in the order of points, and a whole sweep in the form that was asked for.
    private func write(_ archive: SweepArchive, _ header: SweepHeader, of study: SweepStudy) throws {
        guard shard != nil else { return try output.write(archive, explain: study.trafficDifference) }
        let writer = try output.destination.open()
        try archive.writeLines(header: header) { try writer.write($0) }
        try writer.finish()
    }

    /// Makes sure that an output that was there before is what this sweep comes to.
    private func compare(_ path: String, with archive: SweepArchive, of study: SweepStudy) throws {
        let copy = try TemporaryFile()
        defer { copy.remove() }
        var output = output
        output.destination = .file(copy.path)
        try output.write(archive, explain: study.trafficDifference)
        try output.drawPlot(of: archive)
        guard try copy.hasBytes(of: path) else {
            throw CommandFailure(
                "\(path): is there and is not what this sweep gives: it was made by other parameters; give those or "
                    + "another --output, or leave out --resume to make it anew")
        }
        writeToStandardError("systole: \(path): is complete already")
    }

    /// Refuses a product of more points than anybody meant, with the time that it would take.
    private func guardSize(of study: SweepStudy) throws {
        let part = shard ?? .whole
        let count = part.pointCount(of: study.plan.count)
        let isTooLarge = count > limit
        guard isTooLarge || !output.pareto.isEmpty else { return }
        let samples = Array(Set([0, study.plan.count / 2, study.plan.count - 1])).sorted()
        let began = ContinuousClock.now
        let outcomes = samples.map { study.outcome(ofPoint: $0, withResult: false) }
        let each = (ContinuousClock.now - began) / samples.count
        try output.checkPareto(on: outcomes, of: study.plan)
        guard isTooLarge else { return }
        let seconds = each / .seconds(1) * Double(count) / Double(jobs)
        let milliseconds = Int((each / .milliseconds(1)).rounded(.up))
        throw CommandFailure(
            "\(count.groupedText) points would take about \(spokenTime(seconds: seconds)) here (\(milliseconds) ms each, "
                + "\(jobs) at a time), more than --limit \(limit) allows; take fewer values, give "
                + "--limit \(count), or divide the sweep with --shard or --emit")
    }
}

/// The processors that this process may run on.
func coreCount() -> Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

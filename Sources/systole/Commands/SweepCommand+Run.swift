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
        let request = SweepRequest(
            workload: workload, accelerator: accelerator, residency: residency, settings: settings, axes: axes,
            over: try spec.map { try SweepFile(contentsOf: $0) })
        let study: SweepStudy
        do {
            study = try SweepStudy(request)
        } catch let error as SettingError {
            throw UsageError(invocation: Self.description.invocation, problem: "\(error)")
        }
        if let slurmParts { return try writeSlurmScript(of: study, request, parts: slurmParts) }
        if output.plot != nil, SweepPlot.axis(of: study.plan) == nil {
            throw CommandFailure("--plot needs a key that takes at least two numbers, such as sram.capacity")
        }
        let header = study.header(
            shard: shard ?? .whole, holdsResults: output.format == .json, outputFormat: output.format.rawValue,
            pareto: output.pareto)
        guard try !isComplete(header) else { return }
        // A destination that cannot be written is known before hours of work.
        _ = try output.destination.open()
        try guardSize(of: study)
        try Interruption.deferred { try run(study, header) }
    }

    /// Where finished points are kept; nil for a destination that cannot be continued.
    private var logPath: String? {
        guard case .file(let path) = output.destination else { return nil }
        var status = stat()
        let isOther = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
        return isOther || path.hasPrefix("/dev/") ? nil : path + ".part"
    }

    private func run(_ study: SweepStudy, _ header: SweepHeader) throws {
        let log = try openLog(header)
        let descriptor = log.descriptor
        if log.doneCount > 0 {
            let total = header.shard.pointCount(of: study.plan.count)
            writeToStandardError(
                "systole: \(log.doneCount.groupedText) of \(total.groupedText) points are there already")
        }
        let run = SweepRun(log, plan: study.plan)
        let progress = ProgressLine()
        let withResult = header.holdsResults
        do {
            try run.run(jobs: jobs, isStopped: { Interruption.number != nil }, report: progress.report) { point in
                study.outcome(ofPoint: point, withResult: withResult)
            }
            progress.clear()
        } catch {
            progress.clear()
            throw CommandFailure("\(error)" + keptNote(run))
        }
        if let number = Interruption.number { try endEarly(study, run, descriptor, by: number) }
        try finish(study, header, descriptor)
        try reportImpossible(run.counts.impossible)
    }

    private func openLog(_ header: SweepHeader) throws -> SweepLog {
        guard let logPath else { return try SweepLog(temporaryFor: header) }
        guard access(logPath, F_OK) == 0 else { return try SweepLog(creating: logPath, header: header) }
        guard isResuming else {
            throw CommandFailure(
                "\(logPath): holds the finished points of a sweep that was interrupted; go on with --resume, "
                    + "or remove it to start anew")
        }
        return try SweepLog(resuming: logPath, header: header)
    }

    /// Writes the result in its place, then gives up the log.
    private func finish(_ study: SweepStudy, _ header: SweepHeader, _ descriptor: Int32) throws {
        let archive = try SweepArchive([(descriptor, logPath ?? "the finished points")])
        do {
            if shard != nil {
                let writer = try output.destination.open()
                try archive.writeLines(header: header) { try writer.write($0) }
                try writer.finish()
            } else {
                try output.write(archive, explain: study.trafficDifference)
            }
        } catch let error as OutputError where logPath != nil && error != .readerGone {
            throw CommandFailure("\(error); all points are kept in \"\(logPath ?? "")\": make room and give --resume")
        }
        if let logPath { unlink(logPath) }
    }

    private func endEarly(_ study: SweepStudy, _ run: SweepRun, _ descriptor: Int32, by number: Int32) throws {
        if logPath == nil, shard == nil {
            let archive = try SweepArchive([(descriptor, "the finished points")])
            try output.write(archive, explain: study.trafficDifference)
        }
        let total = (shard ?? .whole).pointCount(of: study.plan.count)
        let done = "\(run.counts.done.groupedText) of \(total.groupedText) points were done"
        let place = logPath.map { "; they are in \"\($0)\": --resume goes on" } ?? ""
        writeToStandardError("systole: interrupted; \(done)\(place)")
        Interruption.end(by: number)
    }

    private func keptNote(_ run: SweepRun) -> String {
        guard let logPath else { return "" }
        return "; \(run.counts.done.groupedText) points are kept in \"\(logPath)\": make room and give --resume"
    }

    private func reportImpossible(_ count: Int) throws {
        guard count > 0 else { return }
        writeToStandardError(
            "systole: \(count.groupedText) \(count == 1 ? "point is" : "points are") impossible; "
                + "the result says why")
        throw ReportedFailure()
    }

    /// Whether an earlier run has finished the output already, so that a job that is started again does no harm.
    private func isComplete(_ header: SweepHeader) throws -> Bool {
        guard isResuming, case .file(let path) = output.destination, let logPath, access(logPath, F_OK) != 0,
            access(path, F_OK) == 0
        else { return false }
        guard shard != nil else {
            throw CommandFailure(
                "\(path): is there, and \"\(logPath)\" is not, so that there is nothing to go on with; "
                    + "leave out --resume to make it anew")
        }
        let log = try SweepLog(resuming: path, header: header)
        guard log.doneCount == header.shard.pointCount(of: log.isDone.count) else {
            throw CommandFailure("\(path): lacks points; remove it and run this part again")
        }
        writeToStandardError("systole: \(path): is complete already")
        try reportImpossible(log.impossibleCount)
        return true
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

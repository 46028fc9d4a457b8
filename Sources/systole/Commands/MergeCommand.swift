import Exploration
import Quantities
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `systole merge`: the parts of a sweep that several machines ran, as one result.
struct MergeCommand: Command {
    private static let format = OptionDescription.choice(
        "format", "FORMAT", among: OutputFormat.allCases.map(\.rawValue),
        help: "How to write the result; without it, as the parts were told.")
    private static let partial = OptionDescription.flag(
        "partial", help: "Write what is there although parts or points are missing; also reads FILE.part files.")

    static let description = CommandDescription(
        "merge",
        abstract: "Put the parts of a sweep together, in whatever order they are named.",
        discussion: [
            "The result is the file that one machine would have written. Missing parts are named, as are parts of other "
                + "sweeps, and nothing is written then. For knees in a table the inputs are read again."
        ],
        positionals: [PositionalDescription("PART", .oneOrMore, help: "Files that 'systole sweep --shard' wrote.")],
        options: [format, .pareto, .plot, .output, partial],
        examples: [
            .init("Four machines are done; what came out?", "systole merge part-1 part-2 part-3 part-4"),
            .init(
                "The curves of a job array.", "systole merge sweep.parts/part-* --plot sram.svg --output sram.csv"),
        ])

    let parts: [String]
    /// Nil for the form that the parts name.
    let format: OutputFormat?
    let pareto: [String]
    let plot: String?
    let destination: OutputDestination
    let isPartial: Bool

    init(_ arguments: ParsedArguments) throws(UsageError) {
        parts = arguments.positionals
        format = try arguments.value(of: Self.format)
        pareto = try arguments.paretoNames()
        plot = try arguments.plotFile()
        destination = OutputDestination(arguments.text(of: .output))
        isPartial = arguments.isPresent(Self.partial)
    }

    func run() throws {
        let sources = try parts.map { (path) throws(SweepError) in (descriptor: try Self.open(path), name: path) }
        defer { for source in sources { close(source.descriptor) } }
        let archive = try SweepArchive(sources)
        try check(archive)
        let header = archive.header
        let format = format ?? OutputFormat(rawValue: header.outputFormat) ?? .table
        guard format != .json || header.holdsResults else {
            throw CommandFailure("\(parts[0]): holds no whole results; run the sweep with --format json to have them")
        }
        let output = SweepOutput(
            format: format, pareto: pareto.isEmpty ? header.pareto : pareto, destination: destination, plot: plot)
        let study = format == .table || format == .markdown ? study(of: header) : nil
        try output.write(archive) { study?.trafficDifference(from: $0, to: $1) }
        try output.drawPlot(of: archive)
        try SweepOutput.reportImpossible(archive.results.rows.count { $0.reason != nil })
    }

    private static func open(_ path: String) throws(SweepError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SweepError("\(path): cannot be opened: \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    /// The inputs that the parts were made from, if they are still what they were: they explain knees.
    private func study(of header: SweepHeader) -> SweepStudy? {
        do {
            let study = try SweepStudy(SweepRequest(header))
            let now = study.header(
                shard: .whole, holdsResults: header.holdsResults, outputFormat: header.outputFormat,
                pareto: header.pareto)
            guard now.digest == header.digest else {
                throw CommandFailure("the parts were made otherwise (\(header.difference(from: now)))")
            }
            return study
        } catch {
            writeToStandardError("systole: knees are not explained: \(error)")
            return nil
        }
    }

    /// Every part once, all of one sweep, and each whole.
    private func check(_ archive: SweepArchive) throws {
        let first = archive.header
        var seen: [Int: String] = [:]
        for (header, path) in zip(archive.headers, parts) {
            guard header.digest == first.digest else {
                throw CommandFailure(
                    "\(path): is a part of another sweep than \(parts[0]): \(header.difference(from: first))")
            }
            guard header.shard.count == first.shard.count else {
                throw CommandFailure(
                    "\(path): is part \(header.shard.text), but \(parts[0]) is \(first.shard.text); "
                        + "parts of one division belong together")
            }
            if let other = seen.updateValue(path, forKey: header.shard.number) {
                throw CommandFailure("\(path): is part \(header.shard.text), as is \(other); name each part once")
            }
        }
        guard !isPartial else { return }
        let missing = (1...first.shard.count).filter { seen[$0] == nil }
        guard missing.isEmpty else {
            let word = missing.count == 1 ? "part \(Self.ranges(missing)) is" : "parts \(Self.ranges(missing)) are"
            throw CommandFailure(
                "\(word) missing of \(first.shard.count); run each with --shard I/\(first.shard.count), "
                    + "or give --partial to do without")
        }
        for (place, header) in archive.headers.enumerated() {
            let expected = header.shard.pointCount(of: archive.results.plan.count)
            guard archive.counts[place] == expected else {
                throw CommandFailure(
                    "\(parts[place]): has \(archive.counts[place].groupedText) of \(expected.groupedText) points; run it "
                        + "again with --resume, or give --partial to do without")
            }
        }
    }

    /// `2, 5-7 and 9`
    static func ranges(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        let texts = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " and " + last
    }
}

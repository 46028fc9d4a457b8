import JSONText
import Quantities

/// The first line of a sweep's log: everything that its numbers depend on, and how they are to be written in the end.
package struct SweepHeader: Equatable, Sendable {
    /// A workload or a machine.
    package struct Input: Equatable, Sendable {
        /// What the user named: a file or a preset; nil for the built-in workload.
        package var source: String?
        package var name: String
        /// Of its content.
        package var digest: String

        package init(source: String?, name: String, digest: String) {
            self.source = source
            self.name = name
            self.digest = digest
        }
    }

    /// What a log says in its key `format`.
    package static let formatName = "systole-sweep-part/1"

    package var version: String
    package var workload: Input
    package var accelerator: Input
    package var residency: String
    package var settings: [SweepFile.Assignment]
    package var axes: [SweepAxis]
    /// Whether whole results are kept beside the numbers.
    package var holdsResults: Bool
    package var shard: Shard
    /// The form of the final file.
    package var outputFormat: String
    /// The numbers of which only the best are kept; none to keep all points.
    package var pareto: [String]

    package init(
        version: String, workload: Input, accelerator: Input, residency: String, settings: [SweepFile.Assignment],
        axes: [SweepAxis], holdsResults: Bool, shard: Shard, outputFormat: String, pareto: [String]
    ) {
        self.version = version
        self.workload = workload
        self.accelerator = accelerator
        self.residency = residency
        self.settings = settings
        self.axes = axes
        self.holdsResults = holdsResults
        self.shard = shard
        self.outputFormat = outputFormat
        self.pareto = pareto
    }

    /// The same for sweeps whose numbers are the same, whatever the shard, the paths or the form of the output.
    package var digest: String {
        var header = self
        header.workload.source = nil
        header.accelerator.source = nil
        header.shard = .whole
        header.outputFormat = ""
        header.pareto = []
        return contentDigest(of: JSONNode.object(header.members).lineText.utf8)
    }

    /// The header as a line of JSON that ends with a line break.
    package var line: String {
        let first: [(String, JSONNode)] = [("format", .string(Self.formatName)), ("digest", .string(digest))]
        return JSONNode.object(first + members).lineText + "\n"
    }

    private var members: [(String, JSONNode)] {
        [
            ("version", .string(version)), ("workload", Self.node(workload)), ("accelerator", Self.node(accelerator)),
            ("residency", .string(residency)), ("set", .object(settings.map { ($0.key, .string($0.value)) })),
            ("vary", .object(axes.map { ($0.key, .strings($0.values)) })), ("holdsResults", .bool(holdsResults)),
            ("shard", .string(shard.text)), ("outputFormat", .string(outputFormat)), ("pareto", .strings(pareto)),
        ]
    }

    private static func node(_ input: Input) -> JSONNode {
        .object([
            ("source", input.source.map { .string($0) } ?? .null), ("name", .string(input.name)),
            ("digest", .string(input.digest)),
        ])
    }
}

extension SweepHeader {
    /// Reads the first line of a log.
    init(_ line: [UInt8], name: String) throws(SweepError) {
        do throws(JSONError) {
            var reader = try JSONDocument.parse(line, name: name).object()
            let format = try reader.required("format")
            guard try format.string() == Self.formatName else { throw format.mismatch(quotation(of: Self.formatName)) }
            try self.init(&reader)
        } catch {
            throw SweepError("\(name): is no part of a sweep: \(error)")
        }
    }

    private init(_ reader: inout JSONObjectReader) throws(JSONError) {
        version = try reader.string("version")
        workload = try Self.input(reader.object("workload"))
        accelerator = try Self.input(reader.object("accelerator"))
        residency = try reader.string("residency")
        settings = try reader.members("set").map { (member) throws(JSONError) in
            SweepFile.Assignment(key: member.key, value: try member.value.string())
        }
        axes = try reader.members("vary").map { (member) throws(JSONError) in
            let values = try member.value.elements().map { (value) throws(JSONError) in try value.string() }
            guard !values.isEmpty else { throw member.value.mismatch("at least one value") }
            return SweepAxis(key: member.key, values: values)
        }
        holdsResults = try reader.bool("holdsResults")
        shard = try reader.value("shard", as: Shard.self)
        outputFormat = try reader.string("outputFormat")
        pareto = try reader.strings("pareto")
    }

    private static func input(_ reader: JSONObjectReader) throws(JSONError) -> Input {
        var reader = reader
        let source = try reader.required("source")
        return Input(
            source: source.kind == .null ? nil : try source.string(), name: try reader.string("name"),
            digest: try reader.string("digest"))
    }
}

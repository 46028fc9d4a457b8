import JSONText
import OperatorTrace

/// Every operation of a workload in order of execution, iterations written out one after the other.
///
/// Rows are written as they are made: an inference of a thousand steps takes no more memory than one of ten.
package struct OperationListing: Sendable {
    /// One stage: its operations, listed as often as it iterates.
    struct StageRows: Sendable {
        let iterations: Int
        let rows: [OperationRow]
    }

    let name: String
    let stages: [StageRows]

    package init(_ workload: Workload) {
        name = workload.name
        stages = workload.stages.map { stage in
            StageRows(
                iterations: stage.iterations,
                rows: stage.layers.flatMap { layer in
                    layer.operations.map {
                        OperationRow($0, stage: stage.name, layer: layer.name, in: workload)
                    }
                })
        }
    }

    /// How many operations are executed.
    var count: Int { total { _ in 1 } }

    /// The sum over everything that is executed.
    func total(_ value: (OperationRow) -> Int) -> Int {
        stages.reduce(0) { $0 + $1.iterations * $1.rows.reduce(0) { $0 + value($1) } }
    }

    /// Calls `body` with each execution: its number, its iteration and its operation as `render` made it beforehand.
    func forEach<Rendered>(
        _ render: (OperationRow) -> Rendered, _ body: (Int, Int, Rendered) throws(OutputError) -> Void
    ) throws(OutputError) {
        var index = 0
        for stage in stages {
            let rendered = stage.rows.map(render)
            for iteration in 0..<stage.iterations {
                for row in rendered {
                    try body(index, iteration, row)
                    index += 1
                }
            }
        }
    }
}

extension OperationListing {
    /// The names of the columns in CSV and of the keys in JSON.
    static let columnNames = [
        "index", "stage", "iteration", "layer", "operation", "kind", "batch", "m", "k", "n", "macs", "weightBytes",
        "elements", "parameterBytes", "inputBytes", "outputBytes",
    ]

    /// Writes a row for each execution; `batch`, `m`, `k` and `n` of a pass of the vector unit are empty.
    package func writeCSV(to writer: OutputWriter) throws(OutputError) {
        try writer.write(csvLine(Self.columnNames))
        try forEach { row in
            let sizes = row.product?.map(String.init) ?? ["", "", "", ""]
            let rest = [row.layer, row.operation, row.kind] + sizes + row.counts.map { String($0.value) }
            return (stage: row.stage, rest: csvLine(rest))
        } _: { (index, iteration, row) throws(OutputError) in
            try writer.write("\(index),\(csvField(row.stage)),\(iteration),\(row.rest)")
        }
    }

    /// Writes one object whose `operations` have a line each; a pass of the vector unit has no `batch`, `m`, `k`, `n`.
    package func writeJSON(to writer: OutputWriter) throws(OutputError) {
        let head: [(String, JSONNode)] = [
            ("workload", .string(name)), ("count", .int(count)), ("macs", .int(total(\.macs))),
            ("weightBytes", .int(total(\.weightBytes))),
        ]
        try writer.write("{\n  \"format\": \"systole-operations/1\",\n")
        for (key, value) in head { try writer.write("  \"\(key)\": \(value.lineText),\n") }
        try writer.write("  \"operations\": [\n")
        let last = count - 1
        try forEach { row in
            let stage = JSONNode.string(row.stage).lineText
            let rest = JSONNode.object(row.members).lineText.dropFirst(2)
            return (stage: stage, rest: String(rest))
        } _: { (index, iteration, row) throws(OutputError) in
            let start = "    { \"index\": \(index), \"stage\": \(row.stage), \"iteration\": \(iteration), "
            try writer.write(start + row.rest + (index == last ? "\n" : ",\n"))
        }
        try writer.write("  ]\n}\n")
    }
}

extension OperationRow {
    /// What is counted, by name, in the order of the columns.
    var counts: [(name: String, value: Int)] {
        [
            ("macs", macs), ("weightBytes", weightBytes), ("elements", elements),
            ("parameterBytes", parameterBytes), ("inputBytes", inputBytes), ("outputBytes", outputBytes),
        ]
    }

    /// The keys after `iteration`.
    fileprivate var members: [(String, JSONNode)] {
        let sizes = zip(["batch", "m", "k", "n"], product ?? []).map { ($0, JSONNode.int($1)) }
        return [("layer", .string(layer)), ("operation", .string(operation)), ("kind", .string(kind))] + sizes
            + counts.map { ($0.name, .int($0.value)) }
    }
}

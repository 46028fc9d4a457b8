import Architecture
import JSONText
import Quantities

/// The residency plan of a program, ready to be printed: what stays on chip, from when to when, what that saves.
package struct PlanReport: Sendable {
    private let program: Program

    package init(_ program: Program) { self.program = program }

    /// A row for every tensor that saves something, and the sum.
    package var table: TextTable {
        var table = TextTable(columns: [
            .text("tensor", name: "tensor"), .text("kind", name: "kind"),
            .number("kept", unit: "KiB", name: "keptBytes"), .number("of", unit: "KiB", name: "sizeBytes"),
            .text("from", name: "from"), .text("to", name: "to"), .number("saved", unit: "MB", name: "savedBytes"),
        ])
        for stay in program.plan where stay.saved.count > 0 { table.append(row(stay)) }
        table.appendSeparator()
        let saved = program.plan.reduce(Bytes(0)) { $0 + $1.saved }
        table.appendTotal(["total", "", "", "", "", "", Self.megabytes(saved)])
        return table
    }

    package var node: JSONNode {
        .array(
            program.plan.filter { $0.saved.count > 0 }.map { stay in
                .object([
                    ("tensor", .string(stay.tensor)), ("kind", .string(Self.kind(stay))),
                    ("keptBytes", .int(stay.kept.count)), ("sizeBytes", .int(stay.size.count)),
                    ("from", .string(path(stay.from))), ("to", .string(path(stay.to))),
                    ("savedBytes", .int(stay.saved.count)),
                ])
            })
    }

    private func row(_ stay: PlannedStay) -> [TextCell] {
        [
            TextCell(stay.tensor), TextCell(Self.kind(stay)), Self.kibibytes(stay.kept), Self.kibibytes(stay.size),
            TextCell(path(stay.from)), TextCell(path(stay.to)), Self.megabytes(stay.saved),
        ]
    }

    private func path(_ place: Int) -> String {
        let operation = program.operations[place]
        return "\(program.stages[operation.stage].name).\(operation.layer).\(operation.name)"
    }

    private static func kind(_ stay: PlannedStay) -> String { stay.isWeight ? "weight" : "data" }

    private static func kibibytes(_ bytes: Bytes) -> TextCell {
        TextCell(decimalText(numerator: bytes.count, denominator: 1024, digits: 1), raw: String(bytes.count))
    }

    private static func megabytes(_ bytes: Bytes) -> TextCell {
        TextCell(decimalText(numerator: bytes.count, denominator: 1_000_000, digits: 3), raw: String(bytes.count))
    }
}

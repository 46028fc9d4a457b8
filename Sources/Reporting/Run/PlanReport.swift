import Architecture
import JSONText
import Quantities

/// The residency plan of a program, ready to be printed: what stays on chip, from when to when, what that saves.
package struct PlanReport: Sendable {
    private let program: Program

    package init(_ program: Program) { self.program = program }

    /// A row for every tensor that saves something, and the sum.
    package var table: TextTable {
        let stays = program.plan.filter { $0.saved.count > 0 }
        let saved = program.plan.reduce(Bytes(0)) { $0 + $1.saved }
        let traffic = CountUnit.traffic(saved.count)
        let room = CountUnit.fitting(stays.map(\.size.count).max() ?? 0, among: ["KiB": 1024, "B": 1])
        var table = TextTable(columns: [
            .text("tensor", name: "tensor"), .text("kind", name: "kind"),
            .number("kept", unit: room.name, name: "keptBytes"), .number("of", unit: room.name, name: "sizeBytes"),
            .text("from", name: "from"), .text("to", name: "to"),
            .number("saved", unit: traffic.name, name: "savedBytes"),
        ])
        for stay in stays {
            table.append([
                TextCell(stay.tensor), TextCell(Self.kind(stay)), room.cell(stay.kept.count, digits: 1),
                room.cell(stay.size.count, digits: 1), TextCell(path(stay.from)), TextCell(path(stay.to)),
                traffic.cell(stay.saved.count, digits: 3),
            ])
        }
        table.appendSeparator()
        table.appendTotal(["total", "", "", "", "", "", traffic.cell(saved.count, digits: 3)])
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

    private func path(_ place: Int) -> String {
        let operation = program.operations[place]
        return "\(program.stages[operation.stage].name).\(operation.layer).\(operation.name)"
    }

    private static func kind(_ stay: PlannedStay) -> String { stay.isWeight ? "weight" : "data" }
}

import Architecture

/// Every key of one machine: its value, what it means and what may be written.
package struct AcceleratorDescription: Sendable {
    private let machine: AcceleratorSpec

    package init(_ machine: AcceleratorSpec) {
        self.machine = machine
    }

    /// A row for each key, in the order of `AcceleratorSpec.settings`; a rule between the parts of the machine.
    package var table: TextTable {
        var table = TextTable(columns: [
            .text("key", name: "key"), .text("value", name: "value"), .text("meaning", name: "meaning"),
            .text("may be", name: "expected"),
        ])
        var part: Substring?
        for setting in AcceleratorSpec.settings {
            let next = setting.key.prefix { $0 != "." }
            if let part, part != next { table.appendSeparator() }
            part = next
            table.append([
                TextCell(setting.key), TextCell(setting.read(machine)), TextCell(setting.summary),
                TextCell(setting.expectation),
            ])
        }
        return table
    }
}

import Quantities

extension RunReport {
    /// The report as a page of text: what ran on what, the table, the totals beside their bounds, the ledger.
    /// - Parameters:
    ///   - plan: the residency plan, to be printed as well.
    ///   - verification: what was checked, likewise.
    package func plainText(perLayer: Bool, plan: PlanReport? = nil, verification: Verification? = nil) -> String {
        page(perLayer: perLayer, plan: plan, verification, heading: heading, subheading: "") { $0.plainText }
    }

    /// The same as GitHub Markdown.
    package func markdown(perLayer: Bool, plan: PlanReport? = nil, verification: Verification? = nil) -> String {
        page(perLayer: perLayer, plan: plan, verification, heading: "## " + heading, subheading: "### ") { $0.markdown }
    }

    private func page(
        perLayer: Bool, plan: PlanReport?, _ verification: Verification?, heading: String, subheading: String,
        text: (TextTable) -> String
    ) -> String {
        var parts = [heading, text(table(perLayer: perLayer)), text(notes)]
        if let inferenceTable { parts += [subheading + "Inferences in a row", text(inferenceTable)] }
        parts += [subheading + "Where the cycles went", text(ledger)]
        if let plan { parts += [subheading + "What stays on chip", text(plan.table)] }
        if let verification { parts += [subheading + "What was verified", text(verification.table)] }
        let remarks = (perLayer ? [Self.layerCycles] : []) + remarks
        parts += [energyLine] + (slackLine.map { [$0] } ?? []) + remarks.map { "Note: \($0)." }
        return parts.map(\.trimmingTrailingNewlines).joined(separator: "\n\n") + "\n"
    }

    private static let layerCycles =
        "a layer's cycles and time are the array's that are booked to it, so they need not add up to the stage's; "
        + "systole trace shows when its operations ran"

    private var heading: String {
        let array = machine.array
        return "\(workload) on \(machine.name), \(residency.rawValue): \(array.rows) x \(array.columns) "
            + "\(array.dataflow.rawValue) array at \(machine.clock.text), \(machine.sram.total.text) SRAM, "
            + "\(machine.memory.kind.rawValue) at \(machine.availableBandwidth.text)"
    }

    private var energyLine: String {
        let parts: [(String, Double)] = [
            ("HBM", energy.memory), ("SRAM", energy.sram), ("array", energy.array), ("vector unit", energy.vector),
            ("static", energy.fixed),
        ]
        let unit = RunUnits(self).energy
        let terms = parts.map { "\($0.0) \(unit.text($0.1, digits: 2))" }.joined(separator: " + ")
        return "Energy \(unit.text(energy.total, digits: 2)) \(unit.name) = \(terms). SRAM taken at most: "
            + "\(peakSRAM.decimalUnitText) of \(machine.sram.total.decimalUnitText)."
    }
}

extension String {
    fileprivate var trimmingTrailingNewlines: String {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}

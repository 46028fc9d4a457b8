import Quantities

/// What the derivation document, which counts SmolVLA's bytes by hand, gives for the stages it has.
///
/// Source: the document's tables of sections 2 to 5, as Docs/Derivation.md quotes them; its expert and its total are
/// sums in which MiB are taken for MB.
enum DocumentFigures {
    /// Megabytes in hundredths, by stage.
    private static let stages = [("vision", 10_381), ("vlm", 16_076), ("expert", 93_729)]
    private static let total = 120_186

    /// The stages of a report that the document has, its figure, and the simulated bytes; nil for other workloads,
    /// modes and runs.
    static func rows(of report: RunReport) -> [(name: String, document: String, simulated: Bytes)]? {
        guard report.residency == .layerByLayer, report.inferences.count == 1 else { return nil }
        let found = stages.compactMap { name, hundredths in
            report.stages.first { $0.name == name }.map { (name, text(hundredths), $0.account.useful) }
        }
        guard found.count == stages.count else { return nil }
        return found + [("total", text(total), report.total.account.useful)]
    }

    private static func text(_ hundredths: Int) -> String {
        decimalText(numerator: hundredths, denominator: 100, digits: 2) + " MB"
    }
}

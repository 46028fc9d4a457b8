import Exploration
import Quantities

/// A sweep's rows, ready to be printed: table and Markdown.
package struct SweepReport: Sendable {
    /// What was run: `smolvla on default`.
    package let title: String
    package let results: SweepResults
    /// Bends of the curves, each with what explains it.
    package let knees: [(knee: SweepKnee, explanation: String?)]
    /// What readers should know about the whole sweep, a sentence each.
    let remarks: [String]

    /// - Parameters:
    ///   - explain: which tensors move less at a point than at the one before it; called for a few points.
    package init(
        title: String, results: SweepResults, remarks: [String],
        explain: (_ before: Int, _ point: Int) -> TrafficDifference?
    ) {
        self.title = title
        self.results = results
        self.remarks = remarks
        let knees = results.sweptAxis.map { results.knees(along: $0) } ?? []
        self.knees = knees.prefix(Self.kneeLimit).map { knee in
            let difference = knee.measure == .bytes ? explain(knee.before.row.point, knee.point.row.point) : nil
            return (knee, difference?.sentence)
        }
    }

    /// More are not explained: nobody reads them.
    private static let kneeLimit = 20

    /// Impossible points' reasons, each once, in the order of points.
    var reasons: [String] {
        var reasons: [String] = []
        var seen: Set<String> = []
        for row in results.rows {
            if let reason = row.reason, seen.insert(reason).inserted { reasons.append(reason) }
        }
        return reasons
    }
}

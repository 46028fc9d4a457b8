/// What one point came to.
package enum SweepOutcome: Sendable {
    /// Its numbers, and its whole result as JSON on one line if that was asked for.
    case figures([(name: String, figure: Figure)], result: String?)
    /// Its machine cannot be, or cannot run the workload: one sentence that says why.
    case impossible(reason: String)

    var isImpossible: Bool { if case .impossible = self { true } else { false } }
}

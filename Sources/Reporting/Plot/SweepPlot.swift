import Exploration

/// The curves of a sweep as a picture.
package struct SweepPlot {
    /// The axis that curves run along; nil if no key takes two numbers.
    package static func axis(of plan: SweepPlan) -> Int? {
        SweepResults(plan: plan, columns: [], rows: []).sweptAxis
    }
}

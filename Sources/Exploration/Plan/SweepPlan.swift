import Quantities

/// The product of all axes: which values each point has. Points count from 0; the last axis turns fastest.
package struct SweepPlan: Equatable, Sendable {
    package let axes: [SweepAxis]
    /// The number of points: the product of the axes' sizes, and 1 without axes.
    package let count: Int

    /// The most points of a plan, a hundred times those of an ambitious one: a byte of memory is kept for each.
    private static let limit = 100_000_000

    /// Throws when there are more points than the limit.
    package init(axes: [SweepAxis]) throws(SweepError) {
        var count = 1
        for axis in axes {
            precondition(!axis.values.isEmpty, "an axis without values")
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
            guard !overflow, product <= Self.limit else {
                let sizes = axes.map { $0.values.count.groupedText }.joined(separator: " x ")
                throw SweepError(
                    "\(sizes) points are more than \(Self.limit.groupedText), the limit; "
                        + "vary fewer keys or take larger steps")
            }
            count = product
        }
        self.axes = axes
        self.count = count
    }

    /// Which value of each axis a point has.
    package func places(ofPoint point: Int) -> [Int] {
        var rest = point
        var places = Array(repeating: 0, count: axes.count)
        for axis in axes.indices.reversed() {
            (rest, places[axis]) = rest.quotientAndRemainder(dividingBy: axes[axis].values.count)
        }
        return places
    }

    /// The value of each axis at a point.
    package func values(ofPoint point: Int) -> [String] {
        zip(axes, places(ofPoint: point)).map { $0.values[$1] }
    }
}

/// A finished point as it is kept in memory.
package struct SweepRow: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        /// Numbers in the order of one of the sweep's sets of columns, from a place in its store on.
        case figures(columns: Int, first: Int)
        /// Why the point cannot be.
        case impossible(reason: String)
    }

    /// The point, counted from 0.
    package let point: Int
    package let content: Content

    package init(point: Int, content: Content) {
        self.point = point
        self.content = content
    }

    /// Why the point cannot be; nil if it ran.
    package var reason: String? {
        guard case .impossible(let reason) = content else { return nil }
        return reason
    }
}

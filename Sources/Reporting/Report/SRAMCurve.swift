import Architecture
import Mapping
import OperatorTrace
import Quantities

/// How many bytes cross the HBM interface at each size of SRAM: which bytes move is decided by the mapper, so that no
/// run is needed.
package struct SRAMCurve: Sendable {
    /// The curve of one residency mode.
    struct Line: Sendable {
        var mode: ResidencyMode
        var points: [Point]
        /// Places in `points` of the sizes at which more SRAM begins to save much less.
        var knees: [Int]
    }

    struct Point: Equatable, Sendable {
        var capacity: Bytes
        var bytes: Bytes
    }

    let lines: [Line]

    /// - Parameter modes: one line each.
    package init(of workload: Workload, on machine: AcceleratorSpec, modes: [ResidencyMode]) {
        lines = modes.map { mode in
            let points = Self.eighths.compactMap { eighths -> Point? in
                var variant = machine
                variant.sram.capacity = Bytes(machine.sram.capacity.count / 8 * eighths)
                variant.sram.weights = Bytes(machine.sram.weights.count / 8 * eighths)
                variant.sram.activations = Bytes(machine.sram.activations.count / 8 * eighths)
                guard let program = try? Mapper(for: variant, residency: mode).map(workload) else { return nil }
                return Point(capacity: variant.sram.total, bytes: Bytes(program.transferredBytes))
            }
            return Line(mode: mode, points: points, knees: Self.knees(of: points))
        }
    }

    /// The sizes, from an eighth of the machine's to four times as much.
    private static let eighths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32]

    /// The points up to which a byte of SRAM saves more than it does on average over the curve, and from which on it
    /// saves less than a third of that.
    static func knees(of points: [Point]) -> [Int] {
        guard let first = points.first, let last = points.last, points.count > 2 else { return [] }
        let fall = first.bytes - last.bytes
        guard fall > .zero else { return [] }
        return (1..<(points.count - 1)).filter { place in
            let before = slope(points[place - 1], points[place])
            let after = slope(points[place], points[place + 1])
            let average = Double(fall.count) / Double((last.capacity - first.capacity).count)
            return before > average && after * 3 < before
        }
    }

    /// Bytes saved for each byte of SRAM.
    private static func slope(_ left: Point, _ right: Point) -> Double {
        Double((left.bytes - right.bytes).count) / Double(max(1, (right.capacity - left.capacity).count))
    }
}

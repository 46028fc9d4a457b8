import Architecture
import Exploration
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
        /// Places in `points` of the bends, up to which more SRAM saves much.
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
            let points = Self.points(of: workload, on: machine, mode: mode)
            return Line(
                mode: mode, points: points,
                knees: curveKnees(of: points.map { ($0.capacity.count, $0.bytes.count) }).map(\.place))
        }
    }

    /// From the largest size down to the smallest that can be mapped without too many commands.
    private static func points(of workload: Workload, on machine: AcceleratorSpec, mode: ResidencyMode) -> [Point] {
        var points: [Point] = []
        for eighths in eighths.reversed() {
            var variant = machine
            variant.sram.capacity = Bytes(machine.sram.capacity.count / 8 * eighths)
            variant.sram.weights = Bytes(machine.sram.weights.count / 8 * eighths)
            variant.sram.activations = Bytes(machine.sram.activations.count / 8 * eighths)
            guard let program = try? Mapper(for: variant, residency: mode).map(workload) else { break }
            points.append(Point(capacity: variant.sram.total, bytes: Bytes(program.transferredBytes)))
            if program.executedCommands > commandLimit { break }
        }
        return points.reversed()
    }

    /// The sizes, from an eighth of the machine's to four times as much.
    private static let eighths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32]
    /// Behind a program of more commands no smaller size is looked at: its tiles are small, and it takes long to map.
    private static let commandLimit = 300_000
}

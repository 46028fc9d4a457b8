import Architecture
import Foundation
import Mapping
import OperatorTrace
import Quantities

/// Bytes that the modes move over growing sizes of SRAM, as forecast: `ForecastTests` compares that with what commands
/// move.
struct SRAMCurve {
    /// From the one that keeps least to the one that keeps most. `lru` is not among them: more room may cost it hits.
    static let modes: [ResidencyMode] = [.layerByLayer, .resident, .pinned, .belady]

    private let name: String
    /// By size, what each mode moves.
    private let points: [(capacity: Int, bytes: [Int])]

    init(_ workload: Workload, on machine: AcceleratorSpec, sizes: some Sequence<Int>) throws {
        name = "\(workload.name) on \(machine.name)"
        points = try sizes.map { capacity in
            let resized = machine.resized(to: capacity)
            return (
                capacity,
                try Self.modes.map { try Mapper(for: resized, residency: $0).transferredBytes(of: workload) }
            )
        }
    }

    /// Sentences about sizes that move more than the one before, and modes that move more than one that keeps less.
    ///
    /// - Parameter slack: bytes by which a larger size may be worse, for tiles that are no multiple of a granule.
    func faults(slack: Int = 0) -> [String] {
        var faults: [String] = []
        for (place, point) in points.enumerated() {
            for (index, mode) in Self.modes.enumerated() {
                let bytes = point.bytes[index]
                let label = "\(name), \(mode.rawValue), \(point.capacity) B of SRAM: \(bytes) B"
                if place > 0, points[place - 1].bytes[index] + slack < bytes {
                    faults.append("\(label), \(points[place - 1].bytes[index]) B with \(points[place - 1].capacity) B")
                }
                if index > 0, point.bytes[index - 1] < bytes {
                    faults.append("\(label), \(point.bytes[index - 1]) B \(Self.modes[index - 1].rawValue)")
                }
            }
        }
        return faults
    }

    /// Of `count` sizes, each the same factor above the one before, the last and every `step`-th before it.
    static func sizes(from least: Int, to most: Int, count: Int, every step: Int) -> [Int] {
        let ratio = Double(most) / Double(least)
        return stride(from: (count - 1) % step, to: count, by: step).map { place in
            place == count - 1 ? most : Int(Double(least) * pow(ratio, Double(place) / Double(count - 1)))
        }
    }

    /// The least size in which a workload runs, as the mapper says when there is less.
    static func least(_ workload: Workload, on machine: AcceleratorSpec) throws -> Int {
        do throws(MappingError) {
            _ = try Mapper(for: machine.resized(to: Space.granule.count)).map(workload)
            return Space.granule.count
        } catch {
            switch error {
            case .noTileFits(_, _, _, let least), .noRoomOnChip(_, _, _, let least):
                // Each of two buffers gets the larger size.
                return max(least.granules[0], least.granules[1]) * Space.granule.count
            default: throw error
            }
        }
    }
}

extension AcceleratorSpec {
    /// The same machine with a scratchpad, or each of two buffers, of another size.
    func resized(to capacity: Int) -> AcceleratorSpec {
        var machine = self
        machine.sram.capacity = Bytes(capacity)
        guard sram.isSplit else { return machine }
        (machine.sram.weights, machine.sram.activations) = (Bytes(capacity), Bytes(capacity))
        return machine
    }
}

import Architecture

extension MemoryPattern {
    /// Rows of bytes that are asked for, and all of the bytes, both at most.
    private var extent: (rows: Int, bytes: Int) {
        switch self {
        case .sequential(let total, _): (1, total)
        case .mixed(let total, let block): (2 * Self.parts(total, 3 * block), total + 3 * block)
        case .tiles(let total, let width, _, _): (Self.parts(total, width), total + width)
        case .random(let total, let grain): (Self.parts(total, grain), total + grain)
        case .twoStreams(let total, let chunk, _, _): (2 * Self.parts(total, 2 * chunk), total + 2 * chunk)
        }
    }

    /// More seconds than the pattern can take: every burst alone, with its row opened for it.
    func longestSeconds(on spec: MemorySpec) -> Double {
        let (rows, bytes) = (Double(extent.rows), Double(extent.bytes))
        let share = Double(spec.availableShare.millionths) * 1e-6
        guard let row = spec.kind.timings else {
            return rows * Double(spec.latency.count) * 1e-12 + bytes / (Double(spec.bandwidth.count) * share)
        }
        let burst = 2 * (row.tRC + row.tRP + row.tRCDRD + row.tCL + row.tBurst)
        let perBurst = Double(burst + spec.controllerLatency.count) * 1e-12
        let bursts = bytes / Double(spec.granule.count) + 2 * rows
        return bursts * perBurst / share
    }
}

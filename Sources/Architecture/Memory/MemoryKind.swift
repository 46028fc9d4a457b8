import Quantities

/// Which kind of memory stands behind the DMA engine.
package enum MemoryKind: String, CaseIterable, TextValue {
    /// Latency and bandwidth, nothing else: no banks, no refresh, no turn-rounds.
    case ideal
    /// HBM2 at 2.0 Gb/s per pin.
    case hbm2
    /// HBM2E at 3.2 Gb/s per pin.
    case hbm2e
    /// HBM3 at 6.4 Gb/s per pin.
    case hbm3
    /// LPDDR5 at 6400 MT/s, x16 channels.
    case lpddr5
    /// DDR4-3200AA, 64-bit channels of x8 devices.
    case ddr4
}

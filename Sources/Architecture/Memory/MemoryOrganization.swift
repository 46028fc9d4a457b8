import Quantities

/// How one kind of memory is built: widths, banks, pages and the queues of its controller.
///
/// Sources as for `MemoryTimings`. The queue depths are those of the controller the reference patterns were run with.
package struct MemoryOrganization: Hashable, Sendable {
    /// Channels of a stack, package or board.
    package var channels: Int
    /// Pseudo-channels per channel, each with its own data bus and banks.
    package var pseudoChannels: Int
    /// Stack identifiers or ranks that share a pseudo-channel.
    package var stackIdentifiers: Int
    /// Bank groups per pseudo-channel and stack identifier.
    package var bankGroups: Int
    /// Banks per bank group.
    package var banksPerGroup: Int
    /// Bytes of an open row, as one pseudo-channel sees it.
    package var page: Bytes
    /// Bytes of a burst.
    package var burst: Bytes
    /// Bits of a row number: rows per bank.
    package var rowBits: Int
    /// Reads that a channel's controller can hold.
    package var readQueue: Int
    /// Writes that a channel's controller can hold.
    package var writeQueue: Int
    /// Command bus cycles to close a row and open another.
    package var rowCommandCycles: Int
    /// Whether column commands share the bus with row commands; HBM has a bus for each.
    package var sharesCommandBus: Bool
}

extension MemoryOrganization {
    /// HBM2 and HBM2E: 8 channels of 128 bits, two pseudo-channels of 64 bits each, 1 KiB pages.
    package static let hbm2 = MemoryOrganization(
        channels: 8, pseudoChannels: 2, stackIdentifiers: 1, bankGroups: 4, banksPerGroup: 4, page: Bytes(1024),
        burst: Bytes(32), rowBits: 14, readQueue: 64, writeQueue: 64, rowCommandCycles: 3,
        sharesCommandBus: false)

    /// HBM3: 16 channels of 64 bits, two pseudo-channels of 32 bits each, 8-high stack.
    package static let hbm3 = MemoryOrganization(
        channels: 16, pseudoChannels: 2, stackIdentifiers: 2, bankGroups: 4, banksPerGroup: 4, page: Bytes(1024),
        burst: Bytes(32), rowBits: 14, readQueue: 128, writeQueue: 64, rowCommandCycles: 2,
        sharesCommandBus: false)

    /// LPDDR5 x16: a package of four channels, bank-group mode, 2 KiB pages.
    package static let lpddr5 = MemoryOrganization(
        channels: 4, pseudoChannels: 1, stackIdentifiers: 1, bankGroups: 4, banksPerGroup: 4, page: Bytes(2048),
        burst: Bytes(32), rowBits: 16, readQueue: 64, writeQueue: 64, rowCommandCycles: 3,
        sharesCommandBus: true)

    /// DDR4: two 64-bit channels of eight x8 devices, 8 KiB pages over a rank.
    package static let ddr4 = MemoryOrganization(
        channels: 2, pseudoChannels: 1, stackIdentifiers: 1, bankGroups: 4, banksPerGroup: 4, page: Bytes(8192),
        burst: Bytes(64), rowBits: 16, readQueue: 64, writeQueue: 64, rowCommandCycles: 2,
        sharesCommandBus: true)
}

extension MemoryKind {
    /// How the kind is built; nil for `ideal`, which has no banks.
    package var organization: MemoryOrganization? {
        switch self {
        case .ideal: nil
        case .hbm2, .hbm2e: .hbm2
        case .hbm3: .hbm3
        case .lpddr5: .lpddr5
        case .ddr4: .ddr4
        }
    }

    /// The kind's timing row; nil for `ideal`.
    package var timings: MemoryTimings? {
        switch self {
        case .ideal: nil
        case .hbm2: .hbm2
        case .hbm2e: .hbm2e
        case .hbm3: .hbm3
        case .lpddr5: .lpddr5
        case .ddr4: .ddr4
        }
    }
}

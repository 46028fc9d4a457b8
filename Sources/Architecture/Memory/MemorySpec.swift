import Quantities

/// The memory behind the DMA engine: its kind, how many channels of it, and what its controller does.
///
/// The default is the document's machine: one HBM2 stack of 8 channels with 2 pseudo-channels each, 64 bits wide at
/// 2.0 Gb/s per pin, 256 GB/s.
package struct MemorySpec: Hashable, Sendable {
    package var kind = MemoryKind.hbm2
    /// Channels; a power of two. Unused by `ideal`.
    package var channels = 8
    package var refresh = MemoryRefresh.allBank
    /// The part of the bandwidth that is ours; the rest goes to others (cameras, display, host) that share the memory.
    package var availableShare = Share.all
    /// Which address bits choose what.
    package var addressMap = AddressMap.standard
    /// Whether row bits are folded into the bank number.
    package var rowHashing = RowHashing.none
    /// Time that the controller, the PHY and the on-chip network add to a read. Zero is what the reference patterns
    /// were run with; see Docs/Assumptions.md.
    package var controllerLatency = TimeSpan(0)
    /// Bytes per second of an `ideal` memory; the others' follow from kind and channels.
    package var bandwidth = Bandwidth(256_000_000_000)
    /// Time from request to data of an `ideal` memory: by default tRP + tRCD + tCL + burst of HBM2.
    package var latency = TimeSpan(44_000)

    package init() {}

    /// The kind's own form of the default: the channels of one stack, package or board.
    package init(kind: MemoryKind) {
        self.kind = kind
        channels = kind.organization?.channels ?? 1
    }
}

extension MemorySpec {
    /// The bytes that one access moves; a transfer moves whole granules.
    package var granule: Bytes { kind.organization?.burst ?? Bytes(1) }

    /// The data bus' bytes per second, before refresh and the others' share.
    package var peakBandwidth: Bandwidth {
        guard let organization = kind.organization, let timings = kind.timings else { return bandwidth }
        let (perSecond, _) = organization.burst.count.multipliedReportingOverflow(by: 1_000_000_000_000)
        let (total, overflow) = (perSecond / timings.tBurst)
            .multipliedReportingOverflow(by: organization.pseudoChannels * channels)
        return Bandwidth(overflow ? Int.max : total)
    }

    /// The map in use: the one given, or the standard one for the kind and its channels.
    ///
    /// Least significant first: two bursts of a row, bank groups, pseudo-channels, channels, the rest of the row,
    /// banks, stack identifiers, rows. Neighbouring bursts so alternate between bank groups, and a sequential stream
    /// runs over all channels.
    package var resolvedAddressMap: AddressMap {
        guard addressMap == .standard, let organization = kind.organization else { return addressMap }
        let columnBits = Self.bits(for: organization.page.count / organization.burst.count)
        let runs: [AddressMap.Run] = [
            .init(.column, 1), .init(.group, Self.bits(for: organization.bankGroups)),
            .init(.pseudo, Self.bits(for: organization.pseudoChannels)), .init(.channel, Self.bits(for: channels)),
            .init(.column, columnBits - 1), .init(.bank, Self.bits(for: organization.banksPerGroup)),
            .init(.stack, Self.bits(for: organization.stackIdentifiers)), .init(.row, organization.rowBits),
        ]
        return AddressMap(runs: runs.filter { $0.bits > 0 })
    }

    /// Bits that tell `count` things apart; `count` is a power of two.
    static func bits(for count: Int) -> Int {
        count > 0 ? count.trailingZeroBitCount : 0
    }
}

import Quantities

extension MemorySpec {
    /// The most channels of one machine; eight HBM3 stacks have 128.
    package static let channelLimit = 128

    /// Refuses a memory that cannot be, with the reason.
    package func validate() throws(MemorySpecError) {
        guard (1...1_000_000).contains(availableShare.millionths) else {
            throw MemorySpecError(
                key: "memory.availableShare", found: availableShare.text, expected: "more than 0% and at most 100%")
        }
        try Self.check(controllerLatency, "memory.controllerLatency")
        try Self.check(latency, "memory.latency")
        guard (1_000_000...1_000_000_000_000_000).contains(bandwidth.count) else {
            throw MemorySpecError(
                key: "memory.bandwidth", found: "\(bandwidth.count) B/s", expected: "1 MB/s to 1000 TB/s")
        }
        guard let organization = kind.organization else { return }
        guard (1...Self.channelLimit).contains(channels), channels.nonzeroBitCount == 1 else {
            throw MemorySpecError(
                key: "memory.channels", found: "\(channels)",
                expected: "a power of two from 1 to \(Self.channelLimit), so that address bits can choose the channel")
        }
        if kind == .ddr4, refresh == .perBank {
            throw MemorySpecError(
                key: "memory.refresh", found: "per-bank", expected: "all-bank or none: DDR4 has no per-bank refresh")
        }
        try validateMap(organization)
    }

    /// The spec itself, once validated.
    package func validated() throws(MemorySpecError) -> MemorySpec {
        try validate()
        return self
    }

    private static func check(_ time: TimeSpan, _ key: String) throws(MemorySpecError) {
        guard (0...1_000_000_000).contains(time.count) else {
            throw MemorySpecError(key: key, found: "\(time.count) ps", expected: "0 to 1 ms")
        }
    }

    /// Each field of the map must have as many bits as there are things to tell apart.
    private func validateMap(_ organization: MemoryOrganization) throws(MemorySpecError) {
        guard organization.page >= organization.burst else {
            throw MemorySpecError(
                "memory.kind has pages of \(organization.page.count) B, smaller than its burst of "
                    + "\(organization.burst.count) B")
        }
        let map = resolvedAddressMap
        let needed: [(AddressMap.Field, Int, String)] = [
            (.column, organization.page.count / organization.burst.count, "bursts in a page"),
            (.group, organization.bankGroups, "bank groups"),
            (.pseudo, organization.pseudoChannels, "pseudo-channels in a channel"),
            (.channel, channels, "channels"),
            (.bank, organization.banksPerGroup, "banks in a group"),
            (.stack, organization.stackIdentifiers, "stack identifiers"),
        ]
        for (field, count, things) in needed where map.bits(of: field) != Self.bits(for: count) {
            throw MemorySpecError(
                key: "memory.addressMap", found: "\"\(map.text)\"",
                expected: "\(Self.bits(for: count)) bits of \(field.rawValue) for \(count) \(things), "
                    + "found \(map.bits(of: field))")
        }
        guard (1...24).contains(map.bits(of: .row)) else {
            throw MemorySpecError(
                key: "memory.addressMap", found: "\"\(map.text)\"", expected: "1 to 24 bits of row")
        }
        try Self.checkOrder(map, burst: organization.burst)
    }

    /// Bits that interleave must lie low, and below those of banks and rows.
    private static func checkOrder(_ map: AddressMap, burst: Bytes) throws(MemorySpecError) {
        let rows: Set<AddressMap.Field> = [.bank, .stack, .row]
        let firstRow = map.runs.firstIndex { rows.contains($0.field) } ?? map.runs.endIndex
        guard map.runs[firstRow...].allSatisfy({ rows.contains($0.field) }) else {
            throw MemorySpecError(
                key: "memory.addressMap", found: "\"\(map.text)\"",
                expected: "all bits of column, group, pseudo and channel below those of bank, stack and row")
        }
        let interleaved = map.runs.lastIndex { [.group, .pseudo, .channel].contains($0.field) } ?? 0
        let bits = map.runs[...interleaved].reduce(burst.count.trailingZeroBitCount) { $0 + $1.bits }
        guard bits <= 16 else {
            throw MemorySpecError(
                key: "memory.addressMap", found: "\"\(map.text)\"",
                expected: "groups, pseudo-channels and channels that interleave within 64 KiB, found 2^\(bits) B")
        }
    }
}

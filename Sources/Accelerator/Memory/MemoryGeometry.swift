import Architecture
import Quantities

/// What an address map makes of addresses: which lane, bank group, bank and row.
///
/// A *lane* is one pseudo-channel with its data bus; a *unit* is one bank group of one lane. Units alternate every
/// *slot* (a few bursts); after a *stripe* every unit has had a slot; after a *region* of many stripes the bank and row
/// change, in all units together. `validate()` of the spec sees to it that maps have this order.
struct MemoryGeometry: Hashable, Sendable {
    let burst: Int
    let channels: Int
    let lanesPerChannel: Int
    let groups: Int
    /// Banks of a group, over all stack identifiers.
    let banks: Int
    /// Stack identifiers, each with bank groups of its own.
    let stacks: Int
    /// log2 of the bytes of a slot, a stripe and a region.
    let slotShift: Int
    let stripeShift: Int
    let regionShift: Int
    /// The unit of each slot of a stripe.
    let slotUnits: [Int]
    /// Where the bits of the bank (with the stack identifier above it) and of the row lie.
    private let bankBits: [BitRun]
    private let rowBits: [BitRun]
    private let bankWidth: Int
    /// Whether row bits are folded into the bank.
    let hashes: Bool

    /// A run of address bits and where it goes.
    private struct BitRun: Hashable {
        var shift: Int
        var mask: Int
        var target: Int
    }

    var lanes: Int { channels * lanesPerChannel }
    var units: Int { lanes * groups }
    var slotsPerStripe: Int { slotUnits.count }

    init(_ spec: MemorySpec, _ organization: MemoryOrganization) {
        let map = spec.resolvedAddressMap
        let burstShift = organization.burst.count.trailingZeroBitCount
        burst = organization.burst.count
        channels = spec.channels
        lanesPerChannel = organization.pseudoChannels
        groups = organization.bankGroups
        stacks = organization.stackIdentifiers
        banks = organization.banksPerGroup * organization.stackIdentifiers
        bankWidth = banks.trailingZeroBitCount
        hashes = spec.rowHashing == .xor
        let channelBits = Self.runs(of: .channel, in: map, above: burstShift)
        let pseudoBits = Self.runs(of: .pseudo, in: map, above: burstShift)
        let groupBits = Self.runs(of: .group, in: map, above: burstShift)
        let interleaved = channelBits + pseudoBits + groupBits
        let bank = Self.runs(of: .bank, in: map, above: burstShift)
        let stack = Self.runs(of: .stack, in: map, above: burstShift, from: map.bits(of: .bank))
        bankBits = bank + stack
        rowBits = Self.runs(of: .row, in: map, above: burstShift)
        slotShift = interleaved.map(\.shift).min() ?? burstShift
        stripeShift = interleaved.map { $0.shift + $0.mask.nonzeroBitCount }.max() ?? burstShift
        regionShift = (bankBits + rowBits).map(\.shift).min() ?? 62
        let (lanesPerChannel, groups, slotShift) = (lanesPerChannel, groups, slotShift)
        slotUnits = (0..<(1 << (stripeShift - slotShift))).map { slot in
            let address = slot << slotShift
            let lane =
                Self.extract(channelBits, address) * lanesPerChannel + Self.extract(pseudoBits, address)
            return lane * groups + Self.extract(groupBits, address)
        }
    }

    /// The row that an address lies in, the same number in every unit.
    func row(_ address: Int) -> Int { Self.extract(rowBits, address) }

    /// The bank within its group, counted over stack identifiers.
    func bank(_ address: Int) -> Int {
        let bank = Self.extract(bankBits, address)
        guard hashes, bankWidth > 0 else { return bank }
        var (folded, rest) = (bank, row(address))
        while rest > 0 {
            folded ^= rest & (banks - 1)
            rest >>= bankWidth
        }
        return folded
    }

    private static func runs(
        of field: AddressMap.Field, in map: AddressMap, above burstShift: Int, from start: Int = 0
    ) -> [BitRun] {
        var (shift, target) = (burstShift, start)
        var found: [BitRun] = []
        for run in map.runs {
            if run.field == field {
                found.append(BitRun(shift: shift, mask: (1 << run.bits) - 1, target: target))
                target += run.bits
            }
            shift += run.bits
        }
        return found
    }

    private static func extract(_ runs: [BitRun], _ address: Int) -> Int {
        var value = 0
        for run in runs { value |= ((address >> run.shift) & run.mask) << run.target }
        return value
    }
}

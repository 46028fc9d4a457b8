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
    /// log2 of the groups of a lane, and of the lanes of a channel.
    let laneShift: Int
    let channelShift: Int
    /// log2 of the lanes of all channels.
    let allLanesShift: Int
    /// The unit of each slot of a stripe.
    let slotUnits: [Int]
    /// Where the bits of the bank (with the stack identifier above it) and of the row lie.
    private let bankBits: BitField
    private let rowBits: BitField
    private let bankWidth: Int
    /// Whether row bits are folded into the bank.
    let hashes: Bool

    /// log2 of the channels.
    var allChannelsShift: Int { allLanesShift - channelShift }
    var lanes: Int { channels * lanesPerChannel }
    var units: Int { lanes * groups }
    var unitsPerChannel: Int { lanesPerChannel * groups }
    var slotsPerStripe: Int { slotUnits.count }

    init(_ spec: MemorySpec, _ organization: MemoryOrganization) {
        let map = spec.resolvedAddressMap
        let burstShift = organization.burst.count.trailingZeroBitCount
        burst = organization.burst.count
        channels = spec.channels
        lanesPerChannel = organization.pseudoChannels
        groups = organization.bankGroups
        stacks = organization.stackIdentifiers
        laneShift = groups.trailingZeroBitCount
        channelShift = lanesPerChannel.trailingZeroBitCount
        allLanesShift = channels.trailingZeroBitCount + channelShift
        banks = organization.banksPerGroup * organization.stackIdentifiers
        bankWidth = banks.trailingZeroBitCount
        hashes = spec.rowHashing == .xor
        let channelBits = BitField(map, [.channel], above: burstShift)
        let pseudoBits = BitField(map, [.pseudo], above: burstShift)
        let groupBits = BitField(map, [.group], above: burstShift)
        let interleaved = [channelBits, pseudoBits, groupBits].filter { $0.width > 0 }
        bankBits = BitField(map, [.bank, .stack], above: burstShift)
        rowBits = BitField(map, [.row], above: burstShift)
        slotShift = interleaved.map(\.lowest).min() ?? burstShift
        stripeShift = interleaved.map(\.end).max() ?? burstShift
        regionShift = min(bankBits.lowest, rowBits.lowest)
        let (lanesPerChannel, groups, slotShift) = (lanesPerChannel, groups, slotShift)
        slotUnits = (0..<(1 << (stripeShift - slotShift))).map { slot in
            let address = slot << slotShift
            let lane = channelBits.extract(address) * lanesPerChannel + pseudoBits.extract(address)
            return lane * groups + groupBits.extract(address)
        }
    }

    /// The row that an address lies in, the same number in every unit.
    @inline(__always)
    func row(_ address: Int) -> Int { rowBits.extract(address) }

    /// The bank within its group, counted over stack identifiers.
    @inline(__always)
    func bank(_ address: Int) -> Int {
        let bank = bankBits.extract(address)
        guard hashes, bankWidth > 0 else { return bank }
        var (folded, rest) = (bank, row(address))
        while rest > 0 {
            folded ^= rest & (banks - 1)
            rest &>>= bankWidth
        }
        return folded
    }
}

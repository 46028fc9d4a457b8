import Architecture
import Quantities

/// Everything that one operation did in a run, all iterations added up.
package struct OperationAccount: Equatable, Sendable {
    /// Useful bytes read from HBM, by class.
    package var read = TrafficCounts()
    /// Useful bytes written to HBM, by class.
    package var written = TrafficCounts()
    /// Bytes on the memory bus: whole granules.
    package var moved = Bytes(0)
    package var macs = MACs(0)
    /// Elements through the vector unit, counted once for each pass.
    package var vectorOperations = 0
    /// Bytes in and out of SRAM, by all units.
    package var sramTraffic = Bytes(0)
    package var array = UnitAccount()
    package var vector = UnitAccount()
    /// One account for each DMA channel.
    package var dma: [UnitAccount]
    package var commands = 0
    /// When its first command's work began, and its last one was complete.
    package var began: Cycles?
    package var completed = Cycles(0)

    package init(channels: Int) { dma = Array(repeating: UnitAccount(), count: channels) }

    /// What it comes to when everything in it happens so many times more, each time `period` later.
    func repeated(_ times: Int, every period: Cycles) -> OperationAccount {
        var later = self
        later.read = read * times
        later.written = written * times
        later.moved = moved * times
        later.macs = macs * times
        later.vectorOperations = vectorOperations * times
        later.sramTraffic = sramTraffic * times
        later.array = array * times
        later.vector = vector * times
        later.dma = dma.map { $0 * times }
        later.commands = commands * times
        later.began = began.map { $0 + period }
        later.completed = completed + period * times
        return later
    }

    package static func += (left: inout OperationAccount, right: OperationAccount) {
        left.read += right.read
        left.written += right.written
        left.moved += right.moved
        left.macs += right.macs
        left.vectorOperations += right.vectorOperations
        left.sramTraffic += right.sramTraffic
        left.array += right.array
        left.vector += right.vector
        for channel in left.dma.indices { left.dma[channel] += right.dma[channel] }
        left.commands += right.commands
        if let began = right.began { left.began = min(left.began ?? began, began) }
        left.completed = max(left.completed, right.completed)
    }
}

/// Bytes by traffic class.
package struct TrafficCounts: Equatable, Sendable {
    private var lanes = SIMD8<Int>(repeating: 0)

    package init() {}

    package subscript(trafficClass: TrafficClass) -> Bytes {
        get { Bytes(lanes[trafficClass.rawValue]) }
        set { lanes[trafficClass.rawValue] = newValue.count }
    }

    package var total: Bytes { Bytes(lanes.wrappedSum()) }

    /// The same so many times over.
    package static func * (counts: TrafficCounts, times: Int) -> TrafficCounts {
        var product = counts
        product.lanes = counts.lanes &* SIMD8(repeating: times)
        return product
    }

    package static func += (left: inout TrafficCounts, right: TrafficCounts) { left.lanes &+= right.lanes }
}

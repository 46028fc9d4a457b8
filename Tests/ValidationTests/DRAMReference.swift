import Architecture
import Quantities

@testable import Accelerator

/// A memory burst by burst and clock by clock: what the transfer-level model is checked against.
///
/// The DMA engine asks in order, as long as its window of reads allows; requests queue up per channel and direction, and
/// a controller with a limited sight schedules commands: row hits and ready commands first, then the oldest. It writes
/// when its write queue is nearly full or there is nothing to read. Slow, and kept apart from the model in every way but
/// the rows of timings.
struct DRAMReference {
    private let organization: MemoryOrganization
    private let clocks: DRAMReferenceClocks
    private let window: Int
    private let channelBits: Int
    private var channels: [DRAMReferenceChannel]
    /// Requests that a channel's controller does not see yet, reads and writes apart.
    private var waiting: [[DRAMReferenceRequest]]
    private var waitingFirst: [Int]

    init?(_ spec: MemorySpec, window: Int) {
        guard let organization = spec.kind.organization, let row = spec.kind.timings else { return nil }
        self.organization = organization
        self.window = window
        clocks = DRAMReferenceClocks(row, organization)
        channelBits = spec.channels.trailingZeroBitCount
        let channel = DRAMReferenceChannel(organization, clocks, refresh: spec.refresh)
        channels = Array(repeating: channel, count: spec.channels)
        waiting = Array(repeating: [], count: 2 * spec.channels)
        waitingFirst = Array(repeating: 0, count: 2 * spec.channels)
    }

    /// The share of the data bus' peak that a pattern gets.
    mutating func busFraction(_ pattern: MemoryPattern) -> Double {
        var transfers: [MemoryTransfer] = []
        pattern.forEachTransfer { transfers.append($0) }
        return busFraction(transfers)
    }

    /// The same of transfers that are asked for one after the other.
    mutating func busFraction(_ transfers: [MemoryTransfer]) -> Double {
        let requests = requests(of: transfers)
        var (next, reads, clock) = (0, 0, 0)
        while true {
            clock += 1
            fillQueues(at: clock)
            while next < requests.count, requests[next].isWrite || reads < window {
                send(requests[next], at: clock)
                if !requests[next].isWrite { reads += 1 }
                next += 1
            }
            var isIdle = true
            for index in channels.indices {
                reads -= channels[index].tick(clock)
                if !channels[index].isIdle { isIdle = false }
            }
            let nothingWaits = waiting.indices.allSatisfy { waitingFirst[$0] == waiting[$0].count }
            if next == requests.count, isIdle, nothingWaits { break }
        }
        let lanes = channels.count * organization.pseudoChannels
        return Double(requests.count * clocks.burst) / Double(clock * lanes)
    }

    private mutating func send(_ request: DRAMReferenceRequest, at clock: Int) {
        var request = request
        request.arrival = clock
        let line = 2 * request.channel + (request.isWrite ? 1 : 0)
        if waitingFirst[line] == waiting[line].count, channels[request.channel].accept(request) { return }
        waiting[line].append(request)
    }

    private mutating func fillQueues(at clock: Int) {
        for line in waiting.indices {
            while waitingFirst[line] < waiting[line].count {
                var request = waiting[line][waitingFirst[line]]
                request.arrival = clock
                guard channels[line / 2].accept(request) else { break }
                waitingFirst[line] += 1
            }
        }
    }

    private func requests(of transfers: [MemoryTransfer]) -> [DRAMReferenceRequest] {
        let burst = organization.burst.count
        var requests: [DRAMReferenceRequest] = []
        for transfer in transfers {
            for row in 0..<transfer.rows {
                let start = transfer.address + row * transfer.pitch
                for number in start / burst..<(start + transfer.rowBytes + burst - 1) / burst {
                    requests.append(request(burst: number, isWrite: transfer.isWrite))
                }
            }
        }
        return requests
    }

    /// The standard map, from the lowest bit up: two bursts, groups, pseudo-channels, channels, columns, banks, stack
    /// identifiers, rows.
    private func request(burst: Int, isWrite: Bool) -> DRAMReferenceRequest {
        var rest = burst >> 1
        func take(_ count: Int) -> Int {
            defer { rest /= count }
            return rest % count
        }
        let group = take(organization.bankGroups)
        let lane = take(organization.pseudoChannels)
        let channel = take(1 << channelBits)
        _ = take(organization.page.count / organization.burst.count / 2)
        let bank = take(organization.banksPerGroup)
        let stack = take(organization.stackIdentifiers)
        let groupOfLane = stack * organization.bankGroups + group
        return DRAMReferenceRequest(
            channel: channel, lane: lane, stack: stack, group: groupOfLane,
            bank: groupOfLane * organization.banksPerGroup + bank,
            row: rest, isWrite: isWrite)
    }
}

/// One burst asked for.
struct DRAMReferenceRequest {
    var channel: Int
    var lane: Int
    /// Stack identifier.
    var stack: Int
    /// Bank group within the lane, stack identifiers included.
    var group: Int
    /// Bank within the lane.
    var bank: Int
    var row: Int
    var isWrite: Bool
    var arrival = 0
}

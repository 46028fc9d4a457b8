import Architecture
import Quantities

/// The DMA engine: channels that each keep a few descriptors in flight, in front of one memory.
struct DMAEngine: Equatable {
    private let spec: DMASpec
    private var memory: MemorySystem
    private(set) var channels: [Channel]
    private var readPath: DMAPath
    private var writePath: DMAPath
    /// Requests reach the memory in the order in which descriptors are issued.
    private var lastArrival = Cycles(0)

    struct Channel: Equatable {
        var inFlight = 0
        /// When its front end can take another descriptor.
        var frontFree = Cycles(0)
        /// When its last transfer's bytes are through.
        var busyUntil = Cycles(0)
        var lastOperation = 0
    }

    /// What became of a transfer.
    struct Timing {
        var channel: Int
        /// When the channel was last at work before it.
        var idleSince: Cycles
        var began: Cycles
        var ended: Cycles
        /// Cycles of it lost to other units' accesses to SRAM.
        var conflicts: Cycles
        var movedBytes: Bytes
    }

    init(_ machine: AcceleratorSpec) {
        spec = machine.dma
        memory = MemorySystem(machine.memory, dma: machine.dma, clock: machine.clock)
        readPath = DMAPath(machine.dma, granule: machine.memory.granule, clock: machine.clock)
        writePath = readPath
        channels = Array(repeating: Channel(), count: machine.dma.channels)
    }

    /// The channel that takes the next descriptor: of those with a free slot, the one with the fewest in flight.
    ///
    /// Mutating because what only reads a value this large is handed a copy.
    mutating func freeChannel() -> Int? {
        var best: Int?
        for index in channels.indices where channels[index].inFlight < spec.descriptorsInFlight {
            if let known = best, channels[known].inFlight <= channels[index].inFlight { continue }
            best = index
        }
        return best
    }

    /// Gives a descriptor to a channel with a free slot.
    mutating func issue(
        _ transfer: Transfer, isWrite: Bool, on channel: Int, operation: Int, at now: Cycles,
        through ports: inout SRAMPorts
    ) -> Timing {
        let arrival = max(now, channels[channel].frontFree, lastArrival - spec.setupCycles) + spec.setupCycles
        lastArrival = arrival
        channels[channel].frontFree = arrival
        let interval = memory.serve(
            MemoryTransfer(
                address: transfer.address, rows: transfer.rows, rowBytes: transfer.rowBytes, pitch: transfer.pitch,
                isWrite: isWrite), arriving: arrival)
        let idleSince = channels[channel].busyUntil
        // Where two channels' bytes share the bus, a cycle belongs to the channel whose transfer was issued first.
        let began = max(interval.begin, idleSince)
        let carried =
            isWrite
            ? writePath.carry(transfer, from: interval.begin, until: interval.end)
            : readPath.carry(transfer, from: interval.begin, until: interval.end)
        let stall = ports.book(transfer.bytes, from: interval.begin, until: carried, now: now)
        let alone = max(carried, began)
        let ended = isWrite ? writePath.close(alone + stall) : readPath.close(alone + stall)
        channels[channel].inFlight += 1
        channels[channel].busyUntil = ended
        channels[channel].lastOperation = operation
        return Timing(
            channel: channel, idleSince: idleSince, began: began, ended: ended, conflicts: ended - alone,
            movedBytes: interval.movedBytes)
    }

    mutating func retire(on channel: Int) { channels[channel].inFlight -= 1 }

    /// Sets when a channel was last at work.
    mutating func setBusyUntil(_ time: Cycles, channel: Int) { channels[channel].busyUntil = time }

    /// The same state with `now` as the start of time, but for when channels were last at work, and for what.
    func normalized(relativeTo now: Cycles) -> DMAEngine {
        var copy = self
        copy.memory = memory.normalized(relativeTo: now)
        copy.readPath = readPath.normalized(relativeTo: now)
        copy.writePath = writePath.normalized(relativeTo: now)
        copy.lastArrival = max(.zero, lastArrival - now)
        for channel in channels.indices {
            copy.channels[channel].frontFree = max(.zero, channels[channel].frontFree - now)
            copy.channels[channel].busyUntil = .zero
            copy.channels[channel].lastOperation = 0
        }
        return copy
    }
}

import Architecture
import Quantities

/// A memory of channels, lanes (pseudo-channels), bank groups and banks, at the level of whole transfers.
///
/// Every resource that can be the narrow one has a clock that says when it is free: a lane's data bus, a bank group's
/// column path, a lane's activation window, a bank's row cycle, a channel's command bus. A transfer adds to each clock
/// the work it brings there, in closed form; it ends with the last of them. Resources so overlap within what the
/// controller's queue can see ahead, and no further.
struct BankedMemory: Equatable {
    let geometry: MemoryGeometry
    let ticks: MemoryTicks
    /// Reads that a channel's controller sees, a lane's share of them, and writes that make it turn to writing and back.
    let readQueue: Int
    let sight: Int
    let writeHigh: Int
    let writeLow: Int
    /// Bursts that may be outstanding, over all channels.
    let window: Int
    /// How long a place in the window is taken by a read that meets an open row.
    let roundTrip: Int

    /// Whether work on channels that stand alike is added to one of them alone. Results are the same.
    let foldsChannels: Bool

    // Clocks, in ticks of data time.
    /// While all channels stand alike, the clocks of the first one hold for all, and those of the others mean nothing.
    var channelsAreAlike: Bool
    /// No column path's or bank's clock is later; one of them is at it if it lies after the last request.
    var lastUnitEnd = 0
    /// When the last read so far is back, and the mean time that a read has been under way.
    var readEnd = 0
    var readLatency = 0
    /// When the DMA engine, with its window full, can ask for more.
    var nextRequest = 0
    var lastEnd = 0

    /// Reads of every channel that are not counted with its own yet.
    var readsOfAll = 0
    /// The run of addresses read last, without a gap.
    var readRunStart = 0
    var readRunEnd = 0

    /// What lanes, channels and banks have each. Whoever changes it has it alone: see `serve`.
    private(set) var parts: MemoryParts

    // What a transfer under way needs; meaningless between transfers.
    var finish = 0
    var longestWork = 0
    var visitCount = 0
    var regions = 1
    var newRows = 0
    /// Rows opened in all units together, and per burst in parts of 1/4096.
    var opened = 0
    var openedPerBurst = 0
    /// Time of a burst on the column path of its unit, and bus time lost with it.
    var columnPace = 0
    var stackWait = 0
    var visitedFirst = RegionVisit(bank: 0, row: 0, done: 0)
    var statistics = MemoryStatistics()

    init(
        _ spec: MemorySpec, _ organization: MemoryOrganization, _ timings: MemoryTimings, dma: DMASpec,
        clock: Frequency, foldsChannels: Bool = true
    ) {
        geometry = MemoryGeometry(spec, organization)
        ticks = MemoryTicks(spec, organization, timings, clock: clock)
        readQueue = organization.readQueue
        writeHigh = organization.writeQueue * 4 / 5 + 1
        writeLow = organization.writeQueue / 5
        window = dma.window * max(dma.requestSize.count, geometry.burst) / geometry.burst
        roundTrip = Self.roundTrip(geometry, ticks, window: window)
        let sight = max(1, organization.readQueue / organization.pseudoChannels)
        self.sight = sight
        self.foldsChannels = foldsChannels
        channelsAreAlike = foldsChannels
        parts = MemoryParts(geometry, sight: sight, lane: LaneClocks(queuePace: sight * ticks.burst))
    }

    var load: MemoryLoad { parts.load }

    /// Sees to it that no copy of this memory changes with it.
    @inline(__always)
    mutating func ownParts() {
        if !isKnownUniquelyReferenced(&parts) { parts = parts.copy(geometry) }
    }
}

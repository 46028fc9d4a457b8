import Quantities

/// Keeps the slices and counters of a timeline for a picture, coarser the more there are.
struct TimelineCollector: TimelineEncoder {
    /// A slice of an operation, or several short ones in a row.
    struct Slice {
        var begin: Int
        var end: Int
        /// Index into `TimelineTracks.names`.
        var name: Int
        var category: TimelineCategory
        /// Index of the stage.
        var stage: Int
        /// Index into `TimelineTracks.names`.
        var layer: Int
        var iteration: Int
        var working: Int
        var waiting: Int
        var bytes: Int
        /// How many slices it stands for.
        var count = 1
    }

    /// More slices than this make a page that is slow to open.
    private let limit: Int
    private(set) var slices: [[Slice]] = []
    /// Changes of each counter.
    private(set) var samples: [[(time: Int, value: Int)]] = []
    private var levels: [[(slice: TimelineSlice, begin: Int)]] = []
    private var count = 0
    /// Slices that are together shorter than this are one, in cycles.
    private(set) var resolution = 0

    init(limit: Int = 36_000) { self.limit = limit }

    mutating func begin(_ timeline: TimelineTracks, into text: inout TextBytes) {
        slices = timeline.tracks.map { _ in [] }
        samples = timeline.tracks.map { _ in [] }
        levels = timeline.tracks.map { _ in [] }
    }

    mutating func open(_ slice: TimelineSlice, on track: Int, at time: Cycles, into text: inout TextBytes) {
        levels[track].append((slice, time.count))
    }

    mutating func close(
        track: Int, at time: Cycles, details: borrowing TimelineDetails, into text: inout TextBytes
    ) {
        guard let (slice, begin) = levels[track].popLast(), let name = slice.name else { return }
        switch slice.category {
        case .inference, .stage, .iteration, .layer: return
        default: break
        }
        var kept = Slice(
            begin: begin, end: time.count, name: name, category: slice.category, stage: -1, layer: -1, iteration: 0,
            working: 0, waiting: 0, bytes: 0)
        for level in levels[track] {
            switch level.slice.category {
            case .stage: kept.stage = level.slice.name ?? -1
            case .iteration: kept.iteration = level.slice.iteration
            case .layer: kept.layer = level.slice.name ?? -1
            default: break
            }
        }
        for (key, value) in details.numbers {
            switch key {
            case .working, .loadingStationary: kept.working += value
            case .waitingForMemory, .waitingForSpace, .waitingForUnit: kept.waiting += value
            case .bytes, .hbmTotalBytes: kept.bytes += value
            default: break
            }
        }
        append(kept, to: track)
    }

    mutating func count(_ value: Int, on track: Int, at time: Cycles, into text: inout TextBytes) {
        samples[track].append((time.count, value))
    }

    mutating func end(into text: inout TextBytes) {}

    private mutating func append(_ slice: Slice, to track: Int) {
        if let last = slices[track].last, slice.end - last.begin < resolution {
            slices[track][slices[track].count - 1].absorb(slice)
            return
        }
        slices[track].append(slice)
        count += 1
        while count > limit { coarsen() }
    }

    /// Joins neighbours that are short.
    private mutating func coarsen() {
        resolution = max(64, resolution * 2)
        count = 0
        for track in slices.indices {
            var joined: [Slice] = []
            for slice in slices[track] {
                if let last = joined.last, slice.end - last.begin < resolution {
                    joined[joined.count - 1].absorb(slice)
                } else {
                    joined.append(slice)
                }
            }
            slices[track] = joined
            count += joined.count
        }
    }
}

extension TimelineCollector.Slice {
    fileprivate mutating func absorb(_ next: Self) {
        end = next.end
        working += next.working
        waiting += next.waiting
        bytes += next.bytes
        count += next.count
    }
}

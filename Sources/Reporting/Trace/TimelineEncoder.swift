import Architecture
import Quantities

/// Writes the slices and counters of a timeline in one format.
///
/// On each track, times never go back and slices are nested: the last one opened is the first one closed.
protocol TimelineEncoder {
    /// Announces the tracks, before anything else.
    mutating func begin(_ timeline: TimelineTracks, into text: inout TextBytes)
    /// Opens a slice within those that are open on its track.
    mutating func open(_ slice: TimelineSlice, on track: Int, at time: Cycles, into text: inout TextBytes)
    /// Closes the slice opened last on a track, and says what is known of it now.
    mutating func close(
        track: Int, at time: Cycles, details: borrowing TimelineDetails, into text: inout TextBytes)
    /// A counter has a value from this time on.
    mutating func count(_ value: Int, on track: Int, at time: Cycles, into text: inout TextBytes)
    /// Everything has been written.
    mutating func end(into text: inout TextBytes)
}

/// A bar of the timeline.
struct TimelineSlice {
    /// Index into `TimelineTracks.names`; nil for an iteration or an inference.
    var name: Int?
    /// Counted from 0, where the slice is one of those.
    var iteration = 0
    var category: TimelineCategory
    /// The arrow that leads through the slice.
    var flow: Flow?

    /// What an iteration or an inference is called.
    var countedName: String { "\(category.name) \(iteration)" }

    /// One station of an arrow: `number` joins the stations.
    struct Flow {
        var number: Int
        var isFirst: Bool
        var isLast: Bool
    }
}

/// What a slice is about: each category has a colour.
enum TimelineCategory: Int, CaseIterable {
    case inference, stage, iteration, layer, operation, product, vector
    case weights, activations, keyValueCache, inputsOutputs, spills

    init(_ trafficClass: TrafficClass) {
        switch trafficClass {
        case .weights: self = .weights
        case .activations: self = .activations
        case .keyValueCache: self = .keyValueCache
        case .inputsOutputs: self = .inputsOutputs
        case .spills: self = .spills
        }
    }

    var name: String { String(describing: self) }

    /// A colour that chrome://tracing knows (its reserved names).
    var chromeColor: StaticString {
        switch self {
        case .inference, .stage, .iteration, .layer: "grey"
        case .operation: "generic_work"
        case .product: "thread_state_running"
        case .vector: "rail_animation"
        case .weights: "rail_load"
        case .activations: "thread_state_iowait"
        case .keyValueCache: "rail_response"
        case .inputsOutputs: "vsync_highlight_color"
        case .spills: "terrible"
        }
    }
}

/// Names and numbers that explain a slice, in order.
struct TimelineDetails {
    /// A key of the details; its raw value is the name shown.
    enum Key: String, CaseIterable {
        case shape, tensor, kind, bound
        case working, loadingStationary, fillDrain, waitingForMemory, waitingForSpace, waitingForUnit
        case sramConflicts
        case bytes, hbmTotalBytes, macs, commands, sramPeakBytes, iteration

        /// Its place among all keys.
        var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    private(set) var numbers: [(key: Key, value: Int)] = []
    private(set) var texts: [(key: Key, value: String)] = []

    static let none = TimelineDetails()

    /// Adds a number, unless it is zero and says nothing.
    mutating func add(_ key: Key, _ value: Int) {
        if value != 0 { numbers.append((key, value)) }
    }

    mutating func add(_ key: Key, _ value: String) { texts.append((key, value)) }
}

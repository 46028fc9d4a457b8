import JSONText
import Quantities

/// Encodes a timeline as Trace Event JSON ("Trace Event Format", the JSON object form): an event on each line.
///
/// Timestamps are microseconds by definition; a cycle is written as a nanosecond, so they have three decimals.
struct ChromeEncoder: TimelineEncoder {
    /// The names as JSON strings.
    private var names: [String] = []
    private var categories: [String] = []
    private var tracks: [String] = []
    private var keys: [String] = []
    private var isFirst = true

    mutating func begin(_ timeline: TimelineTracks, into text: inout TextBytes) {
        names = timeline.names.map { JSONNode.string($0).lineText }
        categories = TimelineCategory.allCases.map(\.name)
        keys = TimelineDetails.Key.allCases.map { "\"\($0.rawValue)\":" }
        tracks = timeline.tracks.map { JSONNode.string($0.name).lineText }
        let title = JSONNode.string(timeline.title).lineText
        text.append("{\"displayTimeUnit\":\"ns\",\"otherData\":{\"timeUnit\":\"1 ns is 1 cycle\"},\"traceEvents\":[")
        beginEvent("M", track: 0, into: &text)
        text.append(",\"name\":\"process_name\",\"args\":{\"name\":\(title)}}")
        for (place, track) in timeline.tracks.enumerated() where track.counter == nil {
            beginEvent("M", track: place, into: &text)
            text.append(",\"name\":\"thread_name\",\"args\":{\"name\":\(tracks[place])}}")
            beginEvent("M", track: place, into: &text)
            text.append(",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":\(place)}}")
        }
    }

    mutating func open(_ slice: TimelineSlice, on track: Int, at time: Cycles, into text: inout TextBytes) {
        beginEvent("B", track: track, into: &text)
        append(time, to: &text)
        text.append(",\"name\":")
        if let name = slice.name { text.append(names[name]) } else { text.append("\"\(slice.countedName)\"") }
        text.append(",\"cat\":\"")
        text.append(categories[slice.category.rawValue])
        text.append("\",\"cname\":\"")
        text.append(slice.category.chromeColor)
        text.append("\"}")
        guard let flow = slice.flow else { return }
        beginEvent(flow.isFirst ? "s" : flow.isLast ? "f" : "t", track: track, into: &text)
        append(time, to: &text)
        text.append(",\"name\":\"data\",\"cat\":\"data\",\"id\":")
        text.append(flow.number + 1)
        text.append(flow.isFirst ? "}" : ",\"bp\":\"e\"}")
    }

    mutating func close(
        track: Int, at time: Cycles, details: borrowing TimelineDetails, into text: inout TextBytes
    ) {
        beginEvent("E", track: track, into: &text)
        append(time, to: &text)
        var separator: StaticString = ",\"args\":{"
        for (key, value) in details.texts {
            text.append(separator)
            text.append(keys[key.place])
            text.append(JSONNode.string(value).lineText)
            separator = ","
        }
        for (key, value) in details.numbers {
            text.append(separator)
            text.append(keys[key.place])
            text.append(value)
            separator = ","
        }
        text.append(details.texts.isEmpty && details.numbers.isEmpty ? "}" : "}}")
    }

    mutating func count(_ value: Int, on track: Int, at time: Cycles, into text: inout TextBytes) {
        beginEvent("C", track: track, into: &text)
        append(time, to: &text)
        text.append(",\"name\":")
        text.append(tracks[track])
        text.append(",\"args\":{\"value\":")
        text.append(value)
        text.append("}}")
    }

    mutating func end(into text: inout TextBytes) {
        text.append("\n]}\n")
    }

    private mutating func beginEvent(_ phase: StaticString, track: Int, into text: inout TextBytes) {
        text.append(isFirst ? "\n{\"ph\":\"" : ",\n{\"ph\":\"")
        isFirst = false
        text.append(phase)
        text.append("\",\"pid\":1,\"tid\":")
        text.append(track + 1)
    }

    /// Writes the time: cycles are thousandths of a microsecond.
    private func append(_ time: Cycles, to text: inout TextBytes) {
        let (whole, rest) = time.count.quotientAndRemainder(dividingBy: 1000)
        text.append(",\"ts\":")
        text.append(whole)
        guard rest > 0 else { return }
        text.append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
        text.append(rest)
    }
}

import Quantities

/// Encodes a timeline as Perfetto's protobuf: a `Trace` of packets, each a track's description or an event.
///
/// Field numbers are those of Perfetto's `trace_packet.proto`, `track_event.proto` and `track_descriptor.proto`.
/// Texts that return are sent once and then named by a number. A cycle is written as a nanosecond.
struct PerfettoEncoder: TimelineEncoder {
    private var names: [String] = []
    private var sent: [Bool] = []
    private var isFirst = true

    /// Fields of `TracePacket`.
    private enum Packet {
        static let timestamp = 8
        static let sequence = 10
        static let trackEvent = 11
        static let interned = 12
        static let sequenceFlags = 13
        static let trackDescriptor = 60
    }

    /// Fields of `TrackEvent`.
    private enum Event {
        static let categories = 3
        static let annotations = 4
        static let type = 9
        static let name = 10
        static let track = 11
        static let inlineName = 23
        static let counterValue = 30
        static let flow = 47
        static let begin = 1
        static let end = 2
        static let counter = 4
    }

    /// The process that all tracks are children of.
    private static let root = 1
    private static func uuid(_ track: Int) -> Int { root + 1 + track }

    mutating func begin(_ timeline: TimelineTracks, into text: inout TextBytes) {
        names = timeline.names
        sent = Array(repeating: false, count: names.count)
        write(flags(), into: &text) { packet in
            packet.append(as: Packet.trackDescriptor) { descriptor in
                descriptor.append(Self.root, as: 1)
                descriptor.append(as: 3) { process in
                    process.append(1, as: 1)
                    process.append(timeline.title, as: 6)
                }
                // Child tracks in the order of their ranks.
                descriptor.append(3, as: 11)
            }
            Self.appendTables(to: &packet)
        }
        for (place, track) in timeline.tracks.enumerated() {
            write(flags(), into: &text) { packet in
                packet.append(as: Packet.trackDescriptor) { descriptor in
                    descriptor.append(Self.uuid(place), as: 1)
                    descriptor.append(track.name, as: 2)
                    descriptor.append(Self.root, as: 5)
                    if let counter = track.counter { Self.append(counter, to: &descriptor) }
                    descriptor.append(place, as: 12)
                }
            }
        }
    }

    mutating func open(_ slice: TimelineSlice, on track: Int, at time: Cycles, into text: inout TextBytes) {
        let unsent = slice.name.flatMap { sent[$0] ? nil : $0 }
        if let unsent { sent[unsent] = true }
        write(flags(), into: &text) { packet in
            packet.append(time.count, as: Packet.timestamp)
            packet.append(as: Packet.trackEvent) { event in
                event.append(slice.category.rawValue + 1, as: Event.categories)
                event.append(Event.begin, as: Event.type)
                if let name = slice.name {
                    event.append(name + 1, as: Event.name)
                } else {
                    event.append(slice.countedName, as: Event.inlineName)
                }
                event.append(Self.uuid(track), as: Event.track)
                if let flow = slice.flow { event.append(fixed: UInt64(flow.number + 1), as: Event.flow) }
            }
            if let name = unsent {
                packet.append(as: Packet.interned) { $0.appendEntry(name + 1, names[name], as: 2) }
            }
        }
    }

    mutating func close(
        track: Int, at time: Cycles, details: borrowing TimelineDetails, into text: inout TextBytes
    ) {
        let (numbers, texts) = (details.numbers, details.texts)
        write(flags(), into: &text) { packet in
            packet.append(time.count, as: Packet.timestamp)
            packet.append(as: Packet.trackEvent) { event in
                for (key, value) in texts {
                    event.append(as: Event.annotations) {
                        $0.append(key.place + 1, as: 1)
                        $0.append(value, as: 6)
                    }
                }
                for (key, value) in numbers {
                    event.append(as: Event.annotations) {
                        $0.append(key.place + 1, as: 1)
                        $0.append(value, as: 4)
                    }
                }
                event.append(Event.end, as: Event.type)
                event.append(Self.uuid(track), as: Event.track)
            }
        }
    }

    mutating func count(_ value: Int, on track: Int, at time: Cycles, into text: inout TextBytes) {
        write(flags(), into: &text) { packet in
            packet.append(time.count, as: Packet.timestamp)
            packet.append(as: Packet.trackEvent) { event in
                event.append(Event.counter, as: Event.type)
                event.append(Self.uuid(track), as: Event.track)
                event.append(value, as: Event.counterValue)
            }
        }
    }

    mutating func end(into text: inout TextBytes) {}

    /// `sequence_flags` of the next packet: the first tells readers that no earlier texts are known, others need them.
    private mutating func flags() -> Int {
        defer { isFirst = false }
        return isFirst ? 1 : 2
    }

    /// Writes a packet of the one sequence there is.
    private func write(_ flags: Int, into text: inout TextBytes, _ body: (inout ProtobufWriter) -> Void) {
        var writer = ProtobufWriter()
        swap(&writer.bytes, &text.bytes)
        writer.append(as: 1) { packet in
            packet.append(1, as: Packet.sequence)
            packet.append(flags, as: Packet.sequenceFlags)
            body(&packet)
        }
        swap(&writer.bytes, &text.bytes)
    }

    /// Sends the texts that every trace needs: categories and the keys of details.
    private static func appendTables(to packet: inout ProtobufWriter) {
        packet.append(as: Packet.interned) { interned in
            for category in TimelineCategory.allCases {
                interned.appendEntry(category.rawValue + 1, category.name, as: 1)
            }
            for key in TimelineDetails.Key.allCases { interned.appendEntry(key.place + 1, key.rawValue, as: 3) }
        }
    }

    /// `CounterDescriptor`: its unit, by number or by name.
    private static func append(_ counter: TimelineTracks.Counter, to descriptor: inout ProtobufWriter) {
        descriptor.append(as: 8) { message in
            switch counter {
            case .bytes: message.append(3, as: 3)
            case .bytesPerSecond: message.append("B/s", as: 6)
            case .requests: message.append(2, as: 3)
            }
        }
    }
}

extension ProtobufWriter {
    /// An entry of a table of texts.
    fileprivate mutating func appendEntry(_ number: Int, _ name: String, as field: Int) {
        append(as: field) {
            $0.append(number, as: 1)
            $0.append(name, as: 2)
        }
    }
}

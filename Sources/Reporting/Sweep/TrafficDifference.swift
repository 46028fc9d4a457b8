import Architecture
import Quantities

/// Which tensors move less in one program than in another, for the sentence that explains a knee.
package struct TrafficDifference: Sendable {
    private struct Group {
        var family: TensorFamily
        var saved = 0
        var left = 0
    }

    private let groups: [Group]

    /// Compares what two programs of one workload read and write.
    package init(from before: Program, to after: Program) {
        let after = Self.bytes(of: after)
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for (name, bytes) in Self.bytes(of: before).ordered {
            let rest = after.byName[name] ?? 0
            guard bytes > rest else { continue }
            let family = TensorFamily(of: name)
            let place: Int
            if let known = places[family.pattern] {
                place = known
                groups[place].family.add(family)
            } else {
                place = groups.count
                groups.append(Group(family: family))
                places[family.pattern] = place
            }
            groups[place].saved += bytes - rest
            groups[place].left += rest
        }
        // A stable order: equal savings stay in the order of the program.
        self.groups = groups.enumerated().sorted { ($1.element.saved, $0.offset) < ($0.element.saved, $1.offset) }
            .map(\.element)
    }

    /// The two that save most, and how many others there are; nil if none moves less.
    package var sentence: String? {
        guard !groups.isEmpty else { return nil }
        var parts = groups.prefix(2).map { group in
            "\(group.family.name) \(group.left == 0 ? "stays on chip" : "moves less often") "
                + "(\(Bytes(group.saved).decimalUnitText))"
        }
        if groups.count > 2 {
            let rest = groups.dropFirst(2).reduce(0) { $0 + $1.saved }
            parts.append("\(groups.count - 2) more (\(Bytes(rest).decimalUnitText))")
        }
        return parts.joined(separator: ", ")
    }

    private static func bytes(of program: Program) -> (ordered: [(String, Int)], byName: [String: Int]) {
        var bytes = Array(repeating: 0, count: program.tensors.count)
        for segment in program.segments {
            for command in program.commands[segment.commands] {
                guard case .transfer(let transfer) = command.work else { continue }
                bytes[Int(transfer.tensor)] += transfer.bytes.count * segment.repeats
            }
        }
        let ordered = zip(program.tensors, bytes).map { ($0.name, $1) }
        return (ordered, Dictionary(ordered, uniquingKeysWith: +))
    }
}

import JSONText
import Testing

@Suite struct JSONWriterTests {
    private static let scalars: [(JSONNode, String)] = [
        (.null, "null"), (.int(0), "0"), (.int(Int.min), "-9223372036854775808"), (.bool(true), "true"),
        (.int(Int.max), "9223372036854775807"), (.double(1.5), "1.5"), (.double(100), "100.0"),
        (.double(0.1), "0.1"), (.double(1e-5), "1e-5"), (.double(1e16), "1e16"), (.double(-1.25e-300), "-1.25e-300"),
        (.double(.leastNonzeroMagnitude), "5e-324"), (.double(.nan), "null"), (.double(-.infinity), "null"),
        (.double(-0.0), "-0.0"),
        (.string(""), "\"\""), (.string("a\"\\/"), #""a\"\\/""#), (.string("\u{0}\u{8}\t"), #""\u0000\b\t""#),
        (.string("\n\u{C}\r\u{1F}"), #""\n\f\r\u001f""#), (.string("\u{7F}é😀"), "\"\u{7F}é😀\""),
    ]

    private static let containers: [(JSONNode, String)] = [
        (.array([]), "[]"), (.object([]), "{}"),
        (.array([.integers([1, 2]), .array([]), .integers([3])]), "[[1, 2], [], [3]]"),
        (.array([.array([.integers([3])])]), "[\n  [[3]]\n]"),
        (.array([.object([]), .object([])]), "[{}, {}]"),
        (.object([("k", .int(1)), ("shape", .integers([1, 2]))]), "{ \"k\": 1, \"shape\": [1, 2] }"),
        (.object([("a", .object([("b", .int(1))]))]), "{\n  \"a\": { \"b\": 1 }\n}"),
        (.array([.object([("a", .int(1))]), .null]), "[\n  { \"a\": 1 },\n  null\n]"),
        (.object([("b", .array([.array([.int(1)])]))]), "{\n  \"b\": [[1]]\n}"),
    ]

    @Test(arguments: scalars + containers)
    func layout(node: JSONNode, text: String) {
        #expect(node.text == text + "\n")
    }

    /// A line of 120 bytes with its comma stays one line, of 121 does not.
    @Test func widthIsKept() {
        for (length, lines) in [(104, 1), (105, 3)] {
            let text = JSONNode.string(String(repeating: "x", count: length))
            let node = JSONNode.array([.object([]), .object([("key", text)]), .object([("a", .int(1))])])
            // Two spaces, `{ "key": "`, the text, `" }` and a comma.
            #expect(2 + 10 + length + 3 + 1 == 120 + (lines == 1 ? 0 : 1))
            #expect(node.text.split(separator: "\n").count == 4 + lines)
        }
    }

    @Test func longArraysTakeOneLineForEachElement() {
        let lines = JSONNode.integers(0..<100).text.split(separator: "\n")
        #expect(lines.count == 102)
        #expect(lines[1] == "  0,")
        #expect(lines[100] == "  99")
    }

    @Test(arguments: 0..<8)
    func randomTreesReadBackAndAreStable(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<100 {
            let text = node(depth: 5, &random).text
            let again = try JSONNode(parse(text))
            #expect(again.text == text)
            #expect(try JSONNode(parse(again.lineText)).text == text)
            #expect(!text.split(separator: "\n").contains { $0.utf8.count > 120 && $0.contains(", ") })
        }
    }

    private func node(depth: Int, _ random: inout SplitMix) -> JSONNode {
        switch random.next() % (depth > 0 ? 9 : 6) {
        case 0: return .int(Int(truncatingIfNeeded: random.next()))
        case 1:
            let number = Double(bitPattern: random.next())
            return .double(number.isFinite ? number : 0.5)
        case 2: return .bool(random.next() % 2 == 0)
        case 3: return .null
        case 4, 5: return .string(text(&random))
        case 6, 7: return .array((0..<(random.next() % 6)).map { _ in node(depth: depth - 1, &random) })
        default:
            return .object(
                (0..<(random.next() % 12)).map { ("\($0)" + text(&random), node(depth: depth - 1, &random)) })
        }
    }

    private func text(_ random: inout SplitMix) -> String {
        let letters: [Character] = ["a", "\"", "\\", "\n", "\u{1}", "é", "😀", "/", "z", "0"]
        return String((0..<(random.next() % 12)).map { _ in letters[Int(random.next() % 10)] })
    }
}

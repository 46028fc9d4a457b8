import JSONText
import Quantities
import Testing

/// Input made to break a parser. Each would take hours, or crash, were it handled in quadratic time or by recursion.
@Suite struct HostileInputTests {
    private static let size = 1 << 20

    @Test(arguments: ["[", "{\"a\":", "\"", "\\", "/", "/*", "//", "-", "0", "1", "\u{0}", "[[],", "\"a\","])
    func oneThingRepeated(text: String) {
        let bytes = Array(String(repeating: text, count: Self.size / text.utf8.count).utf8)
        #expect(parseError(bytes).hasPrefix("t.json:1:") || text == "1")
    }

    @Test func duplicateKeys() {
        let members = String(repeating: "\"a\":0,", count: Self.size / 6)
        #expect(parseError("{\(members)}") == "t.json:1:8: duplicate key \"a\"; the first is at 1:2")
    }

    @Test func manyDifferentKeysAndAReader() throws {
        let members = (0..<30_000).map { "\"\($0)\":0" }.joined(separator: ",")
        var reader = try parse("{\(members)}").object()
        #expect(try reader.integer("29999") == 0)
        #expect(try reader.integer("0") == 0)
        #expect(throws: JSONError.self) { try reader.finish() }
    }

    @Test func longScalars() throws {
        let digits = String(repeating: "9", count: Self.size)
        let value = try parse(digits)
        #expect(throws: JSONError.self) { try value.double() }
        let error = #expect(throws: JSONError.self) { try value.integer() }
        #expect((error?.description.utf8.count ?? 0) < 300)
        let text = try parse("\"\(digits)\"")
        #expect(errorText { _ = try text.value(as: Bytes.self) }.utf8.count < 300)
        #expect(errorText { _ = try text.bool() }.utf8.count < 300)
    }

    @Test func valuesBeyondTheLimit() {
        let error = parseError("[" + String(repeating: "1,", count: 100_000), limits: JSONLimits(values: 50_000))
        #expect(error == "t.json:1:100000: there are more than 50,000 values and keys, the limit")
    }

    @Test func everyTruncationIsAnError() {
        let text = Array(
            "{\"a\": [1.5e3, \"\\u00e9\\ud83d\\ude00é\", true], /* c */ \"b\": {\"c\": null}} // end\n".utf8)
        let end = text.lastIndex(of: UInt8(ascii: "}")) ?? 0
        for length in 0...end { #expect(parseError(Array(text[..<length])) != "no error") }
        #expect(parseError(Array(text[...end])) == "no error")
    }

    @Test(arguments: 0..<4)
    func damagedAndRandomTextsNeverTrap(seed: UInt64) {
        var random = SplitMix(state: seed)
        let text = Array(
            "{\"a\": [-1.5e3, \"\\u00e9\\ud83d\\ude00é\", true], /* c */ \"b\": {\"c\": null}} // end\n".utf8)
        let alphabet = Array("{}[]\",:\\u/*-+.eE0123456789truefalsn \n\u{E9}".utf8)
        for _ in 0..<1000 {
            var damaged = text
            for _ in 0..<(1 + random.next() % 3) {
                let place = Int.random(in: 0..<damaged.count, using: &random)
                damaged[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            if let value = try? JSONDocument.parse(damaged, name: "t.json") { _ = try? JSONNode(value).text }
            let noise = (0..<20).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            if let value = try? JSONDocument.parse(noise, name: "t.json") { _ = try? JSONNode(value).text }
        }
    }
}

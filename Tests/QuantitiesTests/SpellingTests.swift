import Quantities
import Testing

@Suite struct SpellingTests {
    private static let keys = [
        "columns", "rows", "capacity", "weight-stationary", "layer-by-layer", "lru", "k", "kind",
    ]

    @Test(arguments: [
        ("colums", "columns"), ("cloumns", "columns"), ("COLUMNS", "columns"), ("row", "rows"), ("col", "columns"),
        ("capacty", "capacity"), ("weight_stationary", "weight-stationary"), ("layer", "layer-by-layer"),
        ("lur", "lru"), ("rowsPerCycle", "rows"), ("knid", "kind"), ("K", "k"), ("ki", "kind"), ("m", nil), ("", nil),
        ("zebra", nil), ("x", nil),
    ])
    func nearest(word: String, expected: String?) {
        #expect(nearestSpelling(of: word, among: Self.keys) == expected)
    }

    @Test func nearerWinsThenFirst() {
        #expect(nearestSpelling(of: "hbm4", among: ["hbm2", "hbm3", "hbm2e"]) == "hbm2")
        #expect(nearestSpelling(of: "hbm3e", among: ["hbm2", "hbm3", "hbm2e"]) == "hbm3")
        #expect(nearestSpelling(of: "abcd", among: ["abcdefgh", "abcx"]) == "abcx")
    }

    @Test func longWordsAreNotCompared() {
        let long = String(repeating: "a", count: 1_000_000)
        #expect(nearestSpelling(of: long, among: [long]) == nil)
        #expect(nearestSpelling(of: "aaa", among: [long]) == nil)
    }

    @Test func suggestions() {
        #expect(suggestion(for: "colums", among: Self.keys) == "; did you mean \"columns\"?")
        #expect(suggestion(for: "zebra", among: Self.keys) == "")
    }

    @Test func quotations() {
        #expect(quotation(of: "a\nb\u{1}\u{7F}") == "\"a\\nb\\u{1}\\u{7f}\"")
        #expect(quotation(of: String(repeating: "a", count: 60)) == "\"" + String(repeating: "a", count: 60) + "\"")
        #expect(quotation(of: String(repeating: "a", count: 61)) == "\"" + String(repeating: "a", count: 60) + "...\"")
    }
}

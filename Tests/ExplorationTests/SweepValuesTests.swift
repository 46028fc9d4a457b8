import Testing

@testable import Exploration

@Suite("Values of a key")
struct SweepValuesTests {
    @Test(arguments: [
        ("40MiB", ["40MiB"]),
        ("1MiB, 2MiB,40MiB", ["1MiB", "2MiB", "40MiB"]),
        ("1MiB...8MiB:x2", ["1 MiB", "2 MiB", "4 MiB", "8 MiB"]),
        ("1MiB...9MiB:x2", ["1 MiB", "2 MiB", "4 MiB", "8 MiB"]),
        ("1 MiB ... 2 MiB : +512 KiB", ["1 MiB", "1536 KiB", "2 MiB"]),
        ("512KiB...1MiB:x2", ["512 KiB", "1 MiB"]),
        ("8...11", ["8", "9", "10", "11"]),
        ("8...8", ["8"]),
        ("0...64:+32", ["0", "32", "64"]),
        ("16...64:x2,100", ["16", "32", "64", "100"]),
        ("100 GB/s...300 GB/s:+100 GB/s", ["100 GB/s", "200 GB/s", "300 GB/s"]),
        ("1 GHz...4 GHz:x2", ["1 GHz", "2 GHz", "4 GHz"]),
        ("20ns...40ns:+10ns", ["20 ns", "30 ns", "40 ns"]),
        ("0.25...1:+0.25", ["0.25", "0.5", "0.75", "1"]),
        ("1...2:+0.5", ["1", "1.5", "2"]),
        ("50%...100%:+25%", ["50%", "75%", "100%"]),
        ("resident,layer-by-layer", ["resident", "layer-by-layer"]),
    ])
    func areReadInOrder(text: String, values: [String]) throws {
        #expect(try SweepValues(text).texts == values)
    }

    /// 1000 * 1.1 = 1100, 1210, 1331, 1464.1, 1610.4 (from 1464), 1771, 1948.1: each step from the rounded one before.
    @Test func factorsRoundToTheNearest() throws {
        let expected = ["1000", "1100", "1210", "1331", "1464", "1610", "1771", "1948"]
        #expect(try SweepValues("1000...2000:x1.1").texts == expected)
    }

    /// Small numbers would stand still when rounded.
    @Test func factorsAlwaysGrow() throws {
        #expect(try SweepValues("1...7:x1.1").texts == ["1", "2", "3", "4", "5", "6", "7"])
        #expect(try SweepValues("2...9:x1.5").texts == ["2", "3", "5", "8"])
    }

    @Test func doublingBytesStaysExact() throws {
        let texts = try SweepValues("1B...4TiB:x2").texts
        #expect(texts.count == 43)
        #expect(texts.last == "4 TiB")
    }

    @Test func endOfIntegersEndsARange() throws {
        let texts = try SweepValues("9223372036854775806...9223372036854775807:+1").texts
        #expect(texts == ["9223372036854775806", "9223372036854775807"])
        #expect(try SweepValues("4611686018427387904...9223372036854775807:x3").texts == ["4611686018427387904"])
    }

    @Test(arguments: [
        ("", "expected a value before and after each comma"),
        ("1MiB,,2MiB", "expected a value before and after each comma"),
        ("1MiB,", "expected a value before and after each comma"),
        ("...8MiB:x2", "has no start"),
        ("1MiB...", "has no end and would go on for ever"),
        ("1MiB...:x2", "has no end and would go on for ever"),
        ("8MiB...1MiB:x2", "ends before it starts; write \"1MiB...8MiB:x2\""),
        ("1MiB...8MiB", "has no step"),
        ("1MiB...8MiB:2", "expected a factor such as \"x2\" or an amount such as \"+1MiB\""),
        ("1MiB...8MiB:x1", "never gets to its end by x1"),
        ("1MiB...8MiB:x0.5", "never gets to its end by x0.5"),
        ("1MiB...8MiB:x", "has the factor \"\""),
        ("1MiB...8MiB:x1.0000001", "at most six decimals"),
        ("1MiB...8MiB:+0B", "never gets to its end by +0B"),
        ("1MiB...8MiB:+1GHz", "has the step \"1GHz\", expected what \"1MiB\" is"),
        ("1MiB...8GHz:x2", "ends at \"8GHz\", expected what \"1MiB\" is"),
        ("resident...belady:x2", "starts at \"resident\", expected a number"),
        ("0...8:x2", "starts at zero"),
        ("-4...8:+1", "starts below zero"),
        ("1...2...3:+1", "more than one \"...\""),
        ("8:+1...9", "has its dots behind the step"),
        ("1...9223372036854775807", "has more than 1,000,000 values"),
    ])
    func cannotBeMeant(text: String, problem: String) {
        do {
            let values = try SweepValues(text)
            Issue.record("\(values.texts.prefix(5))")
        } catch {
            #expect(error.description.contains(problem), "\(error)")
        }
    }
}

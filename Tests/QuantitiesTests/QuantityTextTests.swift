import Quantities
import Testing

@Suite struct QuantityTextTests {
    @Test(arguments: [
        ("40 MiB", 41_943_040), ("40MiB", 41_943_040), ("40\tMiB", 41_943_040), (" 40  MiB ", 41_943_040),
        ("1.5 GB", 1_500_000_000), ("64 B", 64), ("0 B", 0), ("0.000 B", 0), ("256 KiB", 262_144), ("1 kB", 1000),
        ("0.5 KiB", 512), ("0.001 kB", 1), ("1.50000000000000000000000000 B", -1), ("2.000000000000000000000000 B", 2),
        ("007 B", 7), ("9223372036854775807 B", Int.max), ("8388607 TiB", 8_388_607 << 40),
        ("9223372.036854775807 TB", Int.max), ("0.0000000009094947017729282379150390625 TiB", -1),
    ])
    func bytesAreReadExactly(text: String, count: Int) throws {
        if count < 0 {
            #expect(throws: TextValueError.self) { try Bytes(text: text) }
        } else {
            #expect(try Bytes(text: text) == Bytes(count))
        }
    }

    @Test(arguments: [
        ("256 GB/s", 256_000_000_000), ("25.6 GB/s", 25_600_000_000), ("16 GiB/s", 17_179_869_184),
        ("0.1 kB/s", 100), ("1 TB/s", 1_000_000_000_000),
    ])
    func bandwidthIsReadExactly(text: String, count: Int) throws {
        #expect(try Bandwidth(text: text) == Bandwidth(count))
    }

    @Test(arguments: [("1 GHz", 1_000_000_000), ("800 MHz", 800_000_000), ("1.35GHz", 1_350_000_000), ("5 Hz", 5)])
    func frequencyIsReadExactly(text: String, count: Int) throws {
        #expect(try Frequency(text: text) == Frequency(count))
    }

    @Test(arguments: [
        ("20 ns", 20_000), ("1.5 us", 1_500_000), ("1.5 \u{B5}s", 1_500_000), ("1.5 \u{3BC}s", 1_500_000),
        ("4 ms", 4_000_000_000), ("1 s", 1_000_000_000_000), ("300 ps", 300), ("7.8125 us", 7_812_500),
    ])
    func timeIsReadExactly(text: String, count: Int) throws {
        #expect(try TimeSpan(text: text) == TimeSpan(count))
    }

    @Test(arguments: [("12", 12), ("12 cycles", 12), ("1 cycle", 1), ("0", 0), ("9223372036854775807", Int.max)])
    func cyclesAreRead(text: String, count: Int) throws {
        #expect(try Cycles(text: text) == Cycles(count))
    }

    @Test(arguments: [
        ("40", "found \"40\", expected a size with its unit, such as \"40 MiB\""),
        ("", "found \"\", expected a size with its unit, such as \"40 MiB\""),
        ("MiB", "found \"MiB\", expected a size with its unit, such as \"40 MiB\""),
        (".5 B", "found \".5 B\", expected a size with its unit, such as \"40 MiB\""),
        ("1. B", "found \"1. B\", expected a size with its unit, such as \"40 MiB\""),
        (
            "40 mib",
            "found \"40 mib\", expected a size with its unit, such as \"40 MiB\"; did you mean \"40 MiB\"?"
        ),
        ("40mb", "found \"40mb\", expected a size with its unit, such as \"40 MiB\"; did you mean \"40 MB\"?"),
        (
            "64 KB",
            "found \"64 KB\", expected a size with its unit, such as \"40 MiB\"; did you mean \"64 kB\" or \"64 KiB\"?"
        ),
        (
            "12 parsecs",
            "found \"12 parsecs\", expected a size with its unit, such as \"40 MiB\"; "
                + "the units are B, kB, MB, GB, TB, KiB, MiB, GiB, TiB"
        ),
        ("0.3 B", "found \"0.3 B\", expected a size that is a whole number of B"),
        ("0.0001 kB", "found \"0.0001 kB\", expected a size that is a whole number of B"),
        (
            "-5 MiB",
            "found \"-5 MiB\", expected a size with its unit, such as \"40 MiB\", that is not negative"
        ),
        ("9223372036854775808 B", "found \"9223372036854775808 B\", expected a size of at most \(Int.max) B"),
        ("8388608 TiB", "found \"8388608 TiB\", expected a size of at most \(Int.max) B"),
    ])
    func wrongSizesSayWhatWasExpected(text: String, message: String) {
        #expect(throws: TextValueError(message)) { try Bytes(text: text) }
    }

    @Test(arguments: [
        "99999999999999999999 B", "18446744073709551616 B", "1e3 B", "1,000 B", "NaN B", "0x10 B", "\u{FF11} B",
        "1 B B", "+1 B",
    ])
    func otherSizesAreRefused(text: String) {
        #expect(throws: TextValueError.self) { try Bytes(text: text) }
    }

    @Test func wrongUnitsOfOtherQuantities() {
        #expect(throws: TextValueError.self) { try Bandwidth(text: "10 GB") }
        #expect(throws: TextValueError.self) { try Frequency(text: "1 ns") }
        let rate = "found \"10 Gb/s\", expected a rate with its unit, such as \"256 GB/s\"; did you mean \"10 GB/s\"?"
        #expect(throws: TextValueError(rate)) { try Bandwidth(text: "10 Gb/s") }
        let clock = "found \"1 ghz\", expected a frequency with its unit, such as \"1 GHz\"; did you mean \"1 GHz\"?"
        #expect(throws: TextValueError(clock)) { try Frequency(text: "1 ghz") }
        for text in ["", "-1", "1.5", "cycles", " cycles", "12 c", "9223372036854775808"] {
            #expect(throws: TextValueError.self) { try Cycles(text: text) }
        }
    }

    @Test(arguments: [
        (0, "0 B"), (1, "1 B"), (64, "64 B"), (999, "999 B"), (1000, "1 kB"), (1024, "1 KiB"), (1536, "1536 B"),
        (2560, "2560 B"), (41_943_040, "40 MiB"), (262_144, "256 KiB"), (1_500_000_000, "1.5 GB"),
        (1_024_000, "1000 KiB"), (1 << 40, "1 TiB"), (512_000, "500 KiB"), (10_240_000, "10.24 MB"),
        (64_000_000_000, "64 GB"), (1_250_000, "1.25 MB"), (12_345_678, "12345678 B"),
        (1_610_612_736, "1536 MiB"), (Int.max, "9223372036854775807 B"),
    ])
    func sizesArePrintedShort(count: Int, text: String) {
        #expect(Bytes(count).text == text)
    }

    @Test func ratesAndTimesArePrintedShort() {
        #expect(Bandwidth(256_000_000_000).text == "256 GB/s")
        #expect(Bandwidth(25_600_000_000).text == "25.6 GB/s")
        #expect(Bandwidth(17_179_869_184).text == "16 GiB/s")
        #expect(Bandwidth(1_024_000).text == "1024 kB/s")
        #expect(Frequency(1_350_000_000).text == "1.35 GHz")
        #expect(Frequency(933_333_333).text == "933333333 Hz")
        #expect(TimeSpan(1_500_000).text == "1.5 us")
        #expect(TimeSpan(300).text == "300 ps")
        #expect(Cycles(12).text == "12")
    }

    @Test(arguments: 0..<4)
    func everyTextReadsBack(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<1000 {
            let bits = Int(random.next() % 63)
            var count = Int(random.next() >> 1) & ((1 << bits) - 1)
            let unit = [1, 1000, 1024, 1_000_000, 1 << 20, 1_000_000_000, 1 << 30][Int(random.next() % 7)]
            if count < Int.max / unit { count *= unit }
            #expect(try Bytes(text: Bytes(count).text).count == count)
            #expect(try Bandwidth(text: Bandwidth(count).text).count == count)
            #expect(try Frequency(text: Frequency(count).text).count == count)
            #expect(try TimeSpan(text: TimeSpan(count).text).count == count)
            #expect(try Cycles(text: Cycles(count).text).count == count)
        }
    }

    @Test func veryLongTextsAreRefusedQuickly() {
        let digits = String(repeating: "9", count: 200_000)
        let zeros = "0." + String(repeating: "0", count: 200_000)
        for text in [digits, digits + " B", zeros + "1 B", "1 " + digits, digits + " mib"] {
            let error = #expect(throws: TextValueError.self) { try Bytes(text: text) }
            #expect((error?.description.utf8.count ?? 0) < 300)
        }
        #expect(throws: Never.self) { try Bytes(text: zeros + " B") }
    }
}

import Quantities
import Testing

@Suite struct FixedPointTests {
    @Test(arguments: [
        (2, 3, 2, "0.67"), (1, 3, 2, "0.33"), (1, 2, 0, "1"), (1, 2, 1, "0.5"), (999, 1000, 2, "1.00"),
        (995, 1000, 2, "1.00"), (994, 1000, 2, "0.99"), (5, 1000, 2, "0.01"), (4, 1000, 2, "0.00"), (0, 7, 3, "0.000"),
        (-1, 2, 0, "-1"), (-1, 3, 2, "-0.33"), (-1, 1000, 2, "0.00"), (7, 1, 0, "7"),
        (Int.max, 1, 2, "9223372036854775807.00"), (Int.max, Int.max, 18, "1.000000000000000000"),
        (Int.max - 1, Int.max, 18, "1.000000000000000000"), (Int.min, 1, 0, "-9223372036854775808"),
        (1, Int.max, 18, "0.000000000000000000"),
    ])
    func decimals(numerator: Int, denominator: Int, digits: Int, text: String) {
        #expect(decimalText(numerator: numerator, denominator: denominator, digits: digits) == text)
    }

    @Test func sizesForReports() {
        #expect(Bytes(1_292_010_000).megabytesText == "1292.01 MB")
        #expect(Bytes(1_292_014_999).megabytesText == "1292.01 MB")
        #expect(Bytes(1_292_015_000).megabytesText == "1292.02 MB")
        #expect(Bytes(1_292_015_000).megabytesText(digits: 0) == "1292 MB")
        #expect(Bytes(3 << 19).mebibytesText == "1.50 MiB")
        #expect(Bytes((1 << 20) - 1).mebibytesText == "1.00 MiB")
        #expect(Bytes(1_292_010_000).mebibytesText(digits: 2) == "1232.16 MiB")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (100_000, "100,000"), (1_246_838_784, "1,246,838,784"),
        (-1000, "-1,000"), (-999, "-999"), (Int.max, "9,223,372,036,854,775,807"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func groups(number: Int, text: String) {
        #expect(number.groupedText == text)
    }

    @Test(arguments: [(0, "0 points"), (1, "1 point"), (2, "2 points"), (7680, "7,680 points"), (-1, "-1 points")])
    func counts(number: Int, text: String) { #expect(number.counted("point") == text) }

    @Test(arguments: [
        (0, 5, 3, 0), (10, 1, 3, 4), (9, 1, 3, 3), (Int.max, Int.max, Int.max, Int.max), (Int.max, 1, 1, Int.max),
        (Int.max, 2, 2, Int.max), (Int.max, 3, 2, nil), (Int.max, Int.max, 1, nil), (1, 1, 0, nil), (-1, 1, 1, nil),
        (1, -1, 1, nil), (1, 1, -1, nil), (Int.max, Int.max - 1, Int.max, Int.max - 1),
    ])
    func productsDivided(first: Int, second: Int, divisor: Int, result: Int?) {
        #expect(productDividedRoundingUp(first, by: second, over: divisor) == result)
    }

    @Test func cyclesOfTransfersAndTimes() {
        let clock = Frequency(1_000_000_000)
        let rate = Bandwidth(256_000_000_000)
        #expect(rate.cycles(for: Bytes(0), at: clock) == Cycles(0))
        #expect(rate.cycles(for: Bytes(1), at: clock) == Cycles(1))
        #expect(rate.cycles(for: Bytes(256), at: clock) == Cycles(1))
        #expect(rate.cycles(for: Bytes(257), at: clock) == Cycles(2))
        #expect(Bandwidth(25_600_000_000).cycles(for: Bytes(1 << 40), at: clock) == Cycles(42_949_672_960))
        #expect(Bandwidth(1).cyclesIfRepresentable(for: Bytes(Int.max), at: clock) == nil)
        #expect(Bandwidth(0).cyclesIfRepresentable(for: Bytes(1), at: clock) == nil)
        #expect(TimeSpan(20_000).cycles(at: clock) == Cycles(20))
        #expect(TimeSpan(20_001).cycles(at: clock) == Cycles(21))
        #expect(TimeSpan(300).cycles(at: Frequency(800_000_000)) == Cycles(1))
        #expect(TimeSpan(-1).cyclesIfRepresentable(at: clock) == nil)
        #expect(TimeSpan(Int.max).cyclesIfRepresentable(at: Frequency(Int.max)) == nil)
        #expect(Cycles(1_500_000_000).seconds(at: clock) == 1.5)
        #expect(Cycles(3).timeSpan(at: clock) == TimeSpan(3000))
        #expect(Cycles(1).timeSpan(at: Frequency(3)) == TimeSpan(333_333_333_334))
        #expect(Cycles(1).timeSpan(at: Frequency(0)) == nil)
    }
}

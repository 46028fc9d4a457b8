import Testing

@testable import Reporting

@Suite("Units that people read")
struct DisplayUnitsTests {
    @Test(arguments: [
        (0, "B"), (999, "B"), (1_000, "kB"), (999_999, "kB"), (1_000_000, "MB"), (Int.max, "MB"),
    ])
    func largestOfWhichThereIsOne(most: Int, name: String) {
        #expect(CountUnit.traffic(most).name == name)
    }

    @Test func countsAreExactForPrograms() {
        #expect(CountUnit.traffic(2_000_000).cell(1_234_567, digits: 2) == TextCell("1.23", raw: "1234567"))
        #expect(CountUnit.traffic(2_000).cell(536, digits: 2) == TextCell("0.54", raw: "536"))
        #expect(CountUnit.traffic(536).cell(536, digits: 2) == TextCell("536", raw: "536"))
        #expect(CountUnit.room(3072).cell(3072, digits: 1) == TextCell("3.0", raw: "3072"))
    }

    @Test func realNumbersAreRounded() {
        #expect(RealUnit.energy(0.16).text(0.160776, digits: 2) == "160.78")
        #expect(RealUnit.energy(3e-6).text(3.226e-6, digits: 2) == "3.23")
        #expect(RealUnit.energy(0).text(0, digits: 2) == "0.00")
        #expect(RealUnit.time(1e30).text(1e30, digits: 3) == "1e+33")
        #expect(RealUnit.time(3e-4).name == "us")
    }
}

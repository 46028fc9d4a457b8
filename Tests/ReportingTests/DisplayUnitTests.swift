import Testing

@testable import Reporting

@Suite("Units that people read")
struct DisplayUnitTests {
    @Test(arguments: [
        (0.0, "B"), (999, "B"), (1_000, "kB"), (999_999, "kB"), (1_000_000, "MB"), (1e15, "MB"),
    ])
    func largestOfWhichThereIsOne(most: Double, name: String) {
        #expect(DisplayUnit.traffic(most).name == name)
    }

    @Test func countsAreExactForPrograms() {
        #expect(DisplayUnit.traffic(2e6).cell(count: 1_234_567, digits: 2) == TextCell("1.23", raw: "1234567"))
        #expect(DisplayUnit.traffic(2e3).cell(count: 536, digits: 2) == TextCell("0.54", raw: "536"))
        #expect(DisplayUnit.traffic(536).cell(count: 536, digits: 2) == TextCell("536", raw: "536"))
        #expect(DisplayUnit.room(3072).cell(count: 3072, digits: 1) == TextCell("3.0", raw: "3072"))
    }

    @Test func realNumbersAreRounded() {
        #expect(DisplayUnit.energy(0.16).text(0.160776, digits: 2) == "160.78")
        #expect(DisplayUnit.energy(3e-6).text(3.226e-6, digits: 2) == "3.23")
        #expect(DisplayUnit.energy(0).text(0, digits: 2) == "0.00")
        #expect(DisplayUnit.energy(1e30).text(1e30, digits: 2) == "1e+33")
    }
}

import Reporting
import Testing

/// The effects of constants that Docs/Assumptions.md lists against freshly simulated ones.
@Suite struct AssumptionsDocumentTests {
    @Test func everySettingChangesTheCyclesAsListed() throws {
        let table = try DocumentTable("effects", in: "Docs/Assumptions.md")
        let plain = try RunReport.simulatingSmolVLA()
        var cycles: [(String, String)] = []
        var change: [(String, String)] = []
        for label in table.rows.map({ $0[0] }) {
            let settings = label.split(separator: "`").map(String.init).filter { $0.contains("=") }
            let report = settings.isEmpty ? plain : try RunReport.simulatingSmolVLA(settings)
            #expect(report.total.account.useful == plain.total.account.useful, "\(label) moves other bytes")
            cycles.append((label, report.cycles.count.grouped))
            change.append((label, Self.percent(report.cycles.count - plain.cycles.count, of: plain.cycles.count)))
        }
        try table.expect(cycles, under: "cycles")
        try table.expect(change, under: "change")
    }

    /// With two decimals and a sign.
    private static func percent(_ part: Int, of whole: Int) -> String {
        let hundredths = (abs(part) * 100_00 * 2 + whole) / (2 * whole)
        let sign = hundredths == 0 ? "" : part < 0 ? "-" : "+"
        let fraction = hundredths % 100
        return "\(sign)\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
    }
}

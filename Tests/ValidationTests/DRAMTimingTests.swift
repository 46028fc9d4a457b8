import Architecture
import Foundation
import Quantities
import Testing

/// The rows of timings against the reference table.
@Suite struct DRAMTimingTests {
    @Test(arguments: [
        (MemoryKind.hbm2, "HBM2 2.0 Gb/s"), (.hbm2e, "HBM2E 3.2 Gb/s"), (.hbm3, "HBM3 6.4 Gb/s"),
        (.lpddr5, "LPDDR5-6400 x16"), (.ddr4, "DDR4-3200AA x8 DIMM"),
    ])
    func rowsAreTheTables(kind: MemoryKind, name: String) throws {
        let table = try Self.row(name)
        let row = try #require(kind.timings)
        let pairs: [(String, Int)] = [
            ("tCK_ns", row.tCK), ("tBurst_ns", row.tBurst), ("tRCDRD", row.tRCDRD), ("tRCDWR", row.tRCDWR),
            ("tRP", row.tRP), ("tCL", row.tCL), ("tCWL", row.tCWL), ("tRAS", row.tRAS), ("tRC", row.tRC),
            ("tCCD_S", row.tCCDS), ("tCCD_L", row.tCCDL), ("tRRD_S", row.tRRDS), ("tRRD_L", row.tRRDL),
            ("tFAW", row.tFAW), ("tWR", row.tWR), ("tRTP", row.tRTP), ("tWTR_S", row.tWTRS), ("tWTR_L", row.tWTRL),
            ("tRTW", row.tRTW), ("tRFCab", row.tRFCab), ("tREFI", row.tREFI),
        ]
        for (field, picoseconds) in pairs {
            let nanoseconds = try #require(table[field].flatMap(Double.init), "\(field)")
            #expect(Int((nanoseconds * 1000).rounded()) == picoseconds, "\(field)")
        }
        let organization = try #require(kind.organization)
        #expect(table["page_bytes"] == "\(organization.page.count)")
        #expect(table["access_bytes"] == "\(organization.burst.count)")
        #expect(table["bank_groups"] == "\(organization.bankGroups)")
        #expect(table["banks_per_pc"] == "\(organization.bankGroups * organization.banksPerGroup)")
        #expect(table["pseudo_channels_per_ch"] == "\(organization.pseudoChannels)")
        let peak = try #require(table["peak_GBps_total"].flatMap(Double.init))
        #expect(abs(Double(MemorySpec(kind: kind).peakBandwidth.count) * 1e-9 - peak) < 0.1)
    }

    private static func row(_ name: String) throws -> [String: String] {
        let url = try #require(Bundle.module.url(forResource: "References/dram_timings", withExtension: "csv"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = lines[0].split(separator: ",").map(String.init)
        let line = try #require(lines.first { $0.hasPrefix(name + ",") })
        // The note at the end may hold commas; all fields before it do not.
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return Dictionary(uniqueKeysWithValues: zip(header, fields))
    }
}

import Architecture
import Testing

/// Four public RTL designs, simulated by third-party tools (References/rtl_cycles.csv): every row to the cycle.
struct RTLCyclesTests {
    static let designs = [
        "gemmini_meshwithdelays": ArraySpec.gemmini, "opentpu_mmu": .openTPU, "tinytpu_vhdl": .tinyTPU,
        "cameronshinn_sysarr": .tinyTPUCameronshinn,
    ]

    @Test func everyRowIsExact() throws {
        let table = try ArrayReferenceTable("rtl_cycles")
        #expect(table.rows.count == 173)
        for row in table.rows {
            var spec = try #require(Self.designs[row["design"] ?? ""])
            spec.rows = try row.number("rows")
            spec.columns = try row.number("cols")
            spec.dataflow = row["dataflow"] == "OS" ? .outputStationary : .weightStationary
            let product = try ProductShape(m: row.number("M"), k: row.number("K"), n: row.number("N"))
            let activated = row["notes"]?.contains("activate(") ?? false
            let run = try spec.run(product, activated: activated)
            #expect(try run.cycles.count == row.number("cycles"), "\(row)")
        }
    }

    /// "cold weights add their fetch (64 B per cycle) + N + 3": the account of the same measurements.
    @Test(arguments: [(4, 1), (8, 1), (16, 4)])
    func coldWeightsOfOpenTPU(size: Int, fetch: Int) throws {
        var spec = ArraySpec.openTPU
        (spec.rows, spec.columns) = (size, size)
        let product = ProductShape(m: 5, k: size, n: size)
        let warm = try spec.run(product).cycles.count
        spec.load.first = .exposed
        #expect(try spec.run(product).cycles.count == warm + fetch + size + 3)
    }
}

import Architecture
import Testing

/// SCALE-Sim v3 (References/scalesim_gemm.csv): cycles, mapping efficiency, SRAM operand reads, and writes.
struct ScaleSimTests {
    static let dataflows = [
        "ws": Dataflow.weightStationary, "os": .outputStationary, "is": .inputStationary,
    ]

    @Test func everyRowIsExact() throws {
        let table = try ArrayReferenceTable("scalesim_gemm")
        #expect(table.rows.count == 840)
        var timed = 0
        for row in table.rows {
            var spec = ArraySpec.scaleSim
            spec.rows = try row.number("array_rows")
            spec.columns = try row.number("array_cols")
            spec.dataflow = try #require(Self.dataflows[row["dataflow"] ?? ""])
            let product = try ProductShape(m: row.number("M"), k: row.number("K"), n: row.number("N"))
            let run = try spec.run(product)

            // The report prints the number of the last cycle, counted from 0; some rows were run without it.
            if row["report_total_cycles"]?.isEmpty == false {
                #expect(try run.cycles.count == row.number("report_total_cycles") + 1, "\(row)")
                timed += 1
            }
            let efficiency = try #require(row["mapping_eff_pct"].flatMap { Double($0) })
            #expect(abs(run.mappingEfficiency * 100 - efficiency) < 1e-9, "\(row)")
            #expect(try run.traffic.leftReads == row.number("sram_ifmap_reads"), "\(row)")
            #expect(try run.traffic.rightReads == row.number("sram_filter_reads"), "\(row)")
            try expectWrites(run, row, spec)
        }
        #expect(timed == 769)
    }

    /// Every tile of k writes its sums to the output SRAM. For each output-stationary fold that tool adds
    /// `rows + columns` writes that belong to no result: those are stated here and not imitated.
    private func expectWrites(_ run: ArrayRun, _ row: [String: String], _ spec: ArraySpec) throws {
        let written = run.traffic.resultWrites + run.traffic.spilledWrites
        let surplus = spec.dataflow == .outputStationary ? run.tiles * (spec.rows + spec.columns) : 0
        #expect(run.traffic.partialSumWrites == 0)
        #expect(try written + surplus == row.number("sram_ofmap_writes"), "\(row)")
    }
}

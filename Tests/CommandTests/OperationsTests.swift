import Testing

@Suite("systole operations")
struct OperationsTests {
    private static let firstColumns = "index,stage,iteration,layer,operation,kind,batch,m,k,n,macs,weightBytes,elements"

    private func csv(_ words: String) throws -> (header: String, rows: [CommaSeparatedRow]) {
        let outcome = try SystoleProcess.shell("$SYSTOLE operations --format csv \(words)")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        let header = outcome.standardOutput.prefix { $0 != "\n" }
        return (String(header), outcome.rows)
    }

    /// Recorded from the public policy code: one camera, 48 words, 10 steps, keys and values projected in every step.
    @Test func productsAreThoseOfThePublicCode() throws {
        let model = Checkout.workload("smolvla.model.json")
        let listing = try csv("\(model) --set model.hoistCrossAttentionKV=false")
        #expect(listing.header.hasPrefix(Self.firstColumns))
        let products = listing.rows.filter { $0["kind"] == "matmul" }
        let recorded = try Checkout.modelReference("smolvla_gemms_1camera.csv")
        #expect(products.count == 1723)
        let found = products.map { row in ["batch", "m", "k", "n", "macs"].map { row[$0] ?? "" } }
        let expected = recorded.map { row in ["batch_heads", "M", "K", "N", "macs"].map { row[$0] ?? "" } }
        #expect(found.count == expected.count)
        let differing = zip(found, expected).first { $0 != $1 }
        #expect(differing == nil)
        #expect(listing.rows.sum("macs") == 178_888_604_672)
        #expect(listing.rows.sum("weightBytes") == 1_252_871_680)
        #expect(listing.rows.map { $0["index"] } == listing.rows.indices.map { String($0) })
    }

    @Test func hoistingLeavesOut144Products() throws {
        let rows = try csv("").rows
        #expect(rows.filter { $0["kind"] == "matmul" }.count == 1723 - 144)
        #expect(rows.sum("macs") == 178_888_604_672 - 1_666_252_800)
        #expect(rows.sum("weightBytes") == 1_252_871_680 - 14_745_600)
    }

    /// By hand: 2 operations once, 10 operations twice.
    @Test func iterationsAreExpanded() throws {
        let rows = try csv(Checkout.workload("tiny.json")).rows
        #expect(rows.count == 22)
        #expect(rows.map { $0["iteration"] } == [String](repeating: "0", count: 12) + Array(repeating: "1", count: 10))
        let up = try #require(rows.first { $0["operation"] == "up" })
        #expect(up["m"] == "2" && up["k"] == "8" && up["n"] == "16" && up["macs"] == "256")
        #expect(up["weightBytes"] == "128" && up["parameterBytes"] == "144" && up["elements"] == "32")
        #expect(up["inputBytes"] == "16" && up["outputBytes"] == "32")
        let softmax = try #require(rows.first { $0["kind"] == "softmax" })
        #expect(softmax["m"] == "" && softmax["macs"] == "0" && softmax["elements"] == "16")
    }

    @Test func jsonHasTheSameRows() throws {
        let outcome = try SystoleProcess.run("operations", Checkout.workload("tiny.json"), "--format", "json")
        let json = try ParsedJSON(outcome.standardOutput)
        let rows = try csv(Checkout.workload("tiny.json")).rows
        #expect(json["format"].text == "systole-operations/1")
        #expect(json["count"].int == 22)
        #expect(json["operations"].array.count == 22)
        for (operation, row) in zip(json["operations"].array, rows) {
            for (key, cell) in row.filled {
                #expect(operation[key].text ?? operation[key].int.map(String.init) == cell)
            }
            #expect(operation.keys == Set(row.filled.keys))
        }
    }

    @Test func tableEndsInSums() throws {
        let outcome = try SystoleProcess.run("operations")
        #expect(outcome.status == 0)
        let lines = outcome.standardOutput.split(separator: "\n")
        #expect(lines.count == 2 + 3577 + 2)
        #expect(lines.last?.contains("177,222,351,872") == true)
        #expect(lines.last?.hasPrefix("3,577") == true)
    }

    /// 161 MB of output by a process that may have 128 MiB of address space.
    @Test func manyStepsAreWrittenAsTheyAreMade() throws {
        let outcome = try SystoleProcess.shell(
            "ulimit -v 131072; $SYSTOLE operations --set model.steps=2000 --format json | wc -l")
        #expect(outcome.standardError == "")
        #expect(outcome.standardOutput.filter(\.isNumber) == String(527 + 2000 * 305 + 9))
    }
}

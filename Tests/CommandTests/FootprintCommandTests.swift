import Testing

@Suite("systole footprint")
struct FootprintCommandTests {
    private func footprint(_ words: String) throws -> ParsedJSON {
        let outcome = try SystoleProcess.shell("$SYSTOLE footprint --format json \(words)")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        return try ParsedJSON(outcome.standardOutput)
    }

    @Test(arguments: ["", Checkout.workload("smolvla.json"), Checkout.workload("smolvla.model.json")])
    func figuresAreThoseOfTheBuiltModel(source: String) throws {
        let json = try footprint(source)
        #expect(json["parameters"].int == 450_046_176)
        #expect(json["bytes"].int == 450_046_176)
        #expect(json["unreadBytes"].int == 47_308_800)
        #expect(json["bytesIfAll"]["bf16"].int == 900_092_352)
        #expect(json["keyValueCache"]["bytes"].int == 1_157_120 + 578_560)
        #expect(json["peakActivation"]["layerInputOutput"]["bytes"].int == 1_572_864)
    }

    /// 93,840 learned numbers of norms at one byte more, 86,864 biases at three more, table and head of 47,308,800 each
    /// at one more.
    @Test func elementTypesChangeBytesNotParameters() throws {
        let json = try footprint(
            "--set model.types.norms=fp16 --set model.types.biases=fp32 --set model.types.embeddings=bf16")
        #expect(json["parameters"].int == 450_046_176)
        #expect(json["bytes"].int == 450_046_176 + 93_840 + 3 * 86_864 + 2 * 47_308_800)
        #expect(json["byType"]["fp32"]["parameters"].int == 86_864)
        #expect(try footprint("--set model.types.weights=int4")["byType"]["int4"]["bytes"].int == 177_623_936)
    }

    @Test func capacityDecidesWhatFits() throws {
        func fits(_ words: String) throws -> [String: Bool] {
            let items = try footprint(words)["sram"]["alone"].array
            return Dictionary(uniqueKeysWithValues: items.map { ($0["what"].text ?? "", $0["fits"].bool ?? false) })
        }
        let step = "one step's weights: expert"
        #expect(try fits("--set sram.capacity=98210911B")[step] == false)
        #expect(try fits("--set sram.capacity=98210912B")[step] == true)
        #expect(try fits("--accelerator edge")["K/V cache"] == true)
        #expect(try fits("--set sram.weights=1MiB --set sram.activations=100MiB")[step] == false)
        #expect(try fits("--set sram.weights=100MiB --set sram.activations=1MiB")[step] == true)
        #expect(try fits("--set sram.weights=100MiB --set sram.activations=1MiB")["K/V cache"] == false)
    }

    @Test func tableShowsBothMegabytes() throws {
        let outcome = try SystoleProcess.run("footprint")
        #expect(outcome.status == 0)
        #expect(
            outcome.standardOutput.hasPrefix(
                "smolvla: 450,046,176 parameters, 450,046,176 B = 450.05 MB = 429.20 MiB\n"))
        #expect(outcome.standardOutput.contains("SRAM of \"default\", 41,943,040 B = 41.94 MB = 40.00 MiB"))
        #expect(outcome.standardOutput.contains("vision.patch_embedding"))
    }
}

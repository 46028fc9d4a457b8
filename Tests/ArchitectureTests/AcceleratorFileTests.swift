import Architecture
import JSONText
import Quantities
import Testing

@Suite struct AcceleratorFileTests {
    private func machine(_ text: String, name: String = "m.json") throws -> AcceleratorSpec {
        try AcceleratorSpec(JSONDocument.parse(Array(text.utf8), name: name))
    }

    @Test(arguments: AcceleratorSpec.presets.map(\.machine.name))
    func presetsReadBackIdentical(name: String) throws {
        let preset = try #require(AcceleratorSpec.preset(name))
        let read = try machine(preset.jsonText)
        #expect(read == preset)
        #expect(read.jsonText == preset.jsonText)
    }

    /// Every key changed by what it may hold, one machine for each.
    @Test(arguments: [
        ("clock", "800 MHz"), ("array.load.settle.perRow", "-3"), ("array.rates.fp16", "3/4"),
        ("array.load.overlap", "lock-step"), ("sram.capacity", "123457 B"), ("memory.availableShare", "62.5%"),
        ("energy.memoryPerByte", "1 fJ"), ("dma.setupCycles", "0"), ("memory.kind", "hbm3"),
    ])
    func changedKeysReadBackIdentical(key: String, value: String) throws {
        var changed = AcceleratorSpec()
        try changed.set(key, to: value)
        #expect(changed != AcceleratorSpec())
        #expect(try machine(changed.jsonText) == changed)
    }

    @Test func nodeHasEveryKey() throws {
        let text = AcceleratorSpec().node.text
        let document = try JSONDocument.parse(Array(text.utf8), name: "node")
        for setting in AcceleratorSpec.settings {
            var value = document
            for step in setting.key.split(separator: ".") {
                var reader = try value.object()
                value = try reader.required(String(step))
            }
        }
        var reader = try document.object()
        #expect(try reader.string("name") == "default")
    }

    @Test func numbersAndWordsAreWrittenEitherWay() throws {
        let text = """
            { "format": "systole-accelerator/1", "name": "mine", // a comment
              "base": "edge", "clock": "900 MHz",
              "array": { "rows": "32", "columns": 16, "rates": { "int8": 2, "fp16": "1/2" }, "latency": { "fixed": -1 } } }
            """
        var expected = try #require(AcceleratorSpec.preset("edge"))
        expected.name = "mine"
        for (key, value) in [
            ("clock", "900 MHz"), ("array.rows", "32"), ("array.columns", "16"), ("array.rates.int8", "2"),
            ("array.rates.fp16", "1/2"), ("array.latency.fixed", "-1"),
        ] {
            try expected.set(key, to: value)
        }
        #expect(try machine(text) == expected)
    }

    @Test(arguments: [("dir/fast.json", "fast"), ("fast", "fast"), (".json", ".json")])
    func withoutANameTheMachineIsCalledAfterItsFile(file: String, name: String) throws {
        #expect(try machine("{\"format\": \"systole-accelerator/1\"}", name: file).name == name)
    }

    /// What the file says beside its format, and the whole sentence.
    @Test(arguments: [
        ("\"arry\": {}", "m.json:1:37: unknown key \"arry\"; did you mean \"array\"?"),
        (
            "\"array\": {\"load\": {\"rowPerCycle\": 1}}",
            "m.json:1:56: array.load: unknown key \"rowPerCycle\"; did you mean \"rowsPerCycle\"?"
        ),
        ("\"capacity\": \"1 MiB\"", "m.json:1:37: unknown key \"capacity\"; did you mean \"sram.capacity\"?"),
        ("\"array\": {\"rows\": 1.5}", "m.json:1:55: array.rows: found \"1.5\", expected a whole number"),
        (
            "\"array\": {\"rows\": 9223372036854775808}",
            "m.json:1:55: array.rows: found \"9223372036854775808\", expected a whole number"
        ),
        (
            "\"array\": {\"rows\": null}",
            "m.json:1:55: array.rows: found null, expected a number, a text, or true or false"
        ),
        ("\"array\": 4", "m.json:1:46: array: found 4, expected an object"),
        (
            "\"clock\": 4",
            "m.json:1:46: clock: found \"4\", expected a frequency with its unit, such as \"1 GHz\""
        ),
        ("\"array\": {\"rows\": 0}", "m.json:1:55: array.rows: found 0, expected 1 to 65536"),
        (
            "\"base\": \"egde\"",
            "m.json:1:45: base: found \"egde\", expected a machine that is built in; did you mean \"edge\"?"
        ),
        ("\"name\": \"\"", "m.json:1:45: name: found \"\", expected the machine's name"),
        ("\"name\": \"a\\nb\"", "m.json:1:45: name: found \"a\\nb\", expected a name that can be printed"),
        (
            "\"memory\": {\"channels\": 3}",
            "m.json:1:60: memory.channels is 3, expected a power of two from 1 to 128, so that address bits can choose "
                + "the channel"
        ),
    ])
    func faultsNameTheirPlace(member: String, sentence: String) throws {
        let error = try #require(throws: JSONError.self) {
            try machine("{\"format\": \"systole-accelerator/1\", \(member)}")
        }
        #expect(error.description == sentence)
    }

    @Test func otherFormatsAreRefused() throws {
        let error = try #require(throws: JSONError.self) { try machine("{\"format\": \"systole-model/1\"}") }
        #expect(
            error.description
                == "m.json:1:12: format: found \"systole-model/1\", expected \"systole-accelerator/1\"")
    }
}

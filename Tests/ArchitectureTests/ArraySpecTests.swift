import Architecture
import Quantities
import Testing

struct ArraySpecTests {
    @Test func settingsRoundTrip() throws {
        let keys = ArraySpec.settings.map(\.key)
        #expect(Set(keys).count == keys.count)
        for preset in ArraySpec.presets.map(\.spec) {
            var copy = ArraySpec()
            for setting in ArraySpec.settings { try setting.write(&copy, setting.read(preset)) }
            #expect(copy == preset)
        }
    }

    @Test func defaultsAreTheDefaultMachine() {
        let values = ArraySpec.settings.map { "\($0.key)=\($0.read(ArraySpec()))" }
        let expected = [
            "rows=128", "columns=128", "dataflow=weight-stationary", "load.rowsPerCycle=1",
            "load.overlap=double-buffered", "edgeTiles=used", "accumulators=1 MiB", "rates.int8=1", "rates.fp16=1/4",
        ]
        for text in expected { #expect(values.contains(text)) }
    }

    @Test func latenciesFollowTheSize() throws {
        var spec = ArraySpec.gemmini
        let product = ProductShape(m: 1, k: 1, n: 1)
        #expect(try spec.run(product).latency == Cycles(33))
        (spec.rows, spec.columns) = (8, 8)
        #expect(try spec.run(product).latency == Cycles(17))
    }

    @Test(arguments: [
        ("2", 2, 1), ("1/4", 1, 4), ("0", 0, 1), ("6/4", 3, 2), ("65536", 65_536, 1), ("0/7", 0, 1),
    ])
    func ratios(text: String, numerator: Int, denominator: Int) throws {
        let ratio = try Ratio(text: text)
        #expect(ratio.numerator == numerator)
        #expect(ratio.denominator == denominator)
        #expect(try Ratio(text: ratio.text) == ratio)
    }

    @Test(arguments: ["", "/", "1/0", "-1", "1/-2", "1/2/3", "0.5", "65537", "1/65537", "9223372036854775808", " 1"])
    func textsThatAreNoRatio(text: String) {
        #expect(throws: TextValueError.self) { try Ratio(text: text) }
    }
}

import JSONText
import Quantities
import Testing

@Suite struct JSONObjectReaderTests {
    @Test func readsEveryKindInAnyOrder() throws {
        let text = """
            { "n": -3, "p": 7, "d": 0.5, "b": true, "s": "x\\ny", "size": "40 MiB", "rate": "1 GB/s", "rows": 128,
              "on": false, "shape": [1, 2], "names": ["a", "b"], "o": { "k": 1 }, "u\\u0031": 5 }
            """
        var reader = try parse(text).object()
        #expect(try reader.integer("u1") == 5)
        #expect(try reader.string("s") == "x\ny")
        #expect(try reader.integer("n") == -3)
        #expect(try reader.positiveInteger("p") == 7)
        #expect(try reader.double("d") == 0.5)
        #expect(try reader.bool("b"))
        #expect(try reader.value("size", as: Bytes.self) == Bytes(40 << 20))
        #expect(try reader.optionalValue("rate", as: Bandwidth.self) == Bandwidth(1_000_000_000))
        #expect(try reader.value("rows", as: Int.self) == 128)
        #expect(try reader.value("on", as: Bool.self) == false)
        #expect(try reader.integers("shape") == [1, 2])
        #expect(try reader.strings("names") == ["a", "b"])
        var nested = try reader.object("o")
        #expect(try nested.optionalInteger("k") == 1)
        #expect(try nested.optionalInteger("l") == nil)
        try nested.finish()
        try reader.finish()
        #expect(try reader.integer("n") == -3)
        #expect(try reader.optionalString("none") == nil)
        #expect(try reader.optionalElements("none").isEmpty)
    }

    @Test func errorsNamePlacePathAndExpectation() throws {
        let text = """
            { "stages": [
                { "name": "a", "layers": [1, "x", 2.0, 1e3, 0, 9223372036854775808] },
                { "size": 40, "odd name": { "q": null }, "colums": 3, "flag": "true", "count": "12" }
            ] }
            """
        var root = try parse(text).object()
        let stages = try root.elements("stages")
        var first = try stages[0].object()
        let layers = try first.elements("layers")
        let whole = "expected a whole number"
        let point = whole + ", written without a point or exponent"
        #expect(errorText { _ = try layers[1].integer() } == "t.json:2:34: stages[0].layers[1]: found \"x\", \(whole)")
        #expect(errorText { _ = try layers[2].integer() } == "t.json:2:39: stages[0].layers[2]: found 2.0, \(point)")
        #expect(errorText { _ = try layers[3].integer() } == "t.json:2:44: stages[0].layers[3]: found 1e3, \(point)")
        #expect(
            errorText { _ = try layers[4].positiveInteger() }
                == "t.json:2:49: stages[0].layers[4]: found 0, expected a whole number of at least 1")
        #expect(errorText { _ = try layers[5].integer() }.hasSuffix("\(whole) from \(Int.min) to \(Int.max)"))
        #expect(
            errorText { _ = try first.integer("name") } == "t.json:2:15: stages[0].name: found \"a\", \(whole)")
        #expect(errorText { _ = try first.bool("layers") }.hasSuffix("found an array, expected true or false"))

        var second = try stages[1].object()
        #expect(
            errorText { _ = try second.value("size", as: Bytes.self) }
                == "t.json:3:15: stages[1].size: found \"40\", expected a size with its unit, such as \"40 MiB\"")
        #expect(errorText { _ = try second.value("flag", as: Bool.self) }.hasSuffix("\"true\", expected true or false"))
        #expect(errorText { _ = try second.value("count", as: Int.self) }.hasSuffix("found \"12\", \(whole)"))
        #expect(
            errorText { _ = try second.required("columns") }
                == "t.json:3:5: stages[1]: missing key \"columns\"; is \"colums\" meant?")
        #expect(errorText { _ = try second.required("zebra") } == "t.json:3:5: stages[1]: missing key \"zebra\"")
        var odd = try second.object("odd name")
        #expect(
            errorText { _ = try odd.string("q") }
                == "t.json:3:38: stages[1][\"odd name\"].q: found null, expected a string")
        #expect(
            errorText { try second.finish() }
                == "t.json:3:46: stages[1]: unknown key \"colums\"; did you mean \"columns\"?")
    }

    @Test func askingTwiceOrForAbsentKeysHidesNoUnknownKey() throws {
        var reader = try parse("{ \"a\": 1, \"b\": 2, \"e\\u0301\": 3 }").object()
        #expect(try reader.integer("a") == 1)
        #expect(try reader.integer("a") == 1)
        #expect(reader.optional("c")?.kind == nil)
        #expect(errorText { try reader.finish() } == "t.json:1:11: unknown key \"b\"")
        #expect(try reader.integer("b") == 2)
        #expect(errorText { try reader.finish() } == "t.json:1:19: unknown key \"e\u{301}\"")
        #expect(try reader.integer("e\u{301}") == 3)
        try reader.finish()
        #expect(reader.optional("\u{E9}")?.kind == nil)
    }

    @Test func clientsMakeErrors() throws {
        let value = try parse("{ \"q_proj\": {\n  \"k\": 960 } }")
        var layer = try value.object()
        var operation = try layer.object("q_proj")
        let k = try operation.required("k")
        #expect(k.error("too large").description == "t.json:2:8: q_proj.k: too large")
        #expect(k.error("too large", path: "layers.q").description == "t.json:2:8: layers.q: too large")
        #expect(k.error("too large", path: "").description == "t.json:2:8: too large")
        #expect(operation.error("empty").description == "t.json:1:13: q_proj: empty")
        #expect(value.error("empty").description == "t.json:1:1: empty")
        #expect((k.line, k.column) == (2, 8))
    }

    @Test func wrongKinds() throws {
        let value = try parse("[1, {}, null]")
        #expect(errorText { _ = try value.object() } == "t.json:1:1: found an array, expected an object")
        #expect(errorText { _ = try value.members() } == "t.json:1:1: found an array, expected an object")
        let elements = try value.elements()
        #expect(errorText { _ = try elements[1].elements() } == "t.json:1:5: [1]: found an object, expected an array")
        #expect(errorText { _ = try elements[2].double() } == "t.json:1:9: [2]: found null, expected a number")
        #expect(errorText { _ = try elements[2].value(as: Bytes.self) }.contains("found null, expected a size"))
        #expect(errorText { _ = try parse("1e999").double() }.contains("found 1e999, expected a number"))
    }
}

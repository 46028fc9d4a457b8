import JSONText
import Quantities
import Testing

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("1", "1"), (" -0 ", "0"), ("[]", "[]"), ("{}", "{}"), ("[1,]", "[1]"), ("{\"a\":1,}", "{ \"a\": 1 }"),
        ("// one\n[1, /* two */ 2] // three", "[1, 2]"), ("/**/1/***/", "1"), ("\u{FEFF}true", "true"),
        ("[true, false, null]", "[true, false, null]"), ("[1.5, -2e3, 1E+2, 0.25e-1]", "[1.5, -2000.0, 100.0, 0.025]"),
        (#""a\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#, #""a\"\\/\b\f\n\r\tAé😀""#), ("\"é😀\"", "\"é😀\""),
        ("\r\n\t[ ]\r", "[]"), ("{\"a\": {\"b\": [1, {\"c\": null}]}}", "{ \"a\": { \"b\": [1, { \"c\": null }] } }"),
        (#"["\u0000", "\u001f"]"#, #"["\u0000", "\u001f"]"#), ("{\"\": 1}", "{ \"\": 1 }"),
        ("-9223372036854775808", "-9223372036854775808"),
    ])
    func validTexts(text: String, again: String) throws {
        #expect(try JSONNode(parse(text)).lineText == again)
    }

    @Test(arguments: [
        ("", "1:1: expected a value, found the end of the file"),
        (" \n ", "2:2: expected a value, found the end of the file"),
        ("[1 x]", "1:4: expected \",\" or \"]\" after an array element, found \"x\""),
        ("[1, 2", "1:6: expected \",\" or \"]\" after an array element, found the end of the file"),
        ("[,]", "1:2: expected a value or \"]\" in an array, found \",\""),
        ("[1,,]", "1:4: expected a value or \"]\" in an array, found \",\""),
        ("{\"a\" 1}", "1:6: expected \":\" after a key, found \"1\""),
        ("{\"a\": }", "1:7: expected a value after a key, found \"}\""),
        ("{\"a\": 1 \"b\": 2}", "1:9: expected \",\" or \"}\" after a member, found a quotation mark"),
        ("{a: 1}", "1:2: expected a key in double quotes or \"}\" in an object, found \"a\""),
        (
            "{'a': 1}",
            "1:2: expected a key in double quotes or \"}\" in an object, found \"'\"; strings are written in double quotes"
        ),
        ("1 2", "1:3: expected the end of the file after the value, found \"2\""),
        ("True", "1:1: expected a value, found \"True\"; did you mean true?"),
        ("truer", "1:1: expected a value, found \"truer\""),
        ("nul", "1:1: expected a value, found \"nul\""),
        ("[NaN]", "1:2: expected a value or \"]\" in an array, found \"NaN\""),
        ("+1", "1:1: expected a value, found \"+\"; numbers start with a digit or \"-\""),
        ("01", "1:1: a number may not start with a superfluous zero"),
        ("-01", "1:1: a number may not start with a superfluous zero"),
        ("-", "1:2: expected a digit after \"-\", found the end of the file"),
        ("1.", "1:3: expected a digit after the decimal point, found the end of the file"),
        ("1.e5", "1:3: expected a digit after the decimal point, found \"e5\""),
        ("1e", "1:3: expected a digit in the exponent, found the end of the file"),
        ("1e+]", "1:4: expected a digit in the exponent, found \"]\""),
        ("\"abc", "1:1: this string has no closing quotation mark"),
        ("\"abc\\\"", "1:1: this string has no closing quotation mark"),
        ("\"a\nb\"", "1:3: a line break inside a string: is the closing quotation mark missing?"),
        ("\"\u{1}\"", "1:2: the control character 0x1 inside a string: is the closing quotation mark missing?"),
        (#""\x""#, #"1:2: unknown escape in a string; a backslash itself is written "\\""#),
        (#""a\u12G4""#, #"1:3: expected four hexadecimal digits after "\u""#),
        (#""\u12"#, #"1:2: expected four hexadecimal digits after "\u""#),
        (#""\ud800""#, #"1:2: this "\u" escape is half of a surrogate pair"#),
        (#""\ude00\ud83d""#, #"1:2: this "\u" escape is half of a surrogate pair"#),
        (#""\ud83dx\ude00""#, #"1:2: this "\u" escape is half of a surrogate pair"#),
        ("/* [1]", "1:1: this comment has no end: \"*/\" is missing"),
        ("/*/", "1:1: this comment has no end: \"*/\" is missing"),
        ("[1, / 2]", "1:5: expected a comment, \"//\" or \"/*\", after a single \"/\""),
        ("/", "1:1: expected a comment, \"//\" or \"/*\", after a single \"/\""),
        ("[\"é\", 漢]", "1:7: expected a value or \"]\" in an array, found \"漢\""),
        ("[1,\r\n 2,\r 3,\n x]", "4:2: expected a value or \"]\" in an array, found \"x\""),
        ("\u{FEFF}x", "1:1: expected a value, found \"x\""),
        ("{\"a\": 1,\n \"b\": 2, \"a\": 3}", "2:10: duplicate key \"a\"; the first is at 1:2"),
        (#"{"a": 1, "\u0061": 2}"#, #"1:10: duplicate key "a"; the first is at 1:2"#),
        ("[\u{0}]", "1:2: expected a value or \"]\" in an array, found the control character 0x0"),
    ])
    func faultsAreNamed(text: String, message: String) {
        #expect(parseError(text) == "t.json:" + message)
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE], 1, "FF"), ([0x22, 0xC0, 0x80, 0x22], 2, "C0"), ([0x22, 0xC3, 0x22], 2, "C3"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 2, "ED"), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 2, "F4"),
            ([0x22, 0xE0, 0x80, 0x80, 0x22], 2, "E0"), ([0x22, 0xC3, 0xA9, 0x80, 0x22], 3, "80"),
            ([0x22, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xF0, 0x9F, 0x98], 10, "F0"),
        ] as [([UInt8], Int, String)])
    func invalidUTF8(bytes: [UInt8], column: Int, byte: String) {
        #expect(parseError(bytes) == "t.json:1:\(column): expected text in UTF-8, found the byte 0x\(byte)")
    }

    @Test(arguments: ["\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"])
    func edgesOfUTF8(text: String) throws {
        #expect(try parse("\"1234567\(text)\"").string() == "1234567" + text)
    }

    @Test(arguments: [9, 1000])
    func duplicatesInLargeObjects(count: Int) throws {
        let members = (0..<count).map { "\"k\($0)\": 0" }.joined(separator: ",")
        #expect(try parse("{\(members)}").members().count == count)
        #expect(parseError("{\(members), \"k7\": 1}").contains("duplicate key \"k7\"; the first is at 1:58"))
        #expect(parseError(#"{\#(members), "\u006b7": 1}"#).contains("duplicate key \"k7\""))
    }

    @Test func keysOfDifferentCodePointsDiffer() throws {
        #expect(try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").count == 2)
    }

    @Test func limitsHoldAtTheirValue() {
        let nesting = JSONLimits(nesting: 3)
        #expect(parseError("[[[1]]]", limits: nesting) == "no error")
        #expect(parseError("[[[[]]]]", limits: nesting) == "t.json:1:4: values are nested more than 3 deep")
        #expect(parseError("[[[]], [[]], {\"a\": {}}]", limits: nesting) == "no error")
        let values = JSONLimits(values: 4)
        #expect(parseError("[1, 2, 3]", limits: values) == "no error")
        let many = "t.json:1:11: there are more than 4 values and keys, the limit"
        #expect(parseError("[1, 2, 3, 4]", limits: values) == many)
        let size = JSONLimits(size: Bytes(3))
        #expect(parseError("[1]", limits: size) == "no error")
        #expect(parseError("[1] ", limits: size) == "t.json:1:1: the text has 4 B, more than the limit of 3 B")
    }
}

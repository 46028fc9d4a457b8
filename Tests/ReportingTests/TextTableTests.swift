import Testing

@testable import Reporting

@Suite("Text tables")
struct TextTableTests {
    private var stages: TextTable {
        var table = TextTable(columns: [
            .text("stage", name: "stage"),
            .number("HBM read", unit: "MB", name: "hbmReadBytes"),
            .number("cycles", name: "cycles"),
            .text("bound by", name: nil),
        ])
        table.append(["vision", TextCell("103.8", raw: "103809024"), TextCell(1_234_567), "array"])
        table.append(["vlm", TextCell("160.8", raw: "160757760"), TextCell(999), ""])
        table.appendSeparator()
        table.appendTotal(["total", TextCell("264.6", raw: "264566784"), TextCell(1_235_566), .empty])
        return table
    }

    @Test func plainTextAlignsColumnsAndTrimsLines() {
        #expect(
            stages.plainText == """
                stage   HBM read     cycles  bound by
                            (MB)
                ------  --------  ---------  --------
                vision     103.8  1,234,567  array
                vlm        160.8        999
                ------  --------  ---------  --------
                total      264.6  1,235,566

                """)
    }

    @Test func markdownPutsUnitsBehindTitles() {
        #expect(
            stages.markdown == """
                | stage | HBM read (MB) | cycles | bound by |
                | --- | ---: | ---: | --- |
                | vision | 103.8 | 1,234,567 | array |
                | vlm | 160.8 | 999 |  |
                | **total** | **264.6** | **1,235,566** |  |

                """)
    }

    @Test func csvHasNamesAndRawValuesAndNoTotals() {
        #expect(
            stages.csv == """
                stage,hbmReadBytes,cycles
                vision,103809024,1234567
                vlm,160757760,999

                """)
    }

    @Test func unitLineIsLeftOutWhenThereAreNoUnits() {
        let table = TextTable(columns: [.text("a", name: "a"), .number("bb", name: "b")])
        #expect(table.plainText == "a  bb\n-  --\n")
        #expect(table.markdown == "| a | bb |\n| --- | ---: |\n")
        #expect(table.csv == "a,b\n")
    }

    @Test func countsAreGroupedForPeopleAlone() {
        #expect(TextCell(1_246_838_784) == TextCell("1,246,838,784", raw: "1246838784"))
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("two\r\nlines", "\"two\r\nlines\""), ("return\r", "\"return\r\""),
        (" spaces ", " spaces "), ("naïve", "naïve"),
    ])
    func csvQuotesWhatNeedsIt(field: String, quoted: String) {
        #expect(csvLine([field, "x"]) == quoted + ",x\n")
    }

    @Test(arguments: [
        ("q_proj", "q_proj"), ("a|b", "a\\|b"), ("*", "\\*"), ("<b>", "\\<b\\>"), ("x\ny", "x\u{FFFD}y"),
        ("\\", "\\\\"),
    ])
    func markdownShowsNamesAsTheyAre(text: String, escaped: String) {
        var table = TextTable(columns: [.text("name", name: "name")])
        table.append([TextCell(text)])
        #expect(table.markdown == "| name |\n| --- |\n| \(escaped) |\n")
    }

    @Test(arguments: [
        ("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("K/V × 2", 7), ("日本", 4), ("🤖", 2), ("a\u{200D}b", 2),
    ])
    func widthCountsPlacesInATerminal(text: String, width: Int) {
        #expect(displayWidth(of: text) == width)
    }

    @Test func controlCharactersNeverReachATerminal() {
        var table = TextTable(columns: [.text("name", name: "name")])
        table.append(["red\u{1B}[31m\n"])
        #expect(table.plainText == "name\n---------\nred\u{FFFD}[31m\u{FFFD}\n")
        #expect(table.csv == "name\n\"red\u{1B}[31m\n\"\n")
    }

    @Test func wideLettersKeepColumnsAligned() {
        var table = TextTable(columns: [.text("名前", name: "name"), .number("n", name: "n")])
        table.append(["abc", TextCell(1)])
        #expect(table.plainText == "名前  n\n----  -\nabc   1\n")
    }
}

import Architecture
import Quantities
import Testing

/// The ranges that Docs/Formats.md lists are the ones that are enforced: both ends are taken, what lies beyond is not.
@Suite struct RangesDocumentTests {
    @Test func everyRangeEndsWhereListed() throws {
        let rows = try DocumentTable("ranges", in: "Docs/Formats.md").rows
        #expect(rows.count > 30)
        for cells in rows {
            let key = cells[0].filter { $0 != "`" }
            let setting = try #require(AcceleratorSpec.settings.first { $0.key == key }, "no key \(key)")
            let beyond = try (#require(Self.stepped(cells[1], by: -1)), #require(Self.stepped(cells[2], by: 1)))
            for text in cells[1...2] { #expect(Self.takes(text, setting), "\(key)=\(text)") }
            for text in [beyond.0, beyond.1] { #expect(!Self.takes(text, setting), "\(key)=\(text)") }
        }
    }

    private static func takes(_ text: String, _ setting: Setting<AcceleratorSpec>) -> Bool {
        var machine = AcceleratorSpec()
        return (try? setting.write(&machine, text)) != nil && (try? machine.validated()) != nil
    }

    /// A value one smallest unit away, as text.
    private static func stepped(_ text: String, by step: Int) -> String? {
        if let count = Int(text) { return "\(count + step)" }
        if let size = try? Bytes(text: text) { return "\(size.count + step) B" }
        if let time = try? TimeSpan(text: text) { return "\(time.count + step) ps" }
        if let clock = try? Frequency(text: text) { return "\(clock.count + step) Hz" }
        return (try? Bandwidth(text: text)).map { "\($0.count + step) B/s" }
    }
}

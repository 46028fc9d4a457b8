import Foundation
import Reporting
import Testing

/// The output that README.md shows is the output of the tool.
@Suite struct ReadmeTests {
    private static let file = "README.md"

    @Test func theTableIsWhatSimulatePrints() throws {
        let text = try RepositoryFile.text(Self.file)
        let printed = try RunReport.simulatingSmolVLA().plainText(perLayer: false)
        let shown = try #require(Self.block(of: text, beginning: "smolvla on default, layer-by-layer"))
        if text[shown] != printed {
            try RepositoryFile.record(text.replacingCharacters(in: shown, with: printed), in: Self.file)
        }
        #expect(String(text[shown]) == printed, "UPDATE_GOLDEN=1 writes it anew")
    }

    /// The lines of the fenced block whose first line begins with a text.
    private static func block(of text: String, beginning: String) -> Range<String.Index>? {
        guard let start = text.range(of: "```text\n" + beginning),
            let end = text.range(of: "\n```\n", range: start.upperBound..<text.endIndex)
        else { return nil }
        return text.index(start.lowerBound, offsetBy: "```text\n".count)..<text.index(after: end.lowerBound)
    }
}

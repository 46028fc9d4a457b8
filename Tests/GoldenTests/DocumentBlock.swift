import Foundation
import Testing

/// A fenced block of text in a Markdown file, found by how its first line begins: output that a test prints anew.
enum DocumentBlock {
    /// Checks that a block is this text, or records it.
    static func expect(_ printed: String, beginning: String, in file: String) throws {
        try RepositoryFile.record(in: file) { text in
            try text.replaceSubrange(range(of: beginning, in: text, file), with: printed)
        }
        let text = try RepositoryFile.text(file)
        #expect(try String(text[range(of: beginning, in: text, file)]) == printed, "UPDATE_GOLDEN=1 writes it anew")
    }

    /// The lines between the fences.
    private static func range(of beginning: String, in text: String, _ file: String) throws -> Range<String.Index> {
        let fence = "```text\n"
        let start = try #require(text.range(of: fence + beginning), "\(file) shows no \"\(beginning)\"")
        let end = try #require(text.range(of: "\n```\n", range: start.upperBound..<text.endIndex))
        return text.index(start.lowerBound, offsetBy: fence.count)..<text.index(after: end.lowerBound)
    }
}

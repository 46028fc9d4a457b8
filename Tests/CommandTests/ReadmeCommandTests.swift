import Testing

/// What README.md says to type works, and the table that it shows under a command is what that command prints.
@Suite("Commands in the README")
struct ReadmeCommandTests {
    private static let prefix = "    .build/release/systole "

    /// The arguments of every command line that the file shows.
    static let commands: [String] = {
        let text = (try? Checkout.text(of: "README.md")) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }()

    @Test func thereAreSome() { #expect(Self.commands.count > 5) }

    @Test(arguments: commands) func theCommandWorks(_ arguments: String) throws {
        let outcome = try Self.run(arguments)
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
    }

    @Test func theTableUnderTheSweepIsWhatItPrints() throws {
        let command = try #require(Self.commands.first { $0.hasPrefix("sweep") && $0.contains("markdown") })
        let printed = try Self.run(command).standardOutput
        let table = printed.split(separator: "\n").filter { $0.hasPrefix("|") }.joined(separator: "\n")
        #expect(table.split(separator: "\n").count > 4)
        #expect(try Checkout.text(of: "README.md").contains("\n" + table + "\n"), "printed:\n\(table)")
    }

    /// Runs the command in a folder of its own that has the checkout's `Workloads`.
    private static func run(_ arguments: String) throws -> SystoleProcess.Outcome {
        let folder = try TemporaryFolder()
        return try SystoleProcess.shell(
            "cd '\(folder.url.path)' && ln -s '\(Checkout.workloads)' Workloads && $SYSTOLE \(arguments)")
    }
}

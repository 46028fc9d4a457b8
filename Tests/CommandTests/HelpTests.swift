import Foundation
import Testing

@testable import systole

@Suite("Help and version, by the built command")
struct HelpTests {
    /// Every command and group, as the words that call it.
    static let paths: [[String]] = descriptions(in: .systole).map(\.path)

    static func descriptions(in group: CommandGroup) -> [CommandDescription] {
        [group.description]
            + group.members.flatMap { member in
                switch member {
                case .command(let command): [command.description]
                case .group(let inner): descriptions(in: inner)
                }
            }
    }

    @Test func allCommandsAreThere() {
        #expect(
            Self.paths == [
                [], ["simulate"], ["sweep"], ["merge"], ["trace"], ["lower"], ["operations"], ["footprint"], ["check"],
                ["accelerators"], ["probe"],
                ["probe", "array"], ["probe", "memory"],
            ])
    }

    @Test(arguments: descriptions(in: .systole))
    func helpNamesEveryArgument(of command: CommandDescription) throws {
        let outcome = try SystoleProcess.shell((["$SYSTOLE"] + command.path + ["--help"]).joined(separator: " "))
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        let help = outcome.standardOutput
        #expect(help.contains("Usage: \(command.invocation) "))
        #expect(help.contains("-h, --help"))
        for option in command.options { #expect(help.contains("\n  \(option.spelling)")) }
        for positional in command.positionals { #expect(help.contains("\n  \(positional.name)")) }
        for example in command.examples { #expect(help.contains("\n    \(example.line)\n")) }
        #expect(command.examples.count >= 2)
        let widest = help.split(separator: "\n").map(\.count).max() ?? 0
        #expect(widest <= HelpText.width)
        #expect(!help.contains(" \n"))
    }

    @Test(arguments: paths)
    func allWaysToAskForHelpAgree(path: [String]) throws {
        let words = path.joined(separator: " ")
        let expected = try SystoleProcess.shell("$SYSTOLE \(words) --help")
        #expect(try SystoleProcess.shell("$SYSTOLE \(words) -h") == expected)
        #expect(try SystoleProcess.shell("$SYSTOLE help \(words)") == expected)
    }

    @Test func helpWinsOverErrorsBeforeIt() throws {
        let outcome = try SystoleProcess.run("simulate", "--bogus", "--set", "--help")
        #expect(outcome.status == 0)
        #expect(outcome.standardOutput.contains("Usage: systole simulate"))
    }

    @Test func noArgumentsAreARequestForHelp() throws {
        #expect(try SystoleProcess.run() == SystoleProcess.run("--help"))
    }

    @Test func versionIsOneLine() throws {
        let outcome = try SystoleProcess.run("--version")
        #expect(outcome.status == 0)
        #expect(outcome.standardOutput == "systole \(systoleVersion)\n")
        #expect(outcome.standardError == "")
    }

    @Test(arguments: descriptions(in: .systole))
    func examplesAreUnderstood(of command: CommandDescription) throws {
        for example in command.examples {
            let line = example.line.split(whereSeparator: { "|>".contains($0) }).first ?? ""
            let words = line.split(separator: " ").map(String.init)
            #expect(words.first == "systole")
            let invocation = try Invocation(words.dropFirst(), of: .systole)
            guard case .command = invocation else {
                Issue.record("\(example.line) runs no command")
                continue
            }
        }
    }
}

extension CommandDescription: CustomTestStringConvertible {
    public var testDescription: String { invocation }
}

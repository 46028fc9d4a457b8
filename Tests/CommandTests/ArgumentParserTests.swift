import Testing

@testable import systole

@Suite("Taking command lines apart")
struct ArgumentParserTests {
    private func simulate(_ line: String) throws -> SimulateCommand {
        let words = ["simulate"] + line.split(separator: " ").map(String.init)
        guard case .command(let command as SimulateCommand) = try Invocation(words[...], of: .systole) else {
            throw CommandFailure("\(line) is no simulation")
        }
        return command
    }

    @Test func defaultsApply() throws {
        let command = try simulate("")
        #expect(command.workload == nil)
        #expect(command.accelerator == "default")
        #expect(command.residency == .layerByLayer)
        #expect(command.settings == Settings())
        #expect(command.format == .table)
        #expect(!command.isPerLayer)
        #expect(command.output == .standardOutput)
    }

    @Test(arguments: [
        "w.json --format json --set array.rows=64 --set model.steps=20 --per-layer --output x --accelerator edge --residency resident",
        "--format=json --set=array.rows=64 --set=model.steps=20 --output=x w.json --per-layer --accelerator=edge --residency=resident",
        "--per-layer --set array.rows=64 --residency resident --set=model.steps=20 --output x --accelerator edge --format json -- w.json",
    ])
    func orderAndEqualsSignsDoNotMatter(line: String) throws {
        let command = try simulate(line)
        #expect(command.workload == "w.json")
        #expect(command.accelerator == "edge")
        #expect(command.residency == .resident)
        #expect(command.settings.machine == [SettingAssignment("array.rows=64")])
        #expect(command.settings.model == [SettingAssignment("model.steps=20")])
        #expect(command.format == .json)
        #expect(command.isPerLayer)
        #expect(command.output == .file("x"))
    }

    @Test func lastOfRepeatedValuesCounts() throws {
        #expect(try simulate("--format json --format csv").format == .csv)
    }

    @Test func wordsAfterTheTerminatorArePositional() throws {
        #expect(try simulate("-- --help").workload == "--help")
        #expect(try simulate("-- -").workload == "-")
    }

    @Test func loneDashIsAValueAndAPositional() throws {
        #expect(try simulate("--output -").output == .standardOutput)
        #expect(try simulate("-").workload == "-")
    }

    @Test(arguments: [
        ("=1", nil), ("a", nil), ("a=", nil), ("", nil), ("a=1", "a|1"), ("a==", "a|="), ("a.b=x y", "a.b|x y"),
    ])
    func settingsNeedAKeyAndAValue(text: String, parts: String?) {
        #expect(SettingAssignment(text).map { "\($0.key)|\($0.value)" } == parts)
    }

    @Test(arguments: [
        (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"), ([], ""),
    ])
    func listsReadAsSentences(words: [String], text: String) {
        #expect(listing(words) == text)
    }
}

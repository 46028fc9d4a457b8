import Testing

@testable import systole

@Suite("Command lines that cannot be meant")
struct UsageErrorTests {
    /// A command line and what goes to standard error, without the second line.
    static let cases: [(line: String, command: String, problem: String)] = [
        ("simulte", "", "unknown command \"simulte\"; did you mean \"simulate\"?"),
        ("frobnicate", "", "unknown command \"frobnicate\""),
        ("version", "", "unknown command \"version\"; did you mean \"--version\"?"),
        ("--verison", "", "unknown option \"--verison\"; did you mean \"--version\"?"),
        ("tiny.json", "", "unknown command \"tiny.json\"; did you mean 'systole simulate tiny.json'?"),
        ("help lowr", "", "unknown command \"lowr\"; did you mean \"lower\"?"),
        ("probe", "probe", "missing command; expected array or memory"),
        ("probe aray", "probe", "unknown command \"aray\"; did you mean \"array\"?"),
        ("simulate --residncy x", "simulate", "unknown option \"--residncy\"; did you mean \"--residency\"?"),
        ("simulate --residncy=x", "simulate", "unknown option \"--residncy\"; did you mean \"--residency\"?"),
        ("simulate -format json", "simulate", "unknown option \"-format\"; did you mean \"--format\"?"),
        ("simulate -x", "simulate", "unknown option \"-x\""),
        (
            "simulate --format jsn", "simulate",
            "--format: found \"jsn\", expected table, json, csv or markdown; did you mean \"json\"?"
        ),
        (
            "simulate --residency=pined", "simulate",
            "--residency: found \"pined\", expected layer-by-layer, resident, pinned, lru or belady; did you mean "
                + "\"pinned\"?"
        ),
        ("simulate --set", "simulate", "option \"--set\" needs a value: --set KEY=VALUE"),
        ("simulate --output=", "simulate", "option \"--output\" needs a value, but found an empty one"),
        (
            "simulate --output --per-layer", "simulate",
            "option \"--output\" needs a value, but \"--per-layer\" follows; a value that starts with dashes is "
                + "written --output=FILE"
        ),
        (
            "simulate --per-layer=yes", "simulate",
            "option \"--per-layer\" takes no value, but found \"--per-layer=yes\""
        ),
        (
            "simulate a.json b.json", "simulate",
            "unexpected argument \"b.json\" after \"a.json\"; expected only WORKLOAD"
        ),
        ("simulate ''", "simulate", "found an empty argument, expected WORKLOAD"),
        (
            "simulate --set steps", "simulate",
            "--set: found \"steps\", expected KEY=VALUE such as \"sram.capacity=40MiB\""
        ),
        (
            "simulate --set sram.capacty=1MiB", "simulate",
            "--set: unknown key \"sram.capacty\"; did you mean \"sram.capacity\"?"
        ),
        ("lower --set model.step=3", "lower", "--set: unknown key \"model.step\"; did you mean \"model.steps\"?"),
        ("lower --set steps=3", "lower", "--set: unknown key \"steps\"; did you mean \"model.steps\"?"),
        ("footprint --set frobnicate=3", "footprint", "--set: unknown key \"frobnicate\""),
        (
            "lower --set array.rows=3", "lower",
            "--set: the key \"array.rows\" has no effect here; expected a key of the model such as \"model.steps\""
        ),
        (
            "probe array --m 1 --k 1 --n 1 --set model.steps=3", "probe array",
            "--set: the key \"model.steps\" has no effect here; expected a key of the machine such as "
                + "\"sram.capacity\""
        ),
        (
            "footprint --set sram.capacity=40", "footprint",
            "--set: sram.capacity: found \"40\", expected a size with its unit, such as \"40 MiB\""
        ),
        (
            "simulate --set array.rows=9223372036854775808", "simulate",
            "--set: array.rows: found \"9223372036854775808\", expected a whole number"
        ),
        (
            "operations --set model.steps=0", "operations",
            "--set: model.steps: found \"0\", expected a whole number from 1 to 1000000"
        ),
        (
            "simulate --set residency=residnt", "simulate",
            "--set: residency: found \"residnt\", expected one of layer-by-layer, resident, pinned, lru, belady"
        ),
        ("check", "check", "missing argument FILE"),
        ("probe array --m 1 --k 1", "probe array", "missing option \"--n N\""),
        ("probe array --m 0 --k 1 --n 1", "probe array", "--m: found \"0\", expected a whole number of at least 1"),
        ("probe array --m -5 --k 1 --n 1", "probe array", "--m: found \"-5\", expected a whole number of at least 1"),
        (
            "probe array --m 9223372036854775808 --k 1 --n 1", "probe array",
            "--m: found \"9223372036854775808\", expected a whole number of at least 1"
        ),
        (
            "probe memory x --pattern seqr:1M", "probe memory",
            "unexpected argument \"x\"; the command takes none besides its options"
        ),
    ]

    @Test(arguments: cases)
    func oneSentenceAndWhereToReadMore(line: String, command: String, problem: String) throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE \(line)")
        let invocation = command.isEmpty ? "systole" : "systole \(command)"
        #expect(outcome.status == 2)
        #expect(outcome.standardOutput == "")
        #expect(outcome.standardError == "\(invocation): \(problem)\nSee '\(invocation) --help'.\n")
    }

    @Test func controlCharactersOfArgumentsDoNotReachTheTerminal() throws {
        let outcome = try SystoleProcess.run("\u{1B}[31m")
        #expect(outcome.status == 2)
        #expect(!outcome.standardError.contains("\u{1B}"))
    }
}

import Foundation
import Testing

@testable import systole

@Suite("Sweeps, by the built command")
struct SweepCommandTests {
    private let folder: TemporaryFolder
    /// A sweep of the small workload that takes a fraction of a second.
    private let small: String

    init() throws {
        folder = try TemporaryFolder()
        let tiny = Checkout.workload("tiny.json")
        small = "$SYSTOLE sweep \(tiny) --vary sram.capacity=4KiB...1MiB:x2 --vary array.rows=8,16 "
    }

    private func run(_ line: String) throws -> SystoleProcess.Outcome {
        try SystoleProcess.shell("cd \(folder.url.path) && " + line)
    }

    @Test func rowsStandInTheOrderOfPoints() throws {
        let outcome = try run(small + "--format csv")
        #expect(outcome.status == 0, "\(outcome.standardError)")
        let lines = outcome.standardOutput.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(lines.count == 19)
        #expect(lines[0].prefix(3) == ["sram.capacity", "array.rows", "cycles"])
        #expect(lines.dropFirst().prefix(3).map { "\($0[0]) \($0[1])" } == ["4 KiB 8", "4 KiB 16", "8 KiB 8"])
    }

    @Test(arguments: ["table", "csv", "json", "markdown"])
    func jobsAndPartsGiveIdenticalFiles(format: String) throws {
        let line = small + "--format \(format) "
        let merged = (1...4).map { "\(line) --shard \($0)/4 --jobs 2 --output part-\($0)" }.joined(separator: " && ")
        let outcome = try run(
            "\(line) --jobs 1 --output one && \(line) --jobs 2 --output two && \(line) > three && \(merged) && "
                + "$SYSTOLE merge part-4 part-2 part-1 part-3 --output four")
        #expect(outcome.status == 0, "\(outcome.standardError)")
        let one = try folder.text(of: "one")
        #expect(!one.isEmpty)
        for name in ["two", "three", "four"] { #expect(try folder.text(of: name) == one, "\(name)") }
        #expect(try folder.names() == ["four", "one", "part-1", "part-2", "part-3", "part-4", "three", "two"])
    }

    @Test func partsAreIdenticalWhateverTheJobs() throws {
        let line = small + "--shard 1/2 "
        let outcome = try run("\(line) --jobs 1 --output one; \(line) --jobs 2 --output two; cmp one two")
        #expect(outcome.status == 0)
    }

    @Test func jsonHasParametersAndTheKeysOfSimulate() throws {
        let tiny = Checkout.workload("tiny.json")
        let swept = try run("$SYSTOLE sweep \(tiny) --vary array.rows=8,16 --format json")
        let single = try run("$SYSTOLE simulate \(tiny) --set array.rows=16 --format json")
        let points = try #require(
            try JSONSerialization.jsonObject(with: Data(swept.standardOutput.utf8)) as? [[String: Any]])
        var second = try #require(points.last)
        #expect((second.removeValue(forKey: "parameters") as? [String: Int]) == ["array.rows": 16])
        let expected = try #require(
            try JSONSerialization.jsonObject(with: Data(single.standardOutput.utf8)) as? NSDictionary)
        #expect(second as NSDictionary == expected)
    }

    @Test func impossiblePointsAreRowsAndTheStatusIsOne() throws {
        let line = small.replacingOccurrences(of: "4KiB...1MiB:x2", with: "0B,64B,64KiB")
        let outcome = try run(line + "--format csv")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("4 points are impossible"))
        let rows = outcome.standardOutput.split(separator: "\n").dropFirst()
        #expect(rows.count == 6)
        #expect(rows.prefix(2).allSatisfy { $0.contains("sram.capacity: found 0 B, expected 64 B to 64 GiB") })
        let table = try run(line)
        #expect(table.status == 1)
        #expect(table.standardOutput.contains("impossible (1)"))
        #expect(table.standardOutput.contains("(1) sram.capacity: found 0 B"))
        let json = try run(line + "--format json")
        #expect(json.standardOutput.contains("\"impossible\": \"sram.capacity: found 0 B"))
    }

    @Test func paretoKeepsTheBest() throws {
        let outcome = try run(small + "--pareto cycles,sram.capacity --format csv")
        #expect(outcome.status == 0)
        let rows = outcome.standardOutput.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        let cycles = rows.compactMap { Int($0[2]) }
        // Sizes rise from row to row, so that cycles must fall.
        #expect(!cycles.isEmpty && cycles == cycles.sorted(by: >))
    }

    @Test func specFilesDescribeSweeps() throws {
        let tiny = Checkout.workload("tiny.json")
        try """
        {
          "format": "systole-sweep/1",
          "workload": "\(tiny)",
          "set": { "array.columns": 16 },
          "vary": { "sram.capacity": "4KiB...1MiB:x2", "array.rows": [8, "16"] }, // as above
        }
        """.write(toFile: folder.path("spec.json"), atomically: false, encoding: .utf8)
        let outcome = try run(
            "$SYSTOLE sweep --spec spec.json --format csv > a && " + small
                + "--set array.columns=16 --format csv > b && cmp a b")
        #expect(outcome.status == 0, "\(outcome.standardError)")
        let bad = try run("sed -i s/array.rows/array.row/ spec.json; $SYSTOLE sweep --spec spec.json")
        #expect(bad.status == 1)
        #expect(bad.standardError.hasPrefix("systole: spec.json:5:48: vary: unknown key \"array.row\""))
        #expect(bad.standardError.contains("did you mean \"array.rows\"?"))
        let usage = try run(
            "sed -i s/array.row/array.rows/ spec.json; $SYSTOLE sweep --spec spec.json --set array.colums=8")
        #expect(usage.status == 2)
        #expect(!usage.standardError.contains("spec.json"))
        let overridden = try run(
            "sed -i s/tiny.json/gone.json/ spec.json; $SYSTOLE sweep \(tiny) --spec spec.json --set array.colums=8")
        #expect(overridden.status == 2)
    }

    @Test(arguments: [
        (#""vary": { "array.row": [8] }"#, #":3:11: vary: unknown key "array.row"; did you mean "array.rows"?"#),
        (#""vary": { "array.rows": "1...60000", "array.columns": "1...60000" }"#, "more than 100,000,000, the limit"),
        (#""accelerator": "defualt""#, #":3:16: accelerator: no machine is called "defualt""#),
        (#""set": { "array.rows": "" }"#, #":3:10: set: array.rows: found "", expected a whole number"#),
        (#""residency": "pined""#, #":3:14: residency: found "pined", expected one of layer-by-layer"#),
        (
            #""set": { "array.rows": 8 }, "vary": { "array.rows": [8] }"#,
            ":3:10: set: array.rows is set and varied; do one of both"
        ),
        (#""workload": "gone.json""#, ":3:13: workload: gone.json: there is no such file"),
    ])
    func specFilesAreChecked(line: String, problem: String) throws {
        try "{\n\"format\": \"systole-sweep/1\",\n\(line)\n}".write(
            toFile: folder.path("spec.json"), atomically: false, encoding: .utf8)
        for command in ["check", "sweep --spec"] {
            let outcome = try run("$SYSTOLE \(command) spec.json")
            #expect(outcome.status == 1 && outcome.standardOutput == "")
            #expect(outcome.standardError.contains(problem), "\(outcome.standardError)")
        }
    }

    /// What no point of a sweep can be is told before any is run; in a sweep it is the reason of each.
    @Test func sweepsOfNothingAreNotOk() throws {
        try #"{ "format": "systole-sweep/1", "set": { "array.rows": 0 }, "vary": { "array.columns": "1...9" } }"#
            .write(toFile: folder.path("spec.json"), atomically: false, encoding: .utf8)
        let outcome = try run("$SYSTOLE check spec.json")
        #expect(outcome.status == 1)
        #expect(outcome.standardError == "systole: spec.json: array.rows: found 0, expected 1 to 65536\n")
    }

    /// Only what the command line leaves as it is in the file is the file's fault.
    @Test func overriddenKeysOfAFileAreNotBlamed() throws {
        try #"{ "format": "systole-sweep/1", "set": { "dma.window": "x" }, "vary": { "array.rows": [1] } }"#
            .write(toFile: folder.path("spec.json"), atomically: false, encoding: .utf8)
        let outcome = try run("$SYSTOLE sweep --spec spec.json --set dma.window=64 --set bogus=1")
        #expect(outcome.status == 2)
        #expect(outcome.standardError.contains("unknown key \"bogus\""))
    }

    @Test func specFilesAreCheckedWithoutARun() throws {
        try #"{ "format": "systole-sweep/1", "vary": { "sram.capacity": "1MiB...8MiB:x2", "array.rows": [8, 16] } }"#
            .write(toFile: folder.path("spec.json"), atomically: false, encoding: .utf8)
        let outcome = try run("$SYSTOLE check spec.json")
        #expect(outcome.status == 0)
        #expect(outcome.standardOutput == "spec.json: systole-sweep/1 8 points of sram.capacity x array.rows: ok\n")
    }

    @Test func keysThatChangeNothingAreTold() throws {
        let note = "memory.bandwidth changes nothing here: every number is the same at all its values"
        let sweep = "$SYSTOLE sweep \(Checkout.workload("tiny.json")) --vary memory."
        #expect(try run(sweep + "bandwidth=1GB/s,2GB/s").standardOutput.contains(note))
        // A front leaves points out, not what is known of the whole sweep.
        #expect(try run(sweep + "bandwidth=1GB/s,2GB/s --pareto cycles").standardOutput.contains(note))
        for arguments in ["kind=hbm2,ideal --vary memory.bandwidth=256GB/s,1GB/s --pareto cycles", "kind=hbm2,hbm3"] {
            #expect(try !run(sweep + arguments).standardOutput.contains("changes nothing"))
        }
    }

    @Test(arguments: [("", true), ("--set energy.memoryPerByte=40pJ", false)])
    func energyOfVariedMemoriesIsTold(arguments: String, isTold: Bool) throws {
        let outcome = try run(
            "$SYSTOLE sweep \(Checkout.workload("tiny.json")) --vary memory.kind=hbm2,lpddr5 \(arguments)")
        #expect(
            outcome.standardOutput.contains("energy.memoryPerByte is the same for every memory.kind") == isTold)
    }

    @Test func resultsComeBeforePictures() throws {
        let outcome = try run(small + "--set vector.lanes=0 --plot x.svg --format csv --output x")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("there is nothing to draw"))
        #expect(try folder.names() == ["x"])
    }

    @Test(arguments: [
        ("--vary sram.capacity=8MiB...1MiB:x2", "ends before it starts; write \"1MiB...8MiB:x2\""),
        ("--vary sram.capacity=1MiB...:x2", "has no end"),
        ("--vary sram.capacity=", "expected KEY=VALUES"),
        ("--vary sram.capacity=1MiB,,2MiB", "expected a value before and after each comma"),
        ("--vary sram.capacty=1MiB", "did you mean \"sram.capacity\"?"),
        ("--vary sram.capacity=1GHz", "sram.capacity: found \"1GHz\", expected a size"),
        ("--vary sram.capacity=1GHz...2GHz:x2", "sram.capacity: found \"1 GHz\", expected a size"),
        ("--vary residency=pined", "expected one of layer-by-layer"),
        ("--vary array.rows=8 --vary array.rows=16", "array.rows is varied twice"),
        ("--vary array.rows=8 --set array.rows=16", "array.rows is set and varied"),
        ("--vary residency=resident --residency resident", "residency is set and varied"),
        ("--shard 5/4", "from 1/64 to 64/64"), ("--emit slurm", "expected slurm:N"),
        ("--emit slurm:0", "expected slurm:N"),
        ("--pareto cycles,", "--pareto: found \"cycles,\", expected a name before and after each comma"),
        ("--vary array.rows=8,16 --plot -", "--plot: found \"-\", expected the name of a file"),
        ("--resume", "--resume needs the --output"), ("--shard 1/2 --plot x.svg", "'systole merge'"),
    ])
    func cannotBeMeant(arguments: String, problem: String) throws {
        let outcome = try run("$SYSTOLE sweep \(arguments)")
        #expect(outcome.status == 2)
        #expect(outcome.standardError.contains(problem), "\(outcome.standardError)")
        #expect(outcome.standardOutput == "")
    }

    @Test func millionPointsAreRefusedWithTheirTime() throws {
        let outcome = try run("$SYSTOLE sweep --vary array.rows=1...1000 --vary array.columns=1...1000 --jobs 2")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("1,000,000 points would take about"))
        #expect(outcome.standardError.contains("--limit 1000000"))
        let uncountable = try run(
            "$SYSTOLE sweep "
                + ["array.rows", "array.columns", "vector.lanes", "model.steps"].map { "--vary \($0)=1...60000" }
                .joined(separator: " "))
        #expect(uncountable.status == 1)
        #expect(uncountable.standardError.contains("more than 100,000,000, the limit"))
    }

    @Test func unknownNumbersOfAFrontAreToldBeforeTheWork() throws {
        let outcome = try run(small + "--pareto cycels --output x")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("did you mean \"cycles\"?"))
        #expect(try folder.names() == [])
    }

    @Test(arguments: ["--output no/where.csv", "--output x --plot no/where.svg"])
    func unwritableFilesAreToldBeforeTheWork(arguments: String) throws {
        let outcome = try run("$SYSTOLE sweep \(arguments)")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("there is no directory \"no\""))
        #expect(try folder.names() == [])
    }

    @Test func loweredWorkloadsHaveNoModelKeys() throws {
        let outcome = try run(small + "--vary model.steps=1,2")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("is a lowered workload"))
    }

    @Test func slurmScriptsAreShell() throws {
        let outcome = try run(
            "$SYSTOLE sweep --vary \"clock=1 GHz,2 GHz\" --emit slurm:3 > a.sh && bash -n a.sh && cat a.sh")
        #expect(outcome.status == 0)
        let script = outcome.standardOutput
        #expect(script.hasPrefix("#!/bin/bash\n#SBATCH "))
        #expect(script.contains("#SBATCH --array=1-3\n"))
        #expect(script.contains("--vary 'clock=1 GHz,2 GHz'"))
        let task = try run("SLURM_ARRAY_TASK_ID=2 SLURM_CPUS_PER_TASK=1 PATH=$(dirname $SYSTOLE):$PATH bash a.sh")
        #expect(task.status == 0, "\(task.standardError)")
        let again = try run("SLURM_ARRAY_TASK_ID=2 PATH=$(dirname $SYSTOLE):$PATH bash a.sh")
        #expect(again.standardError.contains("is complete already"))
        let merged = try run("$SYSTOLE merge sweep.txt.parts/part-2 --output x")
        #expect(merged.status == 1)
        #expect(merged.standardError.contains("parts 1 and 3 are missing of 3"))
    }

    @Test func partsOfOtherSweepsAreRefused() throws {
        let outcome = try run(
            small + "--shard 1/2 --output a && " + small + "--set array.columns=8 --shard 2/2 --output b && "
                + "$SYSTOLE merge a b")
        #expect(outcome.status == 1)
        #expect(outcome.standardError.contains("b: is a part of another sweep than a"))
        let twice = try run("$SYSTOLE merge a a")
        #expect(twice.standardError.contains("name each part once"))
        let noPart = try run("echo '{}' > c; $SYSTOLE merge c")
        #expect(noPart.status == 1)
        #expect(noPart.standardError.contains("c: is no part of a sweep"))
        let partial = try run("$SYSTOLE merge a --partial --format csv | wc -l")
        #expect(partial.standardOutput.contains("10"))
    }
}

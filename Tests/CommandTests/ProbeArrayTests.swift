import Testing

@Suite("systole probe array")
struct ProbeArrayTests {
    private func probe(_ words: String) throws -> ParsedJSON {
        let outcome = try SystoleProcess.shell("$SYSTOLE probe array --format json \(words)")
        #expect(outcome.status == 0)
        #expect(outcome.standardError == "")
        return try ParsedJSON(outcome.standardOutput)
    }

    /// A word each of third-party simulations of the designs: rows of `rtl_cycles.csv` and `scalesim_gemm.csv`, the
    /// latter's report one less than the count.
    @Test(arguments: [
        ("tiny-tpu --m 1 --k 16 --n 16", 47), ("tiny-tpu --m 1 --k 64 --n 16", 140),
        ("tiny-tpu --m 1 --k 32 --n 32 --set array.rows=32 --set array.columns=32", 95),
        (
            "scale-sim --m 1 --k 256 --n 1 --set array.rows=8 --set array.columns=8 --dataflow input-stationary",
            736
        ),
    ])
    func cyclesAreThoseOfThePublicDesigns(words: String, cycles: Int) throws {
        #expect(try probe("--accelerator \(words)")["cycles"].int == cycles)
    }

    /// By hand, default machine: 6 x 8 tiles; 128 cycles for the first load; each of the others takes the longer of
    /// 50 rows and its own load (128 rows; 80 in the last tile of k), the last one 50; 254 cycles of skew.
    @Test func countsAreThoseWorkedByHand() throws {
        let json = try probe("--m 50 --k 720 --n 960")
        let loads = 7 * (5 * 128 + 80) + 4 * 128 + 80
        #expect(json["cycles"].int == 128 + loads + 50 + 254)
        #expect(json["macs"].int == 50 * 720 * 960)
        #expect(json["tiles"].int == 48)
        #expect(json["cyclesByCause"]["working"].int == 48 * 50)
        #expect(json["scratchpad"]["leftReads"].int == 50 * 720 * 8)
        #expect(json["scratchpad"]["rightReads"].int == 720 * 960)
        #expect(json["scratchpad"]["resultWrites"].int == 50 * 960)
        #expect(json["accumulators"]["partialSumWrites"].int == 5 * 50 * 960)
    }

    @Test func activationComesLast() throws {
        let words = "--accelerator tinytpu --m 20 --k 14 --n 14"
        let (plain, activated) = (try probe(words), try probe(words + " --activation"))
        let added = try #require(activated["cyclesByCause"]["activation"].int)
        #expect(added > 20)
        #expect(activated["cycles"].int == (plain["cycles"].int ?? 0) + added)
    }

    @Test func dataflowIsAnOptionAndAKey() throws {
        let words = "--m 64 --k 64 --n 64 --accelerator gemmini"
        let option = try probe(words + " --dataflow output-stationary")
        let key = try probe(words + " --set array.dataflow=output-stationary")
        #expect(option["dataflow"].text == "output-stationary")
        #expect(option["cycles"].int == key["cycles"].int)
    }

    @Test func tableTellsTheSame() throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE probe array --m 50 --k 720 --n 960")
        #expect(outcome.status == 0)
        #expect(outcome.standardOutput.contains("\ncycles "))
        #expect(outcome.standardOutput.contains(" 6,064  operands on chip"))
    }

    @Test(arguments: [
        (
            "--m 9223372036854775807 --k 9223372036854775807 --n 1",
            "a batch of 1 products of m = 9223372036854775807, k = 9223372036854775807, n = 1 overflows the count of "
                + "cycles or operands on this array; use smaller sizes"
        ),
        ("--m 1 --k 1 --n 1 --set array.rows=0", "array.rows: found 0, expected 1 to 65536"),
        (
            "--m 1 --k 1 --n 1 --accelerator gemmini --type bf16",
            "array.rates.bf16: the array multiplies no bf16 operands; set a rate above 0 or store these operands in "
                + "another type"
        ),
        (
            "--m 1 --k 300 --n 1 --set array.accumulators=511B",
            "array.accumulators: 511 B cannot hold one 32-bit sum for each column (512 B); set array.accumulators to "
                + "at least 512 B"
        ),
    ])
    func whatTheArrayCannotDoIsOneSentence(words: String, sentence: String) throws {
        let outcome = try SystoleProcess.shell("$SYSTOLE probe array \(words)")
        #expect(outcome.status == 1)
        #expect(outcome.standardOutput == "")
        #expect(outcome.standardError == "systole: \(sentence)\n")
    }
}

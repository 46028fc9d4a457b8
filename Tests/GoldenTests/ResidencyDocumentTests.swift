import Mapping
import Quantities
import Reporting
import Testing

/// The figures in Docs/Residency.md against freshly simulated ones.
@Suite struct ResidencyDocumentTests {
    private static let file = "Docs/Residency.md"
    private typealias Column = SimulatedTable.Column

    private static let moved = Column(title: "moved (MB)") { $0.total.account.useful.count.millions(1) }
    private static let overBound = Column(title: "over the bound") { report in
        let bound = report.total.bounds?.capacity.count ?? 0
        return (report.total.account.useful.count - bound).percent(of: bound, digits: 2)
    }
    private static let cycles = Column(title: "cycles") { $0.cycles.count.grouped }
    private static let time = Column(title: "time (ms)") { milliseconds($0.cycles, $0) }
    private static let expert = Column(title: "expert (ms)") { milliseconds($0.expert?.cycles ?? .zero, $0) }
    private static let energy = Column(title: "HBM energy (mJ)") { report in
        Int((report.energy.memory * 1e6).rounded()).decimal(divisor: 1000, digits: 1)
    }

    @Test func modesAtTheDocumentsSize() throws {
        var table = try SimulatedTable("modes", in: Self.file, settings: Self.document)
        try table.expect([Self.moved, Self.overBound, Self.cycles, Self.time, Self.expert, Self.energy])
    }

    @Test func curve() throws {
        var table = try SimulatedTable("curve", in: Self.file, settings: ["model.dropDeadLayers=true"])
        let bound = Column(title: "least possible", settings: ["residency=resident"]) {
            ($0.total.bounds?.capacity.count ?? 0).millions(1)
        }
        try table.expect(
            ResidencyMode.allCases.map { mode in
                Column(title: "`\(mode.rawValue)`", settings: ["residency=\(mode.rawValue)"], figure: Self.moved.figure)
            } + [bound])
    }

    /// What keeping weights saves beside streaming them, everything else kept as far as it fits.
    @Test func claim() throws {
        let table = try DocumentTable("claim", in: Self.file)
        var cells: [String: [(String, String)]] = [:]
        for label in table.rows.map({ $0[0] }) {
            let words = label.split(separator: "`").map(String.init).filter { $0.contains("=") }
            let streamed = try RunReport.simulatingSmolVLA(words + Self.document + ["residency=resident"])
            let kept = try RunReport.simulatingSmolVLA(words + Self.document + ["residency=pinned"])
            let bytes = streamed.total.account.useful.count - kept.total.account.useful.count
            cells["streamed (MB)", default: []].append((label, Self.moved.figure(streamed)))
            cells["kept (MB)", default: []].append((label, Self.moved.figure(kept)))
            cells["saved (MB)", default: []].append((label, bytes.millions(1)))
            cells["streamed (ms)", default: []].append((label, Self.time.figure(streamed)))
            cells["kept (ms)", default: []].append((label, Self.time.figure(kept)))
            let saved = streamed.seconds - kept.seconds
            cells["saved (us)", default: []].append((label, Int((saved * 1e6).rounded()).grouped))
        }
        for title in ["streamed (MB)", "kept (MB)", "saved (MB)", "streamed (ms)", "kept (ms)", "saved (us)"] {
            try table.expect(cells[title] ?? [], under: title)
        }
    }

    /// Where the expert's time goes, and what a change of the machine does to it.
    @Test(arguments: ["expert-default", "expert-edge"]) func expertsBounds(name: String) throws {
        let preset = name == "expert-edge" ? ["accelerator=edge"] : []
        let settings = preset + Self.document + ["residency=pinned"]
        var table = try SimulatedTable(name, in: Self.file, settings: settings)
        let plain = try RunReport.simulatingSmolVLA(settings).expert?.cycles.count ?? 0
        let causes = ["working", "loadingStationary", "waitingForMemory", "waitingForUnit"].map { cause in
            Column(title: cause) { report in
                let causes = report.expert?.account.array.causes ?? []
                let cycles = causes.first { $0.name == cause }?.cycles.count ?? 0
                return cycles.percent(of: causes.reduce(0) { $0 + $1.cycles.count }, digits: 0)
            }
        }
        let change = Column(title: "change") { report in
            let cycles = report.expert?.cycles.count ?? 0
            return cycles == plain ? "" : (cycles - plain).percent(of: plain, digits: 1, signed: true)
        }
        try table.expect(causes + [Self.expert, change])
    }

    @Test func cameras() throws {
        var table = try SimulatedTable("cameras", in: Self.file, settings: ["model.dropDeadLayers=true"])
        let columns = ["layer-by-layer", "resident", "pinned"].flatMap { mode in
            [(Self.moved, "MB"), (Self.time, "ms")].map { column, unit in
                Column(
                    title: "`\(mode)` (\(unit))", settings: ["residency=\(mode)"], figure: column.figure)
            }
        }
        try table.expect(columns)
    }

    @Test func precision() throws {
        var table = try SimulatedTable("precision", in: Self.file, settings: Self.document)
        let pinned = ["residency=pinned"]
        try table.expect([
            Column(title: "`resident` (MB)", settings: ["residency=resident"], figure: Self.moved.figure),
            Column(title: "`pinned` (MB)", settings: pinned, figure: Self.moved.figure),
            Column(title: "over the bound", settings: pinned, figure: Self.overBound.figure),
            Column(title: "`pinned` (ms)", settings: pinned, figure: Self.time.figure),
            Column(title: "expert (ms)", settings: pinned, figure: Self.expert.figure),
        ])
    }

    @Test func prefetch() throws {
        var table = try SimulatedTable("prefetch", in: Self.file, settings: ["model.dropDeadLayers=true"])
        let columns = ["none", "next-tile", "next-operation", "unbounded"].map { prefetch in
            Column(title: "`\(prefetch)`", settings: ["prefetch=\(prefetch)"], figure: Self.cycles.figure)
        }
        try table.expect(columns)
    }

    /// How long a stage's first product waits for its weights, by how far loads run ahead.
    @Test func crossStagePrefetch() throws {
        let table = try DocumentTable("cross-stage", in: Self.file)
        let labels = table.rows.map { $0[0] }
        for prefetch in ["next-tile", "next-operation", "unbounded"] {
            let report = try RunReport.simulatingSmolVLA(
                Self.document + ["residency=resident", "prefetch=\(prefetch)"])
            let cells = labels.map { stage in
                let waits = report.stages.first { $0.name == stage }?.account.array.causes ?? []
                return (stage, (waits.first { $0.name == "waitingForMemory" }?.cycles.count ?? 0).grouped)
            }
            try table.expect(cells, under: "`\(prefetch)`")
        }
    }

    @Test func controlLoop() throws {
        var table = try SimulatedTable(
            "loop", in: Self.file, settings: ["model.dropDeadLayers=true", "run.inferences=3", "residency=pinned"])
        try table.expect([
            Column(title: "first (MB)") { ($0.inferences.first?.moved ?? 0).millions(1) },
            Column(title: "steady (MB)") { ($0.steady?.moved ?? 0).millions(1) },
            Column(title: "first (ms)") { milliseconds($0.inferences.first?.cycles ?? .zero, $0) },
            Column(title: "steady (ms)") { milliseconds($0.steady?.cycles ?? .zero, $0) },
        ])
    }

    @Test func littleSRAM() throws {
        var table = try SimulatedTable("little", in: Self.file, settings: ["model.dropDeadLayers=true"])
        try table.expect([Self.moved, Self.overBound, Self.time])
    }

    /// The rows that `--plan` prints for the first layer of the expert.
    @Test func plan() throws {
        let program = try SmolVLARun(Self.document + ["residency=pinned"]).program()
        let lines = PlanReport(program).table.plainText.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.prefix(1) + lines.filter { $0.hasPrefix("expert.layers.0.") }
        try DocumentBlock.expect(shown.joined(separator: "\n") + "\n", beginning: "tensor ", in: Self.file)
    }

    /// The table of Docs/Bounds.md.
    @Test func bounds() throws {
        var table = try SimulatedTable("bounds", in: "Docs/Bounds.md", settings: ["model.dropDeadLayers=true"])
        var columns = [
            Column(title: "least with this SRAM", settings: ["residency=resident"]) {
                ($0.total.bounds?.capacity.count ?? 0).millions(2)
            }
        ]
        for mode in ["belady", "pinned"] {
            columns.append(
                Column(title: "`\(mode)`", settings: ["residency=\(mode)"]) {
                    $0.total.account.useful.count.millions(2)
                })
            columns.append(
                Column(
                    title: "`\(mode)` above it", settings: ["residency=\(mode)"], figure: Self.overBound.figure))
        }
        try table.expect(columns)
    }

    /// The document's machine has "~40MB".
    private static let document = ["model.dropDeadLayers=true", "sram.capacity=40MB"]
}

private func milliseconds(_ cycles: Cycles, _ report: RunReport) -> String {
    Int((cycles.seconds(at: report.machine.clock) * 1e6).rounded()).decimal(divisor: 1000, digits: 2)
}

extension RunReport {
    fileprivate var expert: WorkSummary? { stages.first { $0.name == "expert" } }
}

extension InferenceSummary {
    fileprivate var moved: Int { (read + written).count }
}

extension Int {
    /// Millions, with some decimals.
    fileprivate func millions(_ digits: Int) -> String { decimal(divisor: 1_000_000, digits: digits) }

    fileprivate func decimal(divisor: Int, digits: Int) -> String {
        (self < 0 ? "-" : "") + decimalText(numerator: abs(self), denominator: divisor, digits: digits)
    }

    fileprivate func percent(of whole: Int, digits: Int, signed: Bool = false) -> String {
        let text = decimalText(numerator: abs(self) * 100, denominator: Swift.max(1, whole), digits: digits)
        return (self < 0 ? "-" : signed ? "+" : "") + text + " %"
    }
}

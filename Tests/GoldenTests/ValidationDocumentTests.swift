import Reporting
import Testing

/// SmolVLA's figures in Docs/Memory-systems.md and Docs/Validation-array.md against freshly simulated ones.
@Suite struct ValidationDocumentTests {
    /// Cycles and delivered bandwidth of each memory, by stage: bytes moved over the DMA channels' working cycles.
    @Test func memoriesDeliverAsListed() throws {
        let file = "Docs/Memory-systems.md"
        let cycles = try DocumentTable("memories", in: file)
        let reports = try cycles.rows.map { row in
            (row[0], try RunReport.simulatingSmolVLA(Self.settings(row[0])))
        }
        try cycles.expect(reports.map { ($0, $1.cycles.count.grouped) }, under: "cycles")
        let delivered = try DocumentTable("delivered", in: file)
        for (place, stage) in reports[0].1.stages.enumerated() {
            try delivered.expect(reports.map { ($0, Self.bytesPerCycle($1.stages[place])) }, under: stage.name)
        }
        let stages = try DocumentTable("stages", in: file)
        for (place, stage) in reports[0].1.stages.enumerated() {
            try stages.expect(reports.map { ($0, Self.waits($1.stages[place])) }, under: stage.name)
        }
    }

    /// What rows of weights per cycle do to the array's cycles.
    @Test func loadsCostAsListed() throws {
        let table = try DocumentTable("loads", in: "Docs/Validation-array.md")
        let reports = try table.rows.map { row in
            (row[0], try RunReport.simulatingSmolVLA(Self.settings(row[0])))
        }
        let array = reports.map { label, report in
            let account = report.total.account.array
            return (label, (account.working + account.loadingStationary + account.fillDrain).count.grouped)
        }
        try table.expect(array, under: "array, all stages")
        let experts = reports.compactMap { label, report in
            report.stages.first { $0.name == "expert" }.map { (label, $0) }
        }
        try table.expect(experts.map { ($0, $1.account.array.working.count.grouped) }, under: "expert: working")
        try table.expect(
            experts.map { ($0, $1.account.array.loadingStationary.count.grouped) }, under: "expert: loading weights")
        try table.expect(experts.map { ($0, $1.cycles.count.grouped) }, under: "expert: all cycles")
        try table.expect(experts.map { ($0, $1.boundBy.rawValue) }, under: "bound by")
        try table.expect(reports.map { ($0, $1.cycles.count.grouped) }, under: "whole run")
    }

    private static func settings(_ label: String) -> [String] {
        label.split(separator: "`").map(String.init).filter { $0.contains("=") }
    }

    /// With one decimal.
    private static func bytesPerCycle(_ stage: WorkSummary) -> String {
        let working = stage.account.dma.reduce(0) { $0 + $1.working.count }
        let tenths = (stage.account.moved.count * 20 + working) / (2 * max(1, working))
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// The stage's cycles, and the part of the array's that it waited for memory, in percent.
    private static func waits(_ stage: WorkSummary) -> String {
        let array = stage.account.array
        let total = max(1, array.total.count)
        return "\(stage.cycles.count.grouped) / \((array.waitingForMemory.count * 200 + total) / (2 * total)) %"
    }
}

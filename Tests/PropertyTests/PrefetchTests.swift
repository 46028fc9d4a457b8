import Accelerator
import Architecture
import Foundation
import Mapping
import Models
import OperatorTrace
import Quantities
import Testing

/// Loads that run ahead do not make a run longer on the machines that come with the tool.
@Suite struct PrefetchTests {
    @Test(arguments: AcceleratorSpec.presets.map(\.machine.name), ResidencyMode.allCases)
    func nothingIsSlowerThanWithout(preset: String, mode: ResidencyMode) throws {
        let machine = try #require(AcceleratorSpec.preset(preset))
        // Gemmini has no room for the keys and values that the document keeps on chip.
        let others = preset == "gemmini" ? [] : [try DerivationDocument.lowered()]
        for workload in [try ModelDescription.smolVLA.lowered()] + others {
            let cycles = try Self.cycles(workload, on: machine, mode)
            for (prefetch, found) in zip(Prefetch.allCases, cycles) where found > cycles[0] {
                Issue.record("\(workload.name): \(found) cycles with \(prefetch.rawValue), \(cycles[0]) without")
            }
        }
    }

    /// How many runs of odd shapes are slower with loads that run ahead, and the worst; `Docs/Residency.md` tells it.
    @Test func fewRandomRunsAreSlower() throws {
        var (cases, slower) = (0, 0)
        var worst = (loss: 0.0, run: "")
        for seed in UInt64(0)..<1_200 {
            let workload = try RandomWorkload.makeForArray(seed: seed).validated()
            let machine = try RandomMachine.make(seed: seed, sram: seed % 2 == 0 ? .tight : .ample).validated()
            let mode = ResidencyMode.allCases[Int(seed) % ResidencyMode.allCases.count]
            guard let cycles = try? Self.cycles(workload, on: machine, mode) else { continue }
            cases += 1
            for (prefetch, found) in zip(Prefetch.allCases, cycles) where found > cycles[0] {
                slower += 1
                let loss = Double(found.count - cycles[0].count) / Double(cycles[0].count)
                if loss > worst.loss { worst = (loss, "\(mode.rawValue) with \(prefetch.rawValue)") }
            }
        }
        let runs = cases * (Prefetch.allCases.count - 1)
        let sentence =
            "On \(groups(cases)) random workloads and machines of odd shapes, \(slower) of \(groups(runs)) runs with prefetching are slower "
            + "than without, by \((worst.loss * 1_000).rounded() / 10) % at worst (\(worst.run))"
        let page = try String(contentsOf: Self.page, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        #expect(page.joined(separator: " ").contains(sentence), "\(sentence)")
        #expect(slower < runs / 100)
    }

    /// With a comma before the last three digits.
    private func groups(_ count: Int) -> String {
        let digits = "\(count)"
        return digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
    }

    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/Residency.md")

    /// Cycles by `Prefetch.allCases`, of which the first is none.
    static func cycles(_ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode) throws -> [Cycles] {
        let program = try Mapper(for: machine, residency: mode).map(workload)
        return try Prefetch.allCases.map { prefetch in
            var machine = machine
            machine.prefetch = prefetch
            return try simulate(program, on: machine).cycles
        }
    }
}

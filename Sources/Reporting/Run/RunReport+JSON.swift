import Accelerator
import Architecture
import JSONText
import Quantities

extension RunReport {
    package static let formatName = "systole-result/1"

    /// The report as `systole-result/1`. Keys are a contract; more may be added.
    /// - Parameters:
    ///   - version: the tool's.
    ///   - accelerator: the machine with every key resolved.
    package func node(
        version: String, accelerator: JSONNode, perLayer: Bool, plan: PlanReport? = nil,
        verification: Verification? = nil
    ) -> JSONNode {
        let planned: [(String, JSONNode)] = plan.map { [("plan", $0.node)] } ?? []
        let verified: [(String, JSONNode)] = verification.map { [("verified", $0.node)] } ?? []
        return .object(
            [
                ("format", .string(Self.formatName)), ("version", .string(version)), ("workload", .string(workload)),
                ("accelerator", accelerator), ("residency", .string(residency.rawValue)),
                ("options", .object(options.map { ($0.key, .string($0.value)) })),
                ("cycles", .int(cycles.count)), ("seconds", .double(seconds)), ("macs", .int(total.account.macs.count)),
                ("hbm", total.traffic), ("bounds", total.boundNode),
                (
                    "sram",
                    .object([
                        ("capacityBytes", .int(machine.sram.total.count)), ("peakBytes", .int(peakSRAM.count)),
                    ])
                ),
                ("energy", energy.node), ("unitCycles", total.unitCycles),
                ("inferences", .array(inferences.map(\.node))),
                ("slackSeconds", slack.map { .double($0) } ?? .null), ("notes", .strings(remarks)),
                (
                    "stages",
                    .array(
                        stages.indices.map { stage in
                            var members = node(of: stages[stage])
                            if perLayer {
                                members.append(("layers", .array(layers[stage].map { .object(node(of: $0)) })))
                            }
                            return .object(members)
                        })
                ),
            ] + planned + verified)
    }

    private func node(of part: WorkSummary) -> [(String, JSONNode)] {
        [
            ("name", .string(part.name)), ("iterations", .int(part.iterations)), ("cycles", .int(part.cycles.count)),
            ("seconds", .double(part.cycles.seconds(at: machine.clock))), ("macs", .int(part.account.macs.count)),
            ("hbm", part.traffic), ("bounds", part.boundNode), ("boundBy", .string(part.boundBy.rawValue)),
            ("arrayUtilization", .double(part.arrayUtilization)), ("energy", energy(of: part).node),
            ("unitCycles", part.unitCycles),
        ]
    }
}

extension WorkSummary {
    var traffic: JSONNode {
        .object([
            ("readBytes", .int(account.read.total.count)), ("writeBytes", .int(account.written.total.count)),
            ("totalBytes", .int(account.useful.count)), ("movedBytes", .int(account.moved.count)),
            ("byClass", byClass { account.read[$0] + account.written[$0] }),
            ("readByClass", byClass { account.read[$0] }), ("writeByClass", byClass { account.written[$0] }),
        ])
    }

    private func byClass(_ bytes: (TrafficClass) -> Bytes) -> JSONNode {
        .object(TrafficClass.allCases.map { ($0.name, .int(bytes($0).count)) })
    }

    /// A layer has no bounds of its own but the memory's.
    var boundNode: JSONNode {
        guard let bounds else { return .object([("memoryCycles", .int(memoryCycles.count))]) }
        return .object([
            ("compulsoryBytes", .int(bounds.compulsory.count)), ("capacityBytes", .int(bounds.capacity.count)),
            ("arrayCycles", .int(bounds.array.count)), ("memoryCycles", .int(memoryCycles.count)),
            ("vectorCycles", .int(bounds.vector.count)), ("rooflineCycles", .int(rooflineCycles.count)),
        ])
    }

    var unitCycles: JSONNode {
        let units =
            [("array", account.array), ("vector", account.vector)]
            + account.dma.enumerated().map { ("dma\($0.offset)", $0.element) }
        return .object(units.map { ($0.0, .object($0.1.causes.map { ($0.name, .int($0.cycles.count)) })) })
    }
}

extension EnergySummary {
    var node: JSONNode {
        .object([
            ("joules", .double(total)), ("hbm", .double(memory)), ("sram", .double(sram)), ("array", .double(array)),
            ("vector", .double(vector)), ("static", .double(fixed)),
        ])
    }
}

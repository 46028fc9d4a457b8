import JSONText
import Models
import Quantities

extension FootprintReport {
    /// All figures as one object; sizes are bytes.
    var node: JSONNode {
        let storage = footprint.storage
        return .object([
            ("format", .string("systole-footprint/1")), ("workload", .string(name)),
            ("parameters", .int(storage.parameters)), ("bytes", .int(storage.bytes.count)),
            ("unreadBytes", .int(storage.unreadBytes.count)),
            ("components", .array(footprint.components.map(node))),
            ("byType", .object(footprint.types.map { ($0.key.text, .object(members($0.storage))) })),
            ("byUse", .object(footprint.uses.map { ($0.key.rawValue, .object(members($0.storage))) })),
            ("bytesIfAll", bytesIfAll),
            ("peakActivation", node(footprint.peak)),
            ("largestResult", footprint.largestTensor.map(node) ?? .null),
            ("keyValueCache", keyValueNode),
            ("stages", .array(footprint.stages.map(node))),
            ("sram", sramNode),
        ])
    }

    private var bytesIfAll: JSONNode {
        .object(Self.uniformTypes.map { ($0.name, .int(footprint.storage.bytes(atBits: $0.bits).count)) })
    }

    private func members(_ storage: Storage) -> [(String, JSONNode)] {
        [
            ("parameters", .int(storage.parameters)), ("bytes", .int(storage.bytes.count)),
            ("unreadBytes", .int(storage.unreadBytes.count)),
        ]
    }

    private func node(_ component: Component) -> JSONNode {
        let parts = component.parts.map { part in
            JSONNode.object([("name", .string(part.name))] + members(part.storage))
        }
        return .object([("name", .string(component.name))] + members(component.storage) + [("parts", .array(parts))])
    }

    private func node(_ peaks: (PeakMeasure) -> Peak?) -> JSONNode {
        .object(PeakMeasure.allCases.map { measure in (measure.rawValue, peaks(measure).map(node) ?? .null) })
    }

    private func node(_ peak: Peak) -> JSONNode {
        .object([
            ("bytes", .int(peak.bytes.count)), ("stage", .string(peak.stage)), ("layer", .string(peak.layer)),
            ("operation", peak.operation.map { .string($0) } ?? .null),
        ])
    }

    private var keyValueNode: JSONNode {
        let caches = footprint.keyValueCaches.map { cache in
            JSONNode.object([
                ("stage", .string(cache.stage)), ("layers", .int(cache.layers)), ("bytes", .int(cache.bytes.count)),
                ("bytesPerLayer", .int(cache.bytesPerLayer.count)),
            ])
        }
        return .object([("bytes", .int(footprint.keyValueBytes.count)), ("stages", .array(caches))])
    }

    private func node(_ stage: StageFootprint) -> JSONNode {
        .object([
            ("name", .string(stage.name)), ("iterations", .int(stage.iterations)),
            ("weightBytes", .int(stage.weightBytes.count)), ("keyValueBytes", .int(stage.keyValueBytes.count)),
            ("peakActivation", node { stage.peaks[$0] }),
            ("roomForWeightsBytes", roomForWeights(of: stage).map { .int($0.count) } ?? .null),
        ])
    }

    private var sramNode: JSONNode {
        let fits = candidates.map { candidate in
            let left = capacity(for: candidate) - candidate.bytes
            return JSONNode.object([
                ("what", .string(candidate.name)), ("bytes", .int(candidate.bytes.count)),
                ("fits", .bool(left >= .zero)), ("leftBytes", .int(left.count)),
            ])
        }
        return .object([
            ("accelerator", .string(machine.name)), ("capacityBytes", .int(machine.sram.total.count)),
            ("weightsBytes", machine.sram.isSplit ? .int(machine.sram.weights.count) : .null),
            ("activationsBytes", machine.sram.isSplit ? .int(machine.sram.activations.count) : .null),
            ("alone", .array(fits)),
        ])
    }
}

import Architecture
import OperatorTrace

/// HBM bytes that the layer-by-layer mode asks for, by class: a sum over the workload that knows no machine.
///
/// A layer reads each tensor that it does not make once, and each weight and constant once for every operation that
/// uses it; of a table of embeddings, the rows that are gathered. It writes each result that is an output, that another
/// layer touches, or that the next iteration reads.
struct LayerTraffic {
    private(set) var read: [TrafficClass: Int] = [:]
    private(set) var written: [TrafficClass: Int] = [:]
    private let workload: Workload
    private let views: WorkloadViews
    /// By tensor (the first of its views), the layers that touch it, as stage and layer.
    private var layers: [Int: Set<[Int]>] = [:]

    init(_ workload: Workload) {
        self.workload = workload
        views = WorkloadViews(workload)
        for placed in workload.placedOperations where !views.isFree(placed.operation) {
            for id in placed.operation.reads + [placed.operation.output] {
                layers[views.root(id), default: []].insert([placed.place.stage, placed.place.layer])
            }
        }
        for (stageIndex, stage) in workload.stages.enumerated() {
            for (layerIndex, layer) in stage.layers.enumerated() {
                add(layer, at: [stageIndex, layerIndex], of: stage)
            }
        }
    }

    private mutating func add(_ layer: Layer, at place: [Int], of stage: Stage) {
        var touched: Set<Int> = []
        for operation in layer.operations where !views.isFree(operation) {
            var seen: Set<Int> = []
            for id in operation.reads where seen.insert(views.root(id)).inserted {
                let bytes = bytes(read: id, by: operation)
                let kind = views.kind(id)
                let isNew = touched.insert(views.root(id)).inserted
                guard isNew || kind == .weight || kind == .constant, !views.isOnChip(id) else { continue }
                read[kind.trafficClass, default: 0] += bytes * stage.iterations
            }
            let output = operation.output
            touched.insert(views.root(output))
            let writes = writes(of: output, at: place, stage)
            guard writes > 0, !views.isOnChip(output) else { continue }
            written[views.kind(output).trafficClass, default: 0] += workload[output].bytes.count * writes
        }
    }

    /// How often a result goes out in all iterations of its stage.
    private func writes(of id: TensorID, at place: [Int], _ stage: Stage) -> Int {
        let isWanted = views.kind(id) == .output || layers[views.root(id)] != [place]
        if isWanted { return stage.iterations }
        let isCarried = stage.carried.contains { views.root($0.written) == views.root(id) }
        return isCarried ? stage.iterations - 1 : 0
    }

    private func bytes(read id: TensorID, by operation: Operation) -> Int {
        guard case .vector(let vector) = operation.body, vector.kind == .embeddingLookup else {
            return workload[id].bytes.count
        }
        return workload[vector.output].rows * workload[id].bytes(ofElements: workload[id].columns).count
    }
}

extension TensorKind {
    /// The class under which bytes of such a tensor are counted.
    var trafficClass: TrafficClass {
        switch self {
        case .weight, .constant: .weights
        case .activation: .activations
        case .keyValueCache: .keyValueCache
        case .input, .output: .inputsOutputs
        }
    }
}

import OperatorTrace

/// Bytes that cross layer borders when every tensor that does goes out to memory and comes back: a sum over the trace
/// that knows nothing of tiles, events or machines.
///
/// A layer reads each tensor that it did not make once, of a table of embeddings only the rows it gathers. It writes
/// each tensor that is kept or an output, that another layer reads, or that nobody reads.
struct LayerBorders {
    /// What is counted together: `vlm weight`, `vision activation written`.
    private(set) var items: [String: Int] = [:]
    private(set) var stages: [String: Int] = [:]
    var total: Int { stages.values.reduce(0, +) }

    init(_ workload: Workload) {
        let readers = Self.readers(of: workload)
        for (stageIndex, stage) in workload.stages.enumerated() {
            for (layerIndex, layer) in stage.layers.enumerated() {
                let made = Set(layer.operations.map(\.output))
                for id in Self.reads(of: layer).subtracting(made) {
                    let bytes = Self.gathered(id, layer, workload) ?? workload[id].bytes.count
                    add(workload[id], bytes * stage.iterations, "read", stage.name)
                }
                for id in made {
                    let outside = (readers[id] ?? []).contains { $0 != [stageIndex, layerIndex] }
                    let isKept = workload[id].kind == .output || workload[id].kind == .keyValueCache
                    let isWritten = isKept || outside || readers[id] == nil
                    guard isWritten else { continue }
                    add(workload[id], workload[id].bytes.count * stage.iterations, "written", stage.name)
                }
            }
        }
    }

    private mutating func add(_ tensor: Tensor, _ bytes: Int, _ direction: String, _ stage: String) {
        guard tensor.placement == .offChip else { return }
        items["\(stage) \(tensor.kind.text) \(direction)", default: 0] += bytes
        stages[stage, default: 0] += bytes
    }

    private static func reads(of layer: Layer) -> Set<TensorID> { Set(layer.operations.flatMap(\.reads)) }

    /// The layers that read each tensor, by stage and layer.
    private static func readers(of workload: Workload) -> [TensorID: Set<[Int]>] {
        var readers: [TensorID: Set<[Int]>] = [:]
        for (stageIndex, stage) in workload.stages.enumerated() {
            for (layerIndex, layer) in stage.layers.enumerated() {
                for id in reads(of: layer) { readers[id, default: []].insert([stageIndex, layerIndex]) }
            }
        }
        return readers
    }

    /// Bytes of the rows that a layer gathers from a table; nil for any other tensor.
    private static func gathered(_ id: TensorID, _ layer: Layer, _ workload: Workload) -> Int? {
        for operation in layer.operations {
            guard case .vector(let vector) = operation.body, vector.kind == .embeddingLookup,
                vector.parameters.contains(id)
            else { continue }
            return workload[id].bytes(ofElements: workload[vector.output].elements).count
        }
        return nil
    }
}

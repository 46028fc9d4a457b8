import Quantities

extension Workload {
    /// Every operation in order of execution, those of an iterated stage once.
    package var placedOperations: [PlacedOperation] {
        var placed: [PlacedOperation] = []
        for (stageIndex, stage) in stages.enumerated() {
            for (layerIndex, layer) in stage.layers.enumerated() {
                for (index, operation) in layer.operations.enumerated() {
                    let place = OperationPlace(stage: stageIndex, layer: layerIndex, operation: index)
                    placed.append(
                        PlacedOperation(
                            index: placed.count, place: place, operation: operation, executions: stage.iterations))
                }
            }
        }
        return placed
    }

    /// The operation in its place.
    package subscript(place: OperationPlace) -> Operation {
        stages[place.stage].layers[place.layer].operations[place.operation]
    }

    /// Elements that an operation writes: the measure of work of a vector operator.
    package func elements(of operation: Operation) -> Int { self[operation.output].elements }

    /// Bytes of learned matrices that a product reads as `b`, once; zero if `b` was computed (attention).
    package func weightBytes(of product: MatrixProduct) -> Bytes {
        product.b.reduce(into: .zero) { total, id in
            if self[id].kind == .weight { total += self[id].bytes }
        }
    }

    /// Multiply-accumulates of all stages with all their iterations.
    package var macs: MACs { stages.reduce(into: .zero) { $0 += $1.macs } }

    /// Learned numbers of the model, those that are stored but never read included.
    package var parameterCount: Int { tensors.reduce(0) { $1.kind == .weight ? $0 + $1.elements : $0 } }

    /// Learned numbers that a stage reads, each counted once.
    package func parameterCount(ofStage stage: Int) -> Int {
        var counted: Set<TensorID> = []
        var count = 0
        for operation in stages[stage].operations {
            for id in operation.reads where self[id].kind == .weight && counted.insert(id).inserted {
                count += self[id].elements
            }
        }
        return count
    }

    /// The operation that writes each tensor, by tensor index; nil for what is stored before the inference starts.
    package var producers: [OperationPlace?] {
        var producers = [OperationPlace?](repeating: nil, count: tensors.count)
        for placed in placedOperations { producers[placed.operation.output.index] = placed.place }
        return producers
    }

    /// How many slices each tensor has, by tensor index: the iterations of its stage if it is `perIteration`, else 1.
    package var sliceCounts: [Int] {
        var counts = [Int](repeating: 1, count: tensors.count)
        for placed in placedOperations {
            let output = placed.operation.output
            if self[output].perIteration { counts[output.index] = placed.executions }
            for id in placed.operation.reads where self[id].perIteration && self[id].kind.isStored {
                counts[id.index] = placed.executions
            }
        }
        return counts
    }
}

extension Stage {
    /// Its operations in order of execution, once.
    package var operations: some Sequence<Operation> { layers.lazy.flatMap(\.operations) }

    /// Multiply-accumulates of all its iterations.
    package var macs: MACs { operations.reduce(into: .zero) { $0 += $1.macs } * iterations }
}

extension Operation {
    /// Multiply-accumulates, once; zero for a pass of the vector unit.
    package var macs: MACs {
        guard case .product(let product) = body else { return .zero }
        return product.macs
    }
}

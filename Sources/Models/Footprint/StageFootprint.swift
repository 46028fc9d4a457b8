import OperatorTrace
import Quantities

/// What one stage reads and holds.
package struct StageFootprint: Equatable, Sendable {
    package let name: String
    package let iterations: Int
    /// Learned bytes that an iteration reads, each once; of a table whose rows are looked up, those rows.
    package let weightBytes: Bytes
    /// Keys and values that it reads or writes.
    package let keyValueBytes: Bytes
    /// The most that activations take while it runs, by each measure that applies.
    package let peaks: [PeakMeasure: Peak]

    init(of workload: Workload, stage index: Int, _ lifetimes: Lifetimes, _ sums: LiveSums) {
        let stage = workload.stages[index]
        name = stage.name
        iterations = stage.iterations
        var seen: Set<TensorID> = []
        var (weights, keyValues) = (Bytes.zero, Bytes.zero)
        for operation in stage.operations {
            for id in operation.reads + [operation.output] where seen.insert(id).inserted {
                let tensor = workload[id]
                if tensor.kind == .weight { weights += Self.bytesRead(of: tensor, by: operation, in: workload) }
                if tensor.kind == .keyValueCache { keyValues += tensor.bytes }
            }
        }
        weightBytes = weights
        keyValueBytes = keyValues
        var peaks = Self.livePeaks(of: workload, stage: index, lifetimes, sums)
        peaks[.layerInputOutput] = Self.borderPeak(of: workload, stage: index, lifetimes)
        self.peaks = peaks
    }

    private static func bytesRead(of tensor: Tensor, by operation: Operation, in workload: Workload) -> Bytes {
        guard case .vector(let vector) = operation.body, vector.kind == .embeddingLookup else { return tensor.bytes }
        return min(tensor.bytes, tensor.bytes(ofElements: workload[vector.output].elements))
    }

    // MARK: Borders of layers

    /// The layer whose activations that come in and go out are largest together.
    private static func borderPeak(of workload: Workload, stage index: Int, _ lifetimes: Lifetimes) -> Peak? {
        var best: Peak?
        var next = lifetimes.stages[index].lowerBound
        let carried = Set(workload.stages[index].carried.map(\.written))
        for (layerIndex, layer) in workload.stages[index].layers.enumerated() {
            let range = next..<next + layer.operations.count
            next = range.upperBound
            let bytes = borderBytes(of: layer, range, carried, in: workload, lifetimes)
            guard bytes > best?.bytes ?? .zero else { continue }
            let place = OperationPlace(stage: index, layer: layerIndex, operation: 0)
            best = Peak(bytes, at: place, in: workload, namesOperation: false)
        }
        return best
    }

    private static func borderBytes(
        of layer: Layer, _ range: Range<Int>, _ carried: Set<TensorID>, in workload: Workload, _ lifetimes: Lifetimes
    ) -> Bytes {
        let made = Set(layer.operations.map(\.output))
        var seen: Set<TensorID> = []
        var bytes = Bytes.zero
        for operation in layer.operations {
            for id in operation.reads + [operation.output] where seen.insert(id).inserted {
                guard workload[id].kind.isActivation else { continue }
                let goesOn = lifetimes.spans[id.index].map { $0.upperBound >= range.upperBound } ?? false
                let isOutput = workload[id].kind == .output || carried.contains(id)
                if !made.contains(id) || goesOn || isOutput { bytes += workload[id].bytes }
            }
        }
        return bytes
    }

    // MARK: Everything alive

    /// The operations of the stage at which the sums of what is alive are largest.
    private static func livePeaks(
        of workload: Workload, stage index: Int, _ lifetimes: Lifetimes, _ sums: LiveSums
    ) -> [PeakMeasure: Peak] {
        var peaks: [PeakMeasure: Peak] = [:]
        for placed in lifetimes.operations[lifetimes.stages[index]] {
            let apart = Bytes(sums.all[placed.index])
            let byRows = Bytes(sums.all[placed.index] - sums.scores[placed.index])
            let overwritten = overwrittenBytes(by: placed, in: workload, lifetimes)
            let output = placed.operation.output
            let overwrittenByRows = lifetimes.isScores[output.index] ? .zero : overwritten
            let found: [(PeakMeasure, Bytes)] = [
                (.eachTensorApart, apart), (.inPlace, apart - overwritten),
                (.inPlaceByRows, byRows - overwrittenByRows),
            ]
            for (measure, bytes) in found where bytes > peaks[measure]?.bytes ?? .zero {
                peaks[measure] = Peak(bytes, at: placed.place, in: workload)
            }
        }
        return peaks
    }

    /// What a vector operator need not hold twice: its result, as far as the largest operand that dies here reaches.
    private static func overwrittenBytes(
        by placed: PlacedOperation, in workload: Workload, _ lifetimes: Lifetimes
    ) -> Bytes {
        guard case .vector(let vector) = placed.operation.body, vector.kind.canOverwrite else { return .zero }
        let dying = vector.inputs.filter { lifetimes.spans[$0.index]?.upperBound == placed.index }
        let largest = dying.map { workload[$0].bytes }.max() ?? .zero
        return min(largest, workload[vector.output].bytes)
    }
}

extension VectorKind {
    /// True if each element or row is read before its result is written, so that they can share their place.
    fileprivate var canOverwrite: Bool {
        switch self {
        case .softmax, .layerNorm, .rmsNorm, .gelu, .silu, .multiply, .add, .rope, .scale, .mask, .eulerStep: true
        case .embeddingLookup, .pixelShuffle, .concatenate, .sinusoid: false
        }
    }
}

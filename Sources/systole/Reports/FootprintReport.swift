import Architecture
import JSONText
import Models
import Quantities
import Reporting

/// What `systole footprint` says: a workload's footprint beside the SRAM of a machine.
struct FootprintReport: Sendable {
    let name: String
    let footprint: Footprint
    let machine: AcceleratorSpec

    /// Something that could be kept on chip.
    struct Candidate {
        let name: String
        let bytes: Bytes
        let isWeights: Bool
    }

    /// What could be kept on chip, for itself alone.
    var candidates: [Candidate] {
        var candidates = [Candidate(name: "all weights", bytes: footprint.storage.bytes, isWeights: true)]
        candidates += footprint.components.map {
            Candidate(name: "weights of \($0.name)", bytes: $0.storage.bytes, isWeights: true)
        }
        candidates += footprint.stages.filter { $0.iterations > 1 }.map {
            Candidate(name: "one step's weights: \($0.name)", bytes: $0.weightBytes, isWeights: true)
        }
        candidates.append(Candidate(name: "K/V cache", bytes: footprint.keyValueBytes, isWeights: false))
        for measure in PeakMeasure.allCases {
            guard let peak = footprint.peak(measure) else { continue }
            candidates.append(Candidate(name: measure.title, bytes: peak.bytes, isWeights: false))
        }
        return candidates
    }

    /// Where a candidate would be kept: the one scratchpad, or the buffer of its kind.
    func capacity(for candidate: Candidate) -> Bytes {
        guard machine.sram.isSplit else { return machine.sram.capacity }
        return candidate.isWeights ? machine.sram.weights : machine.sram.activations
    }

    /// What is left for a stage's weights beside its K/V and activations, which work in place and by rows; nil if these
    /// do not fit.
    func roomForWeights(of stage: StageFootprint) -> Bytes? {
        let others = stage.keyValueBytes + (stage.peaks[.inPlaceByRows]?.bytes ?? .zero)
        let room = (machine.sram.isSplit ? machine.sram.activations : machine.sram.capacity) - others
        guard room >= .zero else { return nil }
        return machine.sram.isSplit ? machine.sram.weights : room
    }
}

extension PeakMeasure {
    /// How tables call it.
    var title: String {
        switch self {
        case .layerInputOutput: "peak activation: layer input + output"
        case .eachTensorApart: "peak activation: with internal tensors"
        case .inPlace: "peak activation: ... vector results in place"
        case .inPlaceByRows: "peak activation: ... and attention by rows"
        }
    }
}

extension Peak {
    /// The path of its layer or operation.
    var path: String { ([stage, layer] + (operation.map { [$0] } ?? [])).joined(separator: ".") }
}

extension WeightUse {
    /// How tables call it.
    var title: String {
        switch self {
        case .matrices: "matrices"
        case .biases: "biases"
        case .norms: "norms"
        case .embeddings: "embeddings"
        case .operands: "position tables"
        case .unread: "never read"
        }
    }
}

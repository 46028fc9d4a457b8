import OperatorTrace
import Quantities

/// The most memory that activations take at a time, and where.
package struct Peak: Equatable, Sendable {
    package let bytes: Bytes
    package let stage: String
    package let layer: String
    /// The operation that runs then; for a layer's input and output, nil.
    package let operation: String?

    init(_ bytes: Bytes, at place: OperationPlace, in workload: Workload, namesOperation: Bool = true) {
        self.bytes = bytes
        stage = workload.stages[place.stage].name
        let layer = workload.stages[place.stage].layers[place.layer]
        self.layer = layer.name
        operation = namesOperation ? layer.operations[place.operation].name : nil
    }

    /// The largest result; where several are equal, the first.
    static func largestTensor(of workload: Workload) -> Peak? {
        var best: Peak?
        for placed in workload.placedOperations {
            let bytes = workload[placed.operation.output].bytes
            if bytes > best?.bytes ?? .zero { best = Peak(bytes, at: placed.place, in: workload) }
        }
        return best
    }
}

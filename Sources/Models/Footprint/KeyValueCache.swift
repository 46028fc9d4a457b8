import OperatorTrace
import Quantities

/// The keys and values that a stage makes and later stages read.
package struct KeyValueCache: Equatable, Sendable {
    /// The stage that writes them.
    package let stage: String
    /// How many of its layers do.
    package let layers: Int
    package let bytes: Bytes

    /// The bytes of a layer, rounded up where layers differ.
    package var bytesPerLayer: Bytes { Bytes((bytes.count + layers - 1) / layers) }

    /// The caches in order of the stages that make them; stages that make none are left out.
    static func all(of workload: Workload) -> [KeyValueCache] {
        workload.stages.compactMap { stage in
            var (layers, bytes) = (0, Bytes.zero)
            for layer in stage.layers {
                let written = layer.operations.reduce(into: Bytes.zero) { sum, operation in
                    let output = workload[operation.output]
                    if output.kind == .keyValueCache { sum += output.bytes }
                }
                if written > .zero { layers += 1 }
                bytes += written
            }
            return layers > 0 ? KeyValueCache(stage: stage.name, layers: layers, bytes: bytes) : nil
        }
    }
}

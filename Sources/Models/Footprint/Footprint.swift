import OperatorTrace
import Quantities

/// What a workload stores and holds: learned numbers, results that are alive together, keys and values.
///
/// Sizes follow the element types of the workload's tensors. Nothing depends on a machine.
package struct Footprint: Equatable, Sendable {
    /// Learned numbers by component, in the order of the workload's table of tensors.
    package let components: [Component]
    /// Learned numbers by element type; types that none has are left out.
    package let types: [Group<ElementType>]
    /// Learned numbers by what they are used for; uses that none has are left out.
    package let uses: [Group<WeightUse>]
    /// What each stage reads and holds, in order of execution.
    package let stages: [StageFootprint]
    /// Keys and values that are kept for later stages, by the stage that makes them.
    package let keyValueCaches: [KeyValueCache]
    /// The largest tensor that is not learned.
    package let largestTensor: Peak?

    /// Learned numbers that have something in common.
    package struct Group<Key: Equatable & Sendable>: Equatable, Sendable {
        package let key: Key
        package var storage = Storage()
    }

    package init(of workload: Workload) {
        let weights = WeightTable(workload)
        components = weights.components
        types = weights.types
        uses = weights.uses
        keyValueCaches = KeyValueCache.all(of: workload)
        let lifetimes = Lifetimes(of: workload)
        let sums = LiveSums(of: workload, lifetimes)
        stages = workload.stages.indices.map { StageFootprint(of: workload, stage: $0, lifetimes, sums) }
        largestTensor = Peak.largestTensor(of: workload)
    }

    /// All learned numbers.
    package var storage: Storage {
        components.reduce(into: Storage()) { $0 += $1.storage }
    }

    /// Keys and values of all stages.
    package var keyValueBytes: Bytes {
        keyValueCaches.reduce(into: .zero) { $0 += $1.bytes }
    }

    /// The largest of the stages' peaks, the first of equal ones; nil for a workload without activations.
    package func peak(_ measure: PeakMeasure) -> Peak? {
        stages.compactMap { $0.peaks[measure] }.reduce(nil) { best, peak in
            best.map { $0.bytes >= peak.bytes ? $0 : peak } ?? peak
        }
    }
}

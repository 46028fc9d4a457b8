import Architecture
import OperatorTrace
import Quantities

@testable import Mapping

/// What one inference would move if every use of every tensor went to HBM once: a sum over the workload.
///
/// It holds for programs that read nothing twice within an operation, and elements of whole bytes. Scores inside
/// attention blocks have no uses: they are never in HBM.
struct UseTraffic {
    /// By name of the first view of a tensor.
    private(set) var weights: [String: Int] = [:]
    /// All else.
    private(set) var data = 0

    /// Of the ways in which attention may be mapped: row by row where that can be, and as single operations.
    static func all(_ workload: Workload, on machine: AcceleratorSpec) -> [UseTraffic] {
        let index = TraceIndex(workload)
        let sizing = WorkingSpace(index: index, machine: machine)
        return ([sizing] + sizing.withoutTightBlocks).map { UseTraffic(index, inner: $0.innerStorages) }
    }

    private init(_ index: TraceIndex, inner: StorageSet) {
        for (place, step) in index.steps.enumerated() {
            let times = index.iterations(ofStage: step.stage)
            for id in Set(index.reads(of: step).map(index.storage)) where !inner.contains(id) {
                let bytes = Self.bytesRead(of: id, by: index.bodies[place], index) * times
                if index[id].isParameter {
                    weights[index[id].name, default: 0] += bytes
                } else {
                    data += bytes
                }
            }
            let output = index.output(of: step)
            if !inner.contains(output) { data += index[output].bytes.count * times }
        }
    }

    private static func bytesRead(of id: StorageID, by body: OperatorTrace.Operation.Body, _ index: TraceIndex) -> Int {
        guard case .vector(let vector) = body, vector.kind == .embeddingLookup,
            vector.parameters.contains(where: { index.storage(of: $0) == id })
        else { return index[id].bytes.count }
        return index.tensor(vector.output).rows * index[id].bytes(ofElements: index[id].columns).count
    }
}

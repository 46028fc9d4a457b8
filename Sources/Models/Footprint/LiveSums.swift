import OperatorTrace

/// The bytes of activations that are alive at each operation.
struct LiveSums {
    /// All of them, by the operation's number.
    private(set) var all: [Int]
    /// Those that are scores of an attention.
    private(set) var scores: [Int]

    /// Adds each tensor's bytes where its life begins and takes them off behind its end.
    init(of workload: Workload, _ lifetimes: Lifetimes) {
        all = Array(repeating: 0, count: lifetimes.operations.count + 1)
        scores = all
        for (index, span) in lifetimes.spans.enumerated() {
            guard let span else { continue }
            let bytes = workload.tensors[index].bytes.count
            all[span.lowerBound] += bytes
            all[span.upperBound + 1] -= bytes
            guard lifetimes.isScores[index] else { continue }
            scores[span.lowerBound] += bytes
            scores[span.upperBound + 1] -= bytes
        }
        for index in all.indices.dropFirst() {
            all[index] += all[index - 1]
            scores[index] += scores[index - 1]
        }
    }
}

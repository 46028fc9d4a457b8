import Architecture
import OperatorTrace
import Quantities

/// What no schedule of a workload on a machine can go below, whatever stays on chip.
package struct LowerBounds: Equatable, Sendable {
    /// The bounds of one stage, or of all.
    package struct Counts: Equatable, Sendable {
        /// Every byte of weight, constant or input that an operation reads, and of declared output, once. A byte that
        /// several stages read is booked to the first.
        package var compulsory = Bytes(0)
        /// The compulsory bytes and those that an iterated stage must read again because the SRAM cannot keep them.
        package var capacity = Bytes(0)
        /// Multiply-accumulates over the array's peak rate.
        package var array = Cycles(0)
        /// Elements through the vector unit, all passes, over its lanes.
        package var vector = Cycles(0)
    }

    /// By stage.
    package var stages: [Counts]
    /// Of the whole workload.
    package var total: Counts

    /// Derivation: Docs/Bounds.md.
    package init(of workload: Workload, on machine: AcceleratorSpec) {
        self.init(of: TraceIndex(workload), on: machine)
    }

    /// The same of a workload that several machines share.
    package init(of index: TraceIndex, on machine: AcceleratorSpec) {
        let inferences = machine.run.inferences
        let products = ProductBound(index, machine)
        var compulsory = CompulsoryTraffic(index, inferences: inferences)
        var work = PeakWork()
        // Parameters of the stages whose bound is not that of their products: the products' counts every reading.
        var parameters = Bytes(0)
        stages = index.stageSteps.indices.map { stage in
            var counts = Counts()
            let parametersBefore = compulsory.parameters
            counts.compulsory = compulsory.bytes(ofStage: stage)
            let reread = Self.rereads(stage, index, machine.sram.total) * inferences
            counts.capacity = max(counts.compulsory + reread, products.bytes(ofStage: stage) * inferences)
            if counts.capacity == counts.compulsory + reread {
                parameters += compulsory.parameters - parametersBefore
            }
            let stageWork = PeakWork(index, stage: stage, machine, inferences: inferences)
            counts.array = stageWork.arrayCycles(machine.array)
            counts.vector = stageWork.vectorCycles(machine.vector)
            work += stageWork
            return counts
        }
        let reloaded = parameters > machine.sram.total ? parameters - machine.sram.total : .zero
        total = Counts(
            compulsory: stages.reduce(.zero) { $0 + $1.compulsory },
            capacity: stages.reduce(reloaded * (inferences - 1)) { $0 + $1.capacity },
            array: work.arrayCycles(machine.array), vector: work.vectorCycles(machine.vector))
    }

    /// When an iteration begins, at most the SRAM's capacity of what it will read is on chip; the rest must be read
    /// during it. The first iteration's share is among the compulsory bytes.
    private static func rereads(_ stage: Int, _ index: TraceIndex, _ capacity: Bytes) -> Bytes {
        let iterations = index.iterations(ofStage: stage)
        guard iterations > 1 else { return .zero }
        let steps = index.stageSteps[stage]
        let carried = Set(index.workload.stages[stage].carried.map { index.storage(of: $0.read) })
        var needed = Bytes(0)
        for place in index.storages.indices {
            let id = StorageID(index: place)
            guard index[id].placement == .offChip, !index[id].perIteration,
                let first = index[id].touches.first(where: { steps.contains($0.step) }), !first.isWrite,
                !carried.contains(id)
            else { continue }
            needed += index.bytesRead(of: id, in: steps)
        }
        return needed > capacity ? (needed - capacity) * (iterations - 1) : .zero
    }
}

/// Counts the bytes that must cross the HBM interface once, stage by stage.
private struct CompulsoryTraffic {
    private let index: TraceIndex
    private let inferences: Int
    /// By storage.
    private var isCounted: [Bool]
    /// Bytes of weights and constants so far: what later inferences may find on chip.
    private(set) var parameters = Bytes(0)

    init(_ index: TraceIndex, inferences: Int) {
        self.index = index
        self.inferences = inferences
        isCounted = Array(repeating: false, count: index.storages.count)
    }

    mutating func bytes(ofStage stage: Int) -> Bytes {
        var bytes = Bytes(0)
        let steps = index.stageSteps[stage]
        for step in steps {
            for tensor in index.reads(of: index.steps[step]) { bytes += newBytes(index.storage(of: tensor)) }
            bytes += newBytes(index.output(of: index.steps[step]))
        }
        return bytes
    }

    /// The bytes of a storage when it is first met.
    private mutating func newBytes(_ id: StorageID) -> Bytes {
        guard !isCounted[id.index], index[id].placement == .offChip, index[id].isStored || index[id].kind == .output
        else { return .zero }
        isCounted[id.index] = true
        let once = index[id].isStored ? index.bytesRead(of: id, in: 0..<index.steps.count) : index[id].bytes
        let slices = once * (index[id].perIteration ? index[id].slices : 1)
        guard index[id].isParameter else { return slices * inferences }
        parameters += slices
        return slices
    }
}

extension TraceIndex {
    /// Bytes of a storage that some steps read: all of it, or the rows of a table that are looked up.
    func bytesRead(of id: StorageID, in steps: Range<Int>) -> Bytes {
        var rows = 0
        for touch in self[id].touches where steps.contains(touch.step) && !touch.isWrite {
            guard self.steps[touch.step].isLookup else { return self[id].bytes }
            rows += tensor(self.steps[touch.step].output).rows
        }
        return Bytes(min(rows, self[id].rows) * self[id].bytes(ofElements: self[id].columns).count)
    }
}

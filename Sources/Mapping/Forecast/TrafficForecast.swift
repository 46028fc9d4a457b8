import Architecture
import OperatorTrace
import Quantities

/// The HBM bytes of a workload under a residency plan, found from its tilings without writing a command.
///
/// It equals what the commands of the plan move, to the byte, but for tensors of less than a byte per element: a byte
/// that two pieces of one share may be counted once or twice.
struct TrafficForecast {
    let index: TraceIndex
    let blocks: [Int: AttentionBlock]
    let layout: MemoryLayout
    /// By storage: whether it lies in SRAM at the step at hand.
    var held: [Bool]
    var tilings: StepTilings
    /// Bytes that a run moves without a weight cache.
    private(set) var bytes = 0
    /// Those of them that are read again, or written and read again, for want of room; without weights where these are
    /// recorded.
    private(set) var spills = 0
    /// True if one step alone has more commands than a program may have; the other figures mean nothing then.
    var isTooLong = false
    /// The weight tiles that are used in an iteration of every stage, if a weight cache will be planned.
    var weightTrace: WeightTrace?
    /// How often the step at hand runs.
    private var times = 0

    /// Throws the reason for which the plan cannot be mapped.
    init(
        _ index: TraceIndex, plan: ResidencyPlan, blocks: [Int: AttentionBlock], layout: MemoryLayout,
        tilings: StepTilings, inferences: Int, recordsWeights: Bool
    ) throws(MappingError) {
        self.index = index
        self.blocks = blocks
        self.layout = layout
        self.tilings = tilings
        held = Array(repeating: false, count: index.storages.count)
        if recordsWeights { weightTrace = WeightTrace(stages: index.stageSteps.count) }
        try countSteps(plan, inferences: inferences)
        countResidences(plan, inferences: inferences)
    }

    private mutating func countSteps(_ plan: ResidencyPlan, inferences: Int) throws(MappingError) {
        var beginning = plan.residences.sorted { $0.steps.lowerBound < $1.steps.lowerBound }[...]
        var ending = plan.residences.sorted { $0.steps.upperBound < $1.steps.upperBound }[...]
        var next = 0
        while next < index.steps.count, !isTooLong {
            let block = blocks[next]
            let steps = block?.steps ?? next...next
            times = index.iterations(ofStage: index.steps[next].stage) * inferences
            while let residence = beginning.first, residence.steps.lowerBound <= steps.upperBound {
                held[residence.storage.index] = true
                beginning.removeFirst()
            }
            if let block {
                try countAttention(block)
            } else {
                switch index.steps[next].body {
                case .product(let product): try countProduct(product, at: next)
                case .vector(let operation): try countVector(operation, at: next)
                }
            }
            while let residence = ending.first, residence.steps.upperBound <= steps.upperBound {
                held[residence.storage.index] = false
                ending.removeFirst()
            }
            next = steps.upperBound + 1
        }
    }

    /// What is loaded into residences and written out of them.
    private mutating func countResidences(_ plan: ResidencyPlan, inferences: Int) {
        let carried = Set(plan.residences.compactMap(\.becomes))
        for residence in plan.residences {
            let storage = index[residence.storage]
            let loads = residence.loads(
                in: iterations(at: residence.steps.lowerBound), isCarried: carried.contains(residence.storage))
            times = loads * inferences
            count(storage.bytes.count, isSpill: false)
            for touch in storage.touches where touch.isWrite && residence.steps.contains(touch.step) {
                times = residence.stores.count(of: iterations(at: touch.step)) * inferences
                count(storage.bytes.count, isSpill: false)
            }
        }
    }

    private func iterations(at step: Int) -> Int { index.iterations(ofStage: index.steps[step].stage) }

    /// Adds bytes that every run of the step at hand moves.
    mutating func count(_ moved: Int, isSpill: Bool) {
        let (all, overflows) = moved.multipliedReportingOverflow(by: times)
        bytes = bytes.addingSaturated(overflows ? Int.max : all)
        if isSpill { spills = spills.addingSaturated(overflows ? Int.max : all) }
    }

    func holds(_ id: StorageID) -> Bool { held[id.index] }

    /// Counts what is read of a storage once, and what is read again.
    mutating func countReads(of id: StorageID, first: Int, again: Int, at step: Int) {
        // What a weight cache keeps is not read again: of weights that are recorded its plan will tell.
        let isRecorded = weightTrace != nil && index[id].kind == .weight
        count(first, isSpill: !isRecorded && index.readClass(of: id, at: step) == .spills)
        count(again, isSpill: !isRecorded)
    }

    /// Counts what is written of a storage.
    mutating func countWrites(to id: StorageID, _ written: Int, at step: Int) {
        count(written, isSpill: index.writeClass(of: id, at: step) == .spills)
    }

    /// Counts, and records, parameters that are loaded whole; returns the room they take.
    mutating func countParameters(_ tensors: [TensorID], at step: Int) -> Space {
        var room = Space.none
        for tensor in tensors {
            let id = index.storage(of: tensor)
            guard !holds(id) else { continue }
            let region = index.whole(id)
            let bytes = layout.bytes(of: region)
            room += Space(Bytes(bytes), in: tilings.machine.sram.buffer(forWeights: index[id].kind == .weight))
            countReads(of: id, first: bytes, again: 0, at: step)
            record(Regions(region), at: step, isReread: false)
        }
        return room
    }

    /// Records the weight tiles among some rectangles.
    ///
    /// - Parameter isOnce: the step reads each of them once.
    mutating func record(_ regions: Regions, at step: Int, isReread: Bool, isOnce: Bool = false) {
        guard weightTrace != nil else { return }
        for place in 0..<regions.count {
            let region = regions[place]
            guard layout[region.storage].isWeight, !holds(region.storage) else { continue }
            let isRepeated = isReread || regions.repeatsStorage(at: place)
            let transfer = layout.transfer(of: region, as: .weights)
            weightTrace?.record(
                WeightTile(transfer), step: step, stage: index.steps[step].stage, isReread: isRepeated,
                isOnly: isOnce && !isRepeated && index[region.storage].touches.count == 1)
        }
    }
}

extension Int {
    fileprivate func addingSaturated(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? Int.max : sum
    }
}

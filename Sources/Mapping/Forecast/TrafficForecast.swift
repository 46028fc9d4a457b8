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
    /// The weight tiles that are used in an iteration of every stage, where they are recorded.
    private(set) var weightTrace: WeightTrace
    /// By step, whether a weight cache may keep something of the weights that it uses.
    let recordsWeights: [Bool]
    /// How often the step at hand runs.
    private var times = 0
    /// By layer, what decides how it is mapped.
    private let settings: [LayerSetting?]
    /// Layers that others may be like.
    private var layers: [LayerForecast] = []

    /// - Parameter recordsWeights: by step, whether its weights are recorded, the same for all of an attention block.
    ///
    /// Throws the reason for which the plan cannot be mapped.
    init(
        _ index: TraceIndex, calendar: ResidenceCalendar, settings: [LayerSetting?], blocks: [Int: AttentionBlock],
        layout: MemoryLayout, tilings: StepTilings, inferences: Int, recordsWeights: [Bool]
    ) throws(MappingError) {
        self.index = index
        self.settings = settings
        self.blocks = blocks
        self.layout = layout
        self.tilings = tilings
        held = Array(repeating: false, count: index.storages.count)
        self.recordsWeights = recordsWeights
        weightTrace = WeightTrace(stages: index.stageSteps.count)
        for stage in index.stageSteps.indices {
            times = index.iterations(ofStage: stage) * inferences
            for layer in index.stageLayers[stage] where !isTooLong { try count(layer: layer, calendar) }
        }
        countResidences(calendar, inferences: inferences)
    }

    /// Counts the steps of a layer, or what an earlier one came to if it is alike and finds the same in SRAM.
    private mutating func count(layer: Int, _ calendar: ResidenceCalendar) throws(MappingError) {
        let start = LayerForecast.Start(self, layer: layer, settings[layer])
        if let start, let known = layers.last(where: { $0.start == start }) {
            count(known.spills, isSpill: true)
            count(known.bytes - known.spills, isSpill: false)
            return change(held: index.layerSteps[layer], calendar)
        }
        let (bytesBefore, spillsBefore) = (bytes, spills)
        try countSteps(of: layer, calendar)
        guard let start, !isTooLong, bytes < Int.max else { return }
        layers.append(
            LayerForecast(
                start: start, bytes: (bytes - bytesBefore) / max(1, times),
                spills: (spills - spillsBefore) / max(1, times)))
    }

    /// Notes what lies in SRAM behind some steps.
    private mutating func change(held steps: Range<Int>, _ calendar: ResidenceCalendar) {
        for step in steps {
            begin(at: step, calendar)
            end(at: step, calendar)
        }
    }

    private mutating func begin(at step: Int, _ calendar: ResidenceCalendar) {
        for place in calendar.beginning(at: step) { held[calendar.residences[place].storage.index] = true }
    }

    private mutating func end(at step: Int, _ calendar: ResidenceCalendar) {
        for place in calendar.ending(at: step) { held[calendar.residences[place].storage.index] = false }
    }

    private mutating func countSteps(of layer: Int, _ calendar: ResidenceCalendar) throws(MappingError) {
        var next = index.layerSteps[layer].lowerBound
        while next < index.layerSteps[layer].upperBound, !isTooLong {
            let block = blocks[next]
            let steps = block?.steps ?? next...next
            for step in steps { begin(at: step, calendar) }
            if let block {
                try countAttention(block)
            } else {
                switch index.bodies[next] {
                case .product(let product): try countProduct(product, at: next)
                case .vector(let operation): try countVector(operation, at: next)
                }
            }
            for step in steps { end(at: step, calendar) }
            next = steps.upperBound + 1
        }
    }

    /// What is loaded into residences and written out of them.
    private mutating func countResidences(_ calendar: ResidenceCalendar, inferences: Int) {
        for residence in calendar.residences {
            let storage = index[residence.storage]
            let loads = residence.loads(
                in: iterations(at: residence.steps.lowerBound), isCarried: calendar.isHandedOn(residence.storage))
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
        let isRecorded = recordsWeights[step] && index[id].kind == .weight
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
        guard recordsWeights[step] else { return }
        for place in 0..<regions.count {
            let region = regions[place]
            guard layout[region.storage].isWeight, !holds(region.storage) else { continue }
            let isRepeated = isReread || regions.repeatsStorage(at: place)
            let transfer = layout.transfer(of: region, as: .weights)
            weightTrace.record(
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

/// What a layer came to, for others like it.
private struct LayerForecast {
    let start: Start
    /// Bytes, and spilled bytes among them, that an iteration moves.
    let bytes: Int
    let spills: Int

    /// What the bytes of a layer depend on.
    struct Start: Equatable {
        private let setting: LayerSetting
        /// By storage of the layer, whether it lies in SRAM.
        private let held: [Bool]

        /// Nil if the layer cannot be compared with others, or its weights are to be recorded.
        init?(_ forecast: borrowing TrafficForecast, layer: Int, _ setting: LayerSetting?) {
            let index = forecast.index
            guard let setting, !forecast.recordsWeights[index.layerSteps[layer]].contains(true)
            else { return nil }
            self.setting = setting
            let held = forecast.held
            self.held = index.layers.storages[layer].map { held[$0.index] }
        }
    }
}

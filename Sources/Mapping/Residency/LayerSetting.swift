import Architecture

/// What decides how a layer is mapped besides what lies in SRAM when it begins: where it is equal, alike layers get the
/// same tiles, and the same of their storages stays.
struct LayerSetting: Equatable {
    /// The first layer that the layer is like.
    let kind: Int
    /// Room for tiles, and what limits passes of the vector unit, by step.
    private let reserve: ArraySlice<Space>
    private let limits: [Space?]
    /// Whether an attention block begins, by step.
    private let beginsBlock: [Bool]
    /// Residences that begin in the layer, in order, then those that began before.
    private let stays: [Stay]
    /// Storages whose residences end in the layer, in order, and whether it is one, by storage.
    private let endings: [Int]
    private let ends: [Bool]

    /// A residence as the layer sees it.
    private struct Stay: Equatable {
        /// The place of its storage among those of the layer.
        var storage: Int
        /// The first and last of the layer's steps in it, counted from 0; -1 if it began before, one past the last if it
        /// goes on.
        var first: Int
        var last: Int
        var space: Space
        var loads: Bool
        var stores: Residence.StorePolicy
        var spansIterations: Bool
        var isHandedOn: Bool
        var handsOn: Bool
    }

    /// Nil if a residence of a storage that the layer does not touch begins or ends in it.
    ///
    /// - Parameter places: by storage, its place among those of a layer; set for those of this one.
    private init?(
        layer: Int, of index: TraceIndex, _ calendar: ResidenceCalendar, _ tilings: StepTilings,
        _ blocks: [Int: AttentionBlock], places: inout [Int]
    ) {
        let steps = index.layerSteps[layer]
        let storages = index.layers.storages[layer]
        for (place, id) in storages.enumerated() { places[id.index] = place }
        func number(of id: StorageID) -> Int? {
            let place = places[id.index]
            return place < storages.count && storages[place] == id ? place : nil
        }
        func stay(_ place: Int, of storage: Int) -> Stay {
            let residence = calendar.residences[place]
            return Stay(
                storage: storage, first: max(-1, residence.steps.lowerBound - steps.lowerBound),
                last: min(steps.count, residence.steps.upperBound - steps.lowerBound), space: residence.space,
                loads: residence.loads, stores: residence.stores, spansIterations: residence.spansIterations,
                isHandedOn: calendar.isHandedOn(residence.storage), handsOn: residence.becomes != nil)
        }
        var stays: [Stay] = []
        var endings: [Int] = []
        var ends = Array(repeating: false, count: storages.count)
        for step in steps {
            for place in calendar.beginning(at: step) {
                guard let storage = number(of: calendar.residences[place].storage) else { return nil }
                stays.append(stay(place, of: storage))
            }
            for place in calendar.ending(at: step) {
                guard let storage = number(of: calendar.residences[place].storage) else { return nil }
                endings.append(storage)
                ends[storage] = true
            }
        }
        for (storage, id) in storages.enumerated() {
            for place in calendar.places(of: id)
            where calendar.residences[place].steps.lowerBound < steps.lowerBound
                && calendar.residences[place].steps.upperBound >= steps.lowerBound
            {
                stays.append(stay(place, of: storage))
            }
        }
        kind = index.layers.first[layer]
        reserve = tilings.reserve[steps]
        limits = steps.map(tilings.limit)
        beginsBlock = steps.map { blocks[$0] != nil }
        self.stays = stays
        self.endings = endings
        self.ends = ends
    }

    /// Those of all layers.
    static func list(
        of index: TraceIndex, _ calendar: ResidenceCalendar, _ tilings: StepTilings, _ blocks: [Int: AttentionBlock]
    ) -> [LayerSetting?] {
        var places = Array(repeating: 0, count: index.storages.count)
        return index.layerSteps.indices.map {
            LayerSetting(layer: $0, of: index, calendar, tilings, blocks, places: &places)
        }
    }

    /// By storage of the layer, whether a residence of it ends in the layer.
    func ends(storage: Int) -> Bool { ends[storage] }
}

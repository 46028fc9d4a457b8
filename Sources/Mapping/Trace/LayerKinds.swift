import OperatorTrace

/// Which layers are alike: the same steps, on tensors of the same shapes that are used in the same places.
struct LayerKinds {
    /// By layer: the first layer that it is like, itself if there is none.
    private(set) var first: [Int] = []
    /// By layer: the storages that its steps touch, each once, in the order in which steps name them. Alike layers do the
    /// same with storages of the same place.
    private(set) var storages: [[StorageID]] = []

    /// - Parameter carried: storages that an iteration hands to the next.
    init(_ list: borrowing StepList, in table: borrowing StorageTable, carried: borrowing StorageSet) {
        var outlines: [LayerOutline] = []
        var places = Array(repeating: 0, count: table.storages.count)
        for (layer, range) in list.layerSteps.enumerated() {
            let outline = LayerOutline(range, list, in: table, carried: carried, &places)
            let alike = outlines.indices.first { first[$0] == $0 && outlines[$0].isAlike(outline) }
            first.append(alike ?? layer)
            storages.append(outline.storages)
            outlines.append(outline)
        }
    }
}

/// What makes layers alike.
private struct LayerOutline {
    let steps: Range<Int>
    private(set) var storages: [StorageID] = []
    /// By storage.
    private var looks: [StorageLook] = []
    /// Every tensor that a step names, in order, and its place in `storages`.
    private var tensors: [TensorFacts] = []
    private var places: [Int] = []
    /// By step, its operation counted from the layer's first one, and what it does.
    private var operations: [Int] = []
    private var shapes: [StepShape] = []

    private struct StorageLook: Equatable {
        var kind: TensorKind
        var rows: Int
        var columns: Int
        var elementType: ElementType
        var placement: Placement
        /// Whether something outside the layer touches it, the next iteration included.
        var isWanted: Bool

        init(_ table: borrowing StorageTable, _ id: StorageID, layer: Range<Int>, _ carried: borrowing StorageSet) {
            // One by one: a copy of the storage would hold its name and touches.
            kind = table[id].kind
            rows = table[id].rows
            columns = table[id].columns
            elementType = table[id].elementType
            placement = table[id].placement
            isWanted = carried.contains(id) || table.isTouched(id, outside: layer)
        }
    }

    /// - Parameter known: by storage, its place in the layer that named it last; kept from layer to layer to save time.
    init(
        _ range: Range<Int>, _ list: borrowing StepList, in table: borrowing StorageTable,
        carried: borrowing StorageSet, _ known: inout [Int]
    ) {
        self.steps = range
        let named = range.reduce(0) { $0 + list.steps[$1].reads.count + 1 }
        tensors.reserveCapacity(named)
        places.reserveCapacity(named)
        storages.reserveCapacity(named)
        looks.reserveCapacity(named)
        operations.reserveCapacity(range.count)
        shapes.reserveCapacity(range.count)
        for place in range {
            let step = list.steps[place]
            for read in step.reads { add(list.tensorsRead[read], in: table, carried, &known) }
            add(step.output, in: table, carried, &known)
            operations.append(step.operation - list.steps[range.lowerBound].operation)
            shapes.append(StepShape(list.bodies[place]))
        }
    }

    private mutating func add(
        _ tensor: TensorID, in table: StorageTable, _ carried: borrowing StorageSet, _ known: inout [Int]
    ) {
        let id = table.storage(of: tensor)
        let place = known[id.index]
        if place < storages.count, storages[place] == id {
            places.append(place)
        } else {
            known[id.index] = storages.count
            places.append(storages.count)
            storages.append(id)
            looks.append(StorageLook(table, id, layer: steps, carried))
        }
        tensors.append(table.tensor(tensor))
    }

    func isAlike(_ other: LayerOutline) -> Bool {
        operations == other.operations && places == other.places && shapes == other.shapes && looks == other.looks
            && zip(tensors, other.tensors).allSatisfy { $0.isAlike($1) }
    }
}

extension TensorFacts {
    fileprivate func isAlike(_ other: TensorFacts) -> Bool {
        kind == other.kind && elementType == other.elementType && rows == other.rows && columns == other.columns
            && elements == other.elements
    }
}

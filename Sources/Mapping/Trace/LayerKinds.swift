import OperatorTrace

/// Which layers are alike: the same steps, on tensors of the same shapes that are used in the same places.
struct LayerKinds {
    /// By layer: the first layer that it is like, itself if there is none.
    private(set) var first: [Int] = []
    /// By layer: the storages that its steps touch, each once, in the order in which steps name them. Alike layers do the
    /// same with storages of the same place.
    private(set) var storages: [[StorageID]] = []

    /// - Parameter carried: storages that an iteration hands to the next.
    init(_ layers: [Range<Int>], _ steps: [Step], in table: StorageTable, carried: StorageSet) {
        var outlines: [LayerOutline] = []
        var places = Array(repeating: 0, count: table.storages.count)
        for (layer, range) in layers.enumerated() {
            let outline = LayerOutline(range, steps, in: table, carried: carried, &places)
            let alike = outlines.indices.first { first[$0] == $0 && outlines[$0].isAlike(outline, steps) }
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

    private struct StorageLook: Equatable {
        var kind: TensorKind
        var rows: Int
        var columns: Int
        var elementType: ElementType
        var placement: Placement
        /// Whether something outside the layer touches it, the next iteration included.
        var isWanted: Bool

        init(_ table: StorageTable, _ id: StorageID, layer: Range<Int>, _ carried: StorageSet) {
            let storage = table[id]
            kind = storage.kind
            rows = storage.rows
            columns = storage.columns
            elementType = storage.elementType
            placement = storage.placement
            isWanted = carried.contains(id) || storage.touches.contains { !layer.contains($0.step) }
        }
    }

    /// - Parameter known: by storage, its place in the layer that named it last; kept from layer to layer to save time.
    init(
        _ range: Range<Int>, _ steps: [Step], in table: StorageTable, carried: StorageSet, _ known: inout [Int]
    ) {
        self.steps = range
        let named = range.reduce(0) { $0 + steps[$1].reads.count + 1 }
        tensors.reserveCapacity(named)
        places.reserveCapacity(named)
        storages.reserveCapacity(named)
        looks.reserveCapacity(named)
        for step in range {
            for tensor in steps[step].reads { add(tensor, in: table, carried, &known) }
            add(steps[step].output, in: table, carried, &known)
        }
    }

    private mutating func add(
        _ tensor: TensorID, in table: StorageTable, _ carried: StorageSet, _ known: inout [Int]
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

    func isAlike(_ other: LayerOutline, _ steps: [Step]) -> Bool {
        guard self.steps.count == other.steps.count, places == other.places, looks == other.looks,
            zip(tensors, other.tensors).allSatisfy({ $0.isAlike($1) })
        else { return false }
        return zip(self.steps, other.steps).allSatisfy { one, another in
            steps[one].operation - steps[self.steps.lowerBound].operation
                == steps[another].operation - steps[other.steps.lowerBound].operation
                && steps[one].body.isAlike(steps[another].body)
        }
    }
}

extension TensorFacts {
    fileprivate func isAlike(_ other: TensorFacts) -> Bool {
        kind == other.kind && elementType == other.elementType && rows == other.rows && columns == other.columns
            && elements == other.elements
    }
}

extension Operation.Body {
    /// Whether it does the same with its tensors, whichever they are.
    fileprivate func isAlike(_ other: Operation.Body) -> Bool {
        switch (self, other) {
        case (.product(let one), .product(let another)):
            one.batch == another.batch && one.m == another.m && one.k == another.k && one.n == another.n
                && one.a.count == another.a.count && one.b.count == another.b.count
                && one.transposesB == another.transposesB && one.headsPerSharedB == another.headsPerSharedB
                && (one.bias == nil) == (another.bias == nil)
        case (.vector(let one), .vector(let another)):
            one.kind == another.kind && one.inputs.count == another.inputs.count
                && one.parameters.count == another.parameters.count
        default: false
        }
    }
}

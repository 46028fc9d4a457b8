import Architecture
import OperatorTrace
import Quantities

extension Emitter {
    /// Longer loads are cut at whole rows, so that their first rows can be used before the last have arrived.
    private static let longestLoad = Bytes(128 << 10)

    /// A tile in SRAM that is not part of a residence.
    struct Tile {
        var space = Space.none
        var ready = Dependencies()
        /// Weight tiles in it that the cache may keep; their room is not in `space`.
        var weights: [Weights] = []

        struct Weights {
            var tile: Int
            var space: Space
        }

        /// All the room it takes.
        var room: Space { weights.reduce(space) { $0 + $1.space } }
    }

    func holds(_ id: StorageID) -> Bool { state.held[id.index] != nil }

    /// When the held parts of a rectangle are complete.
    func ready(_ region: Region) -> Dependencies {
        guard let held = state.held[region.storage.index] else { return Dependencies() }
        let storage = layout[region.storage]
        // A view's rows and columns are not those in which the storage was written.
        let isView = region.width != storage.columns || region.rows.upperBound > storage.rows
        return isView
            ? held.ready(rows: 0..<storage.rows, columns: 0..<storage.columns)
            : held.ready(rows: region.rows, columns: region.columns)
    }

    /// Notes that a command reads a held storage.
    mutating func use(_ id: StorageID, by marker: Marker) { state.held[id.index]?.users.insert(marker) }

    mutating func use(_ regions: Regions, by marker: Marker) {
        for region in regions { use(region.storage, by: marker) }
    }

    /// Loads a storage into its residence.
    mutating func loadWhole(_ id: StorageID, step: Int) throws(MappingError) {
        let storage = layout[id]
        let rowBytes = max(1, storage.bytes(ofElements: storage.columns))
        let rowsAtATime = max(1, Self.longestLoad.count / rowBytes)
        for first in stride(from: 0, to: storage.rows, by: rowsAtATime) {
            let rows = first..<min(storage.rows, first + rowsAtATime)
            let region = Region(
                storage: id, rows: rows, columns: 0..<storage.columns, width: storage.columns)
            let marker = try load(region, as: storage.trafficClass, step: step)
            state.held[id.index]?.add(rows: rows, columns: region.columns, ready: marker)
        }
    }

    /// Reads a rectangle from HBM.
    mutating func load(
        _ region: Region, as trafficClass: TrafficClass, step: Int, allocates: Space = .none
    ) throws(MappingError) -> Marker {
        let place = region.storage.index
        let work = Command.Work.transfer(layout.transfer(of: region, as: trafficClass))
        guard let written = state.written[place] else {
            return try append(work, to: .fetch, step: step, after: Dependencies(), allocates: allocates)
        }
        let marker = try append(work, to: .reload, step: step, after: written, allocates: allocates)
        if !index.storages[place].isStored { state.read[place].insert(marker) }
        return marker
    }

    /// Reads those of the rectangles that are not held into a tile of their own.
    mutating func loadTile(
        _ regions: Regions, step: Int, isReread: Bool
    ) throws(MappingError) -> Tile {
        var tile = Tile()
        for place in 0..<regions.count {
            let region = regions[place]
            if holds(region.storage) {
                tile.ready.formUnion(ready(region))
            } else {
                try load(region, isRepeated: isReread || regions.repeatsStorage(at: place), step: step, into: &tile)
            }
        }
        return tile
    }

    /// Reads a rectangle into a tile.
    private mutating func load(
        _ region: Region, isRepeated: Bool, step: Int, into tile: inout Tile
    ) throws(MappingError) {
        guard !layout[region.storage].isWeight else {
            return try loadWeights(region, as: isRepeated ? .spills : .weights, step: step, into: &tile)
        }
        let space = tileSpace(region, isWeight: false)
        let kind = isRepeated ? .spills : index.readClass(of: region.storage, at: step)
        let marker = try load(region, as: kind, step: step, allocates: space)
        tile.space += space
        tile.ready.insert(marker)
    }

    /// Room for a rectangle whose rows each start on a whole byte.
    func tileSpace(_ region: Region, isWeight: Bool) -> Space {
        Space(Bytes(layout.bytes(of: region)), in: machine.sram.buffer(forWeights: isWeight))
    }

    /// Writes a rectangle to HBM when `producer` has ended, and what an earlier iteration or inference reads of the
    /// storage has been read.
    @discardableResult
    mutating func store(
        _ region: Region, as trafficClass: TrafficClass, producer: Marker, step: Int, releases: Space = .none
    ) throws(MappingError) -> Marker {
        let transfer = layout.transfer(of: region, as: trafficClass)
        var needed = Dependencies(producer)
        let read = state.read[region.storage.index]
        if !builder.books.implies(read, by: producer) {
            needed.formUnion(read)
            state.storesAwaitReads = true
        }
        let marker = try append(.transfer(transfer), to: .store, step: step, after: needed, releases: releases)
        state.written[region.storage.index] = Dependencies(marker)
        use(region.storage, by: marker)
        return marker
    }

    /// What a unit has just finished: notes it where it is held, or writes it out and frees its tile.
    mutating func finish(
        _ region: Region, tile: Space, producer: Marker, step: Int, _ iteration: Iteration
    ) throws(MappingError) {
        let id = region.storage
        guard holds(id) else {
            try store(region, as: index.writeClass(of: id, at: step), producer: producer, step: step, releases: tile)
            return
        }
        state.held[id.index]?.add(rows: region.rows, columns: region.columns, ready: producer)
        if let residence = residence(of: id, at: step), residence.stores.applies(isLast: iteration.isLast) {
            try store(region, as: layout[id].trafficClass, producer: producer, step: step)
        }
    }

    /// Room that a unit's result needs of its own.
    func resultSpace(_ region: Region) -> Space {
        holds(region.storage) ? .none : tileSpace(region, isWeight: false)
    }
}

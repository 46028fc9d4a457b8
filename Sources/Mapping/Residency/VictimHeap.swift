/// Tiles by the order in which they would be evicted. Entries whose tile has been used again since are out of date;
/// whoever takes one out checks.
struct VictimHeap {
    struct Entry {
        var tile: Int
        /// The higher, the sooner it goes.
        var priority: Int
    }

    private var entries: [Entry] = []

    var top: Entry? { entries.first }

    mutating func push(tile: Int, priority: Int) {
        entries.append(Entry(tile: tile, priority: priority))
        var child = entries.count - 1
        while child > 0, precedes(entries[child], entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        entries[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < entries.count else { return }
            if child + 1 < entries.count, precedes(entries[child + 1], entries[child]) { child += 1 }
            guard precedes(entries[child], entries[parent]) else { return }
            entries.swapAt(child, parent)
            parent = child
        }
    }

    private func precedes(_ left: Entry, _ right: Entry) -> Bool {
        (left.priority, left.tile) > (right.priority, right.tile)
    }
}

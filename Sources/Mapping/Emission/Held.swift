import Architecture

/// A storage that lies in SRAM, whole or as far as it has been written.
struct Held {
    var space: Space
    /// Written or loaded rectangles in the order in which they come, and when each is complete.
    private(set) var pieces: [Piece] = []
    /// Their places in `pieces`, by their first row.
    private var byRow: [Int] = []
    /// The rows of the tallest piece.
    private var tallest = 0
    /// The rows and columns in which all pieces lie, and when all of them are complete.
    private var bounds: (rows: Range<Int>, columns: Range<Int>)?
    private var allReady = Dependencies()
    /// Everything that has read it, written it or carried it to HBM: when all has ended, its room is free.
    var users = Dependencies()

    init(space: Space) { self.space = space }

    struct Piece {
        var rows: Range<Int>
        var columns: Range<Int>
        var ready: Dependencies
    }

    /// When a rectangle is complete.
    func ready(rows: Range<Int>, columns: Range<Int>) -> Dependencies {
        guard let bounds else { return Dependencies() }
        if rows.contains(bounds.rows), columns.contains(bounds.columns) { return allReady }
        var dependencies = Dependencies()
        // No piece that begins farther up than the tallest one is high reaches down to the rows.
        for index in byRow[place(of: rows.lowerBound - tallest)...] {
            let piece = pieces[index]
            guard piece.rows.lowerBound < rows.upperBound else { break }
            guard piece.rows.overlaps(rows), piece.columns.overlaps(columns) else { continue }
            dependencies.formUnion(piece.ready)
        }
        return dependencies
    }

    mutating func add(rows: Range<Int>, columns: Range<Int>, ready: Marker) {
        add(rows: rows, columns: columns, ready: Dependencies(ready))
        users.insert(ready)
    }

    /// Adds the pieces and users that another one has got since an earlier state of it, some commands later.
    mutating func add(whatCameTo other: Held, since earlier: Held?, shiftedBy commands: SIMD8<Int32>) {
        for piece in other.pieces[(earlier?.pieces.count ?? 0)...] {
            add(rows: piece.rows, columns: piece.columns, ready: piece.ready.shifted(by: commands))
        }
        var added = other.users
        if let known = earlier?.users.counts { added.counts.replace(with: 0, where: added.counts .== known) }
        users.formUnion(added.shifted(by: commands))
    }

    private mutating func add(rows: Range<Int>, columns: Range<Int>, ready: Dependencies) {
        let place = place(of: rows.lowerBound + 1)
        if place == byRow.count { byRow.append(pieces.count) } else { byRow.insert(pieces.count, at: place) }
        pieces.append(Piece(rows: rows, columns: columns, ready: ready))
        tallest = max(tallest, rows.count)
        bounds = bounds.map { ($0.rows.joined(with: rows), $0.columns.joined(with: columns)) } ?? (rows, columns)
        allReady.formUnion(ready)
    }

    /// The place in `byRow` of the first piece that begins at a row or below it.
    private func place(of row: Int) -> Int {
        var (low, high) = (0, byRow.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[byRow[middle]].rows.lowerBound < row { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Range<Int> {
    /// The smallest range with both in it.
    fileprivate func joined(with other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}

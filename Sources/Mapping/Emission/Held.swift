import Architecture

/// A storage that lies in SRAM, whole or as far as it has been written.
struct Held {
    var space: Space
    /// Written or loaded rectangles, and when each is complete.
    var pieces: [Piece] = []
    /// Everything that has read it, written it or carried it to HBM: when all has ended, its room is free.
    var users = Dependencies()

    struct Piece {
        var rows: Range<Int>
        var columns: Range<Int>
        var ready: Dependencies
    }

    /// When a rectangle is complete.
    func ready(rows: Range<Int>, columns: Range<Int>) -> Dependencies {
        var dependencies = Dependencies()
        for piece in pieces where piece.rows.overlaps(rows) && piece.columns.overlaps(columns) {
            dependencies.formUnion(piece.ready)
        }
        return dependencies
    }

    mutating func add(rows: Range<Int>, columns: Range<Int>, ready: Marker) {
        pieces.append(Piece(rows: rows, columns: columns, ready: Dependencies(ready)))
        users.insert(ready)
    }
}

/// The pieces into which an extent is cut; the last may be shorter. Nothing is stored, however many there are.
struct Cuts: RandomAccessCollection {
    let extent: Int
    let size: Int

    var startIndex: Int { 0 }
    var endIndex: Int { tiles(extent, size) }

    subscript(place: Int) -> Range<Int> { place * size..<Swift.min(extent, place * size + size) }
}

/// `extent` in pieces of `size`.
func cuts(of extent: Int, by size: Int) -> Cuts { Cuts(extent: extent, size: size) }

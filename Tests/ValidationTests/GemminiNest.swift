import Testing

/// A loop nest of the reference, as `L3[WIO] C4 K48 - L2[WI] N1 K16X - L1[O] C48 P16 C16X - L0[W] P8`: levels from
/// DRAM inwards, in each the factors of the dimensions, outermost first; X marks those that the array spreads out.
///
/// N is the batch, P and Q are rows and columns of results, R and S of the filter, C input and K output channels.
struct GemminiNest {
    /// A loop: its dimension and how often it turns.
    struct Loop {
        var dimension: Character
        var count: Int
    }

    /// The loops over tiles in DRAM, outermost first.
    var outer: [Loop] = []
    /// The loops inside one tile of the scratchpad.
    var inner: [Loop] = []

    init(_ text: String) throws {
        for level in text.split(separator: " - ") {
            let words = level.split(separator: " ")
            let isOuter = try #require(words.first, "a level without a name").hasPrefix("L3")
            for word in words.dropFirst() {
                let dimension = try #require(word.first)
                let digits = word.dropFirst().prefix { $0.isNumber }
                let loop = Loop(dimension: dimension, count: try #require(Int(digits), "no factor in \(word)"))
                if isOuter { outer.append(loop) } else { inner.append(loop) }
            }
        }
    }

    /// Elements of a tile along some dimensions.
    func tile(_ dimensions: String) -> Int {
        inner.filter { dimensions.contains($0.dimension) }.reduce(1) { $0 * $1.count }
    }

    /// The product's loops over tiles, outermost first: pixels are rows of the im2col matrix, a filter's inputs its
    /// columns. Nil where the loops of one extent lie on both sides of another's: no order of three loops is the same.
    var order: String? {
        var order: [Character] = []
        for loop in outer where loop.count > 1 {
            guard let name = Self.extents[loop.dimension] else { return nil }
            if order.last == name { continue }
            guard !order.contains(name) else { return nil }
            order.append(name)
        }
        return String(order + "mnk".filter { !order.contains($0) })
    }

    private static let extents: [Character: Character] = [
        "P": "m", "Q": "m", "K": "n", "C": "k", "R": "k", "S": "k",
    ]
}

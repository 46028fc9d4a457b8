/// A few rectangles in order. One alone, as nearly all tiles are, needs no memory of its own.
struct Regions: RandomAccessCollection {
    private var first: Region
    private var rest: [Region] = []
    let count: Int

    init(_ only: Region) {
        first = only
        count = 1
    }

    init(_ regions: [Region]) {
        first = regions.first ?? Region(storage: StorageID(index: 0), rows: 0..<0, columns: 0..<0, width: 0)
        rest = Array(regions.dropFirst())
        count = regions.count
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> Region { place == 0 ? first : rest[place - 1] }
}

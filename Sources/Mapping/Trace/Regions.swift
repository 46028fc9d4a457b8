/// A few rectangles in order. One or two, as nearly all tiles and passes have, need no memory of their own.
struct Regions: RandomAccessCollection {
    private var first: Region
    private var second: Region
    private var rest: [Region] = []
    private(set) var count: Int

    init(_ only: Region) {
        first = only
        second = only
        count = 1
    }

    init(_ regions: some Sequence<Region>) {
        self.init(Region(storage: StorageID(index: 0), rows: 0..<0, columns: 0..<0, width: 0))
        count = 0
        for region in regions { append(region) }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> Region {
        switch place {
        case 0: first
        case 1: second
        default: rest[place - 2]
        }
    }

    /// Whether an earlier rectangle lies in the same storage.
    func repeatsStorage(at place: Int) -> Bool {
        (0..<place).contains { self[$0].storage == self[place].storage }
    }

    private mutating func append(_ region: Region) {
        switch count {
        case 0: first = region
        case 1: second = region
        default: rest.append(region)
        }
        count += 1
    }
}

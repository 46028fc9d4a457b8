/// A fixed number of plain values with one owner: to read or change one takes a check of bounds and no more.
///
/// Who may read the table may change its values, as with a pointer; an object that owns tables so holds them in constants.
struct FixedTable<Element: BitwiseCopyable>: ~Copyable {
    private let elements: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating element: Element, count: Int) {
        elements = .allocate(capacity: count)
        elements.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit { elements.deallocate() }

    var indices: Range<Int> { 0..<count }

    @inline(__always)
    subscript(place: Int) -> Element {
        get {
            precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
            return elements[place]
        }
        nonmutating _modify {
            precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
            yield &elements[place]
        }
    }

    /// Fills the table with its first values, over and over: `length` of them, at least one.
    func repeatPrefix(_ length: Int) {
        for start in stride(from: length, to: count, by: length) {
            (elements + start).update(from: elements, count: min(length, count - start))
        }
    }

    /// Takes over the values of a table of the same size.
    func take(_ other: borrowing FixedTable) {
        precondition(count == other.count, "tables of different sizes")
        elements.update(from: other.elements, count: count)
    }
}

extension FixedTable where Element: Equatable {
    func equals(_ other: borrowing FixedTable) -> Bool {
        guard count == other.count else { return false }
        for place in indices where self[place] != other[place] { return false }
        return true
    }
}

/// A fixed number of plain values with one owner: to read or change one takes a check of bounds and no more.
struct FixedTable<Element: BitwiseCopyable>: ~Copyable {
    private let elements: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating element: Element, count: Int) {
        elements = .allocate(capacity: count)
        elements.initialize(repeating: element, count: count)
        self.count = count
    }

    deinit { elements.deallocate() }

    @inline(__always)
    subscript(place: Int) -> Element {
        get {
            precondition(place >= 0 && place < count)
            return elements[place]
        }
        _modify {
            precondition(place >= 0 && place < count)
            yield &elements[place]
        }
    }
}

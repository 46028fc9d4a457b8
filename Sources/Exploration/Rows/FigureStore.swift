/// The numbers of all rows of a sweep, eight bytes each, a row's after another's.
///
/// In blocks that stay where they are: one array would have to be copied to grow, and while it is there is twice of it.
package struct FigureStore: Sendable {
    private static let blockSize = 8_192

    private var blocks: [[Int]] = []
    private var count = 0

    package init() {}

    /// Appends a row's numbers, real ones as their bits, and returns the place of the first.
    package mutating func append(_ bits: [Int]) -> Int {
        defer { count += bits.count }
        for (place, number) in zip(count..., bits) {
            if place % Self.blockSize == 0 {
                blocks.append([])
                blocks[blocks.count - 1].reserveCapacity(Self.blockSize)
            }
            blocks[place / Self.blockSize].append(number)
        }
        return count
    }

    package subscript(place: Int) -> Int { blocks[place / Self.blockSize][place % Self.blockSize] }
}

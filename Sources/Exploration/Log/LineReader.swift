import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a file line by line, at most one block and one line of it in memory.
struct LineReader {
    /// A line without its line break.
    struct Line {
        let bytes: [UInt8]
        /// Where it starts in the file.
        let offset: Int
        /// Whether it ends in a line break; only the last one may not.
        let isWhole: Bool
    }

    private static let blockSize = 1 << 18
    /// The longest line that is read; a million values of a key take less.
    private static let lineLimit = 64 << 20

    private let descriptor: Int32
    private let name: String
    private var block = [UInt8](repeating: 0, count: blockSize)
    /// How much of the block is filled and how much of that is read.
    private var filled = 0
    private var position = 0
    private var offset = 0
    private var isAtEnd = false

    /// Reads an open file from its start, without moving its position for others.
    init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    /// The next line, or nil at the end.
    mutating func next() throws(SweepError) -> Line? {
        var line: [UInt8] = []
        let start = offset
        while true {
            if position == filled, try !fill() { break }
            if let end = block[position..<filled].firstIndex(of: 0x0A) {
                line += block[position..<end]
                offset += end + 1 - position
                position = end + 1
                return Line(bytes: line, offset: start, isWhole: true)
            }
            line += block[position..<filled]
            offset += filled - position
            position = filled
            guard line.count <= Self.lineLimit else {
                throw SweepError(
                    "\(name): has a line of more than \(Self.lineLimit >> 20) MiB, so it is no part of a sweep")
            }
        }
        return line.isEmpty ? nil : Line(bytes: line, offset: start, isWhole: false)
    }

    private mutating func fill() throws(SweepError) -> Bool {
        guard !isAtEnd else { return false }
        position = 0
        filled = 0
        while true {
            let count = pread(descriptor, &block, block.count, offset)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SweepError("\(name): cannot be read: \(String(cString: strerror(errno)))") }
            filled = count
            isAtEnd = count == 0
            return count > 0
        }
    }
}

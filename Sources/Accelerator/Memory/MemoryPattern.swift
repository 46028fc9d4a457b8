import Quantities

/// What a DMA engine typically asks of a memory, for measuring one: written `seqr:8M`, `tile:4M:128:720`, ...
///
/// Sizes are in bytes, with the binary suffixes K, M and G.
package enum MemoryPattern: Hashable, Sendable {
    /// `seqr:T`, `seqw:T`: T bytes in a row, read or written.
    case sequential(total: Int, isWrite: Bool)
    /// `mix:T:B`: two blocks of B bytes read, one written, in turn; the writes go 64 MiB further up.
    case mixed(total: Int, block: Int)
    /// `tile:T:W:P[:R]`: R (1024) rows of W bytes, P apart, to a strip; strips side by side over the pitch.
    case tiles(total: Int, width: Int, pitch: Int, rows: Int)
    /// `rand:T:G`: G bytes at a time from random places within 1 GiB.
    case random(total: Int, grain: Int)
    /// `two:T:C:GAP`, `twow:T:C:GAP`: two streams GAP apart in turns of C bytes; the second one read or written.
    case twoStreams(total: Int, chunk: Int, gap: Int, secondWrites: Bool)
}

extension MemoryPattern: TextValue {
    /// The most bytes of a pattern, and the most transfers.
    private static let totalLimit = 1 << 40
    private static let transferLimit = 1 << 24

    package static var expectation: String {
        "seqr:T, seqw:T, mix:T:B, tile:T:W:P[:R], rand:T:G, two:T:C:GAP or twow:T:C:GAP, with sizes such as 4K or 8M"
    }

    package init(text: String) throws(TextValueError) {
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        let sizes = words.dropFirst().compactMap { Self.size($0) }
        guard sizes.count == words.count - 1, let pattern = Self.pattern(String(words[0]), sizes) else {
            throw TextValueError(found: text, expected: Self.expectation)
        }
        if case .tiles(_, let width, let pitch, _) = pattern, width > pitch {
            throw TextValueError(found: text, expected: "a pitch of at least the width of a row, \(width) bytes")
        }
        guard pattern.isBounded else {
            throw TextValueError(
                found: text, expected: "sizes above 0 with at most 1 TiB and \(Self.transferLimit) transfers in all")
        }
        self = pattern
    }

    package var text: String {
        switch self {
        case .sequential(let total, let isWrite): "\(isWrite ? "seqw" : "seqr"):\(total)"
        case .mixed(let total, let block): "mix:\(total):\(block)"
        case .tiles(let total, let width, let pitch, let rows): "tile:\(total):\(width):\(pitch):\(rows)"
        case .random(let total, let grain): "rand:\(total):\(grain)"
        case .twoStreams(let total, let chunk, let gap, let secondWrites):
            "\(secondWrites ? "twow" : "two"):\(total):\(chunk):\(gap)"
        }
    }

    private static func pattern(_ name: String, _ sizes: [Int]) -> MemoryPattern? {
        switch (name, sizes.count) {
        case ("seqr", 1): .sequential(total: sizes[0], isWrite: false)
        case ("seqw", 1): .sequential(total: sizes[0], isWrite: true)
        case ("mix", 2): .mixed(total: sizes[0], block: sizes[1])
        case ("tile", 3): .tiles(total: sizes[0], width: sizes[1], pitch: sizes[2], rows: 1024)
        case ("tile", 4): .tiles(total: sizes[0], width: sizes[1], pitch: sizes[2], rows: sizes[3])
        case ("rand", 2): .random(total: sizes[0], grain: sizes[1])
        case ("two", 3): .twoStreams(total: sizes[0], chunk: sizes[1], gap: sizes[2], secondWrites: false)
        case ("twow", 3): .twoStreams(total: sizes[0], chunk: sizes[1], gap: sizes[2], secondWrites: true)
        default: nil
        }
    }

    /// Bytes from digits and a binary suffix; nil if it is no such text or more than a pattern may have.
    private static func size(_ text: Substring) -> Int? {
        let shift =
            switch text.last {
            case "K", "k": 10
            case "M", "m": 20
            case "G", "g": 30
            default: 0
            }
        let digits = shift == 0 ? text : text.dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let count = Int(digits), (1...totalLimit >> shift).contains(count)
        else { return nil }
        return count << shift
    }

    private var isBounded: Bool {
        switch self {
        case .sequential: true
        case .mixed(let total, let block): total / block <= Self.transferLimit
        case .tiles(let total, let width, let pitch, let rows):
            rows <= Self.transferLimit && total / width <= Self.transferLimit && pitch <= Self.totalLimit / rows
        case .random(let total, let grain): grain <= 1 << 30 && total / grain <= Self.transferLimit
        case .twoStreams(let total, let chunk, _, _): total / chunk <= Self.transferLimit
        }
    }
}

extension MemoryPattern {
    /// Hands out the pattern's transfers in order.
    func forEachTransfer(_ body: (MemoryTransfer) -> Void) {
        switch self {
        case .sequential(let total, let isWrite):
            body(MemoryTransfer(address: 0, rowBytes: total, isWrite: isWrite))
        case .mixed(let total, let block):
            for turn in 0..<Self.parts(total, 3 * block) {
                body(MemoryTransfer(address: turn * 2 * block, rowBytes: 2 * block))
                body(MemoryTransfer(address: Self.writeOffset + turn * block, rowBytes: block, isWrite: true))
            }
        case .tiles(let total, let width, let pitch, let rows):
            for strip in 0..<Self.parts(total, rows * width) {
                let (band, place) = strip.quotientAndRemainder(dividingBy: pitch / width)
                let left = Self.parts(total - strip * rows * width, width)
                body(
                    MemoryTransfer(
                        address: band * rows * pitch + place * width, rows: min(rows, left), rowBytes: width,
                        pitch: pitch))
            }
        case .random(let total, let grain):
            var generator = PatternGenerator()
            for _ in 0..<Self.parts(total, grain) {
                let place = generator.next(below: (1 << 30) / grain)
                body(MemoryTransfer(address: place * grain, rowBytes: grain))
            }
        case .twoStreams(let total, let chunk, let gap, let secondWrites):
            for turn in 0..<Self.parts(total, 2 * chunk) {
                body(MemoryTransfer(address: turn * chunk, rowBytes: chunk))
                body(MemoryTransfer(address: gap + turn * chunk, rowBytes: chunk, isWrite: secondWrites))
            }
        }
    }

    /// How far above the reads the writes of `mix` go.
    private static let writeOffset = 64 << 20

    static func parts(_ total: Int, _ part: Int) -> Int { (total + part - 1) / part }
}

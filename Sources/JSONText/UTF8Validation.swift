/// The first byte that does not belong to well-formed UTF-8 (Unicode 15, table 3-7); nil when all of the text is.
func firstInvalidUTF8(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < text.count {
        if let start = text.baseAddress {
            while index + 8 <= text.count {
                let word = UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self)
                if word & 0x8080_8080_8080_8080 != 0 { break }
                index += 8
            }
        }
        guard index < text.count else { return nil }
        guard text[index] >= 0x80 else {
            index += 1
            continue
        }
        guard let length = sequenceLength(in: text, at: index) else { return index }
        index += length
    }
    return nil
}

/// The length of the well-formed sequence of two to four bytes at an index.
private func sequenceLength(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch text[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard index + length <= text.count, second.contains(text[index + 1]) else { return nil }
    for offset in 2..<max(2, length) where text[index + offset] & 0xC0 != 0x80 { return nil }
    return length
}

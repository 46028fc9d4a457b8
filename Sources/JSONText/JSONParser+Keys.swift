import Quantities

extension JSONParser {
    /// Refuses an object that has a key twice. `{"a": 1, "\u0061": 2}` has.
    func checkKeys(of object: Int, count: Int) throws(SyntaxError) {
        guard count > 1 else { return }
        if count <= 8 { try checkFewKeys(of: object) } else { try checkManyKeys(of: object, count: count) }
    }

    private func checkFewKeys(of object: Int) throws(SyntaxError) {
        let end = Int(nodes[object].next)
        var later = memberAfter(object + 1)
        while later < end {
            var earlier = object + 1
            while earlier < later {
                if areEqual(earlier, later) { throw duplicate(earlier, later) }
                earlier = memberAfter(earlier)
            }
            later = memberAfter(later)
        }
    }

    /// An open-addressed table of key nodes, at most half full; the hashes are seeded for each process, so that no text
    /// can be made to collide.
    private func checkManyKeys(of object: Int, count: Int) throws(SyntaxError) {
        var size = 16
        while size < 2 * count { size *= 2 }
        var table = [UInt32](repeating: 0, count: size)
        var key = object + 1
        while key < Int(nodes[object].next) {
            var slot = hash(of: key) & (size - 1)
            while table[slot] != 0 {
                let earlier = Int(table[slot])
                if areEqual(earlier, key) { throw duplicate(earlier, key) }
                slot = (slot + 1) & (size - 1)
            }
            table[slot] = UInt32(truncatingIfNeeded: key)
            key = memberAfter(key)
        }
    }

    private func memberAfter(_ key: Int) -> Int { Int(nodes[key + 1].next) }

    private func rawBytes(_ key: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[Int(nodes[key].start)..<Int(nodes[key].end)])
    }

    private func areEqual(_ left: Int, _ right: Int) -> Bool {
        if !nodes[left].hasEscapes, !nodes[right].hasEscapes {
            return rawBytes(left).elementsEqual(rawBytes(right))
        }
        return unescaped(rawBytes(left)) == unescaped(rawBytes(right))
    }

    private func hash(of key: Int) -> Int {
        var hasher = Hasher()
        if nodes[key].hasEscapes {
            unescaped(rawBytes(key)).withUnsafeBytes { hasher.combine(bytes: $0) }
        } else {
            hasher.combine(bytes: rawBytes(key))
        }
        return hasher.finalize()
    }

    private func duplicate(_ earlier: Int, _ later: Int) -> SyntaxError {
        let key = quotation(of: String(decoding: unescaped(rawBytes(later)), as: UTF8.self))
        return SyntaxError(
            offset: Int(nodes[later].start) - 1, message: "duplicate key \(key)", earlier: Int(nodes[earlier].start) - 1
        )
    }
}

/// The bytes of a string's inside with its escapes replaced. The escapes were checked when it was parsed.
func unescaped(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
    let text = raw.bindMemory(to: UInt8.self)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
        let byte = text[index]
        guard byte == UInt8(ascii: "\\"), index + 1 < text.count else {
            bytes.append(byte)
            index += 1
            continue
        }
        if let unit = codeUnit(in: text, at: index) {
            let low = unit & 0xFC00 == 0xD800 ? codeUnit(in: text, at: index + 6) : nil
            bytes += Array(String(decoding: [unit] + (low.map { [$0] } ?? []), as: UTF16.self).utf8)
            index += low == nil ? 6 : 12
        } else {
            bytes.append(character(ofEscape: text[index + 1]))
            index += 2
        }
    }
    return bytes
}

private func character(ofEscape letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
}

/// A place in a text as people count: lines and columns from 1, columns in Unicode characters.
struct TextPlace: Equatable {
    private(set) var line = 1
    private(set) var column = 1

    /// The place of a byte. Lines end with LF, CR LF or CR; a byte order mark takes no column.
    init(of offset: Int, in bytes: [UInt8]) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var index = hasMark ? 3 : 0
        while index < offset {
            let byte = bytes[index]
            let isReturnBeforeFeed = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if byte == 0x0A || (byte == 0x0D && !isReturnBeforeFeed) {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
    }
}

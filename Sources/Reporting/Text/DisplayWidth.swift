/// The places a text takes in a terminal: none for marks that combine with the letter before them, two for the wide
/// letters of East Asia and emoji, one for all others.
func displayWidth(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + displayWidth(of: $1) }
}

/// A text in which characters that command a terminal or break a line are replaced by a sign that stands for them.
func replacingControls(in text: String) -> String {
    // Most texts have none, which a look at their bytes shows.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isControl = scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
        result.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
}

/// Blocks whose letters are wide: source, Unicode Standard Annex 11 (East_Asian_Width W and F), rounded to blocks.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul Jamo, initial consonants
    0x2E80...0x303E,  // CJK radicals to CJK symbols
    0x3041...0xA4CF,  // Kana to Yi
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // CJK compatibility ideographs
    0xFE30...0xFE6F,  // CJK compatibility forms
    0xFF00...0xFF60,  // Fullwidth forms
    0xFFE0...0xFFE6,  // Fullwidth signs
    0x1F300...0x1F64F,  // Symbols, emoticons
    0x1F680...0x1F6FF,  // Transport
    0x1F900...0x1FAFF,  // Supplemental symbols
    0x20000...0x3FFFD,  // CJK extensions
]

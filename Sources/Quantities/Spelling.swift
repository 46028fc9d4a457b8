/// The candidate that a misspelt word most likely meant; nil when none is near.
///
/// Near is a Damerau-Levenshtein distance (adjacent letters swapped count once) of at most a third of the longer word,
/// or a common beginning: the word starts the candidate, or the candidate, of three letters or more, the word. Case
/// does not matter. The nearest wins, then the first.
package func nearestSpelling(of word: String, among candidates: some Sequence<String>) -> String? {
    guard !word.isEmpty, word.utf8.count <= longestSpelling else { return nil }
    let letters = Array(word.lowercased().unicodeScalars)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate.utf8.count <= longestSpelling {
        guard let distance = spellingDistance(letters, Array(candidate.lowercased().unicodeScalars)) else { continue }
        if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.candidate
}

/// The end of a sentence that refused a word: `; did you mean "columns"?`, or nothing when no candidate is near.
package func suggestion(for word: String, among candidates: some Sequence<String>) -> String {
    nearestSpelling(of: word, among: candidates).map { "; did you mean \(quotation(of: $0))?" } ?? ""
}

/// Text in quotation marks as error messages show it: control characters escaped, and shortened beyond 60 characters.
package func quotation(of text: some StringProtocol) -> String {
    let longest = 60
    var shown = "\""
    var count = 0
    for scalar in text.unicodeScalars {
        guard count < longest else { return shown + "...\"" }
        count += 1
        switch scalar {
        case "\n": shown += "\\n"
        case "\r": shown += "\\r"
        case "\t": shown += "\\t"
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
            shown += "\\u{\(String(scalar.value, radix: 16))}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown + "\""
}

/// Longer words are not compared: the time is the product of two lengths, and words may come from a file.
private let longestSpelling = 64

/// The distance of two words if they are near; a common beginning counts more than any distance in reach.
private func spellingDistance(_ word: [Unicode.Scalar], _ candidate: [Unicode.Scalar]) -> Int? {
    let distance = editDistance(word, candidate)
    if distance <= max(word.count, candidate.count) / 3 { return distance }
    let isBeginning = word.count >= 2 && candidate.starts(with: word)
    let isContinuation = candidate.count >= 3 && word.starts(with: candidate)
    return isBeginning || isContinuation ? longestSpelling + distance : nil
}

/// Letters inserted, removed, replaced, or swapped with their neighbour, to get from one word to the other.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    var current = beforePrevious
    for row in left.indices {
        current[0] = row + 1
        for column in right.indices {
            let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
            current[column + 1] = min(replaced, previous[column + 1] + 1, current[column] + 1)
            let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
            if isSwap { current[column + 1] = min(current[column + 1], beforePrevious[column - 1] + 1) }
        }
        (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[right.count]
}

/// The candidate closest to a misspelt word, or nil when none is close enough to be what was meant.
///
/// Closeness counts inserted, dropped, changed and swapped letters; at most one in three letters may be wrong.
func nearestSpelling(of word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.unicodeScalars.count / 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
        let distance = editDistance(from: word, to: candidate)
        guard distance <= limit, distance < (best?.distance ?? .max) else { continue }
        best = (candidate, distance)
    }
    return best?.candidate
}

/// The end of an error message that offers the nearest right word: `; did you mean "x"?`, or nothing.
func suggestion(for word: String, among candidates: [String]) -> String {
    guard let nearest = nearestSpelling(of: word, among: candidates) else { return "" }
    return "; did you mean \"\(nearest)\"?"
}

/// The number of single-letter edits between two words, a swap of neighbours counting as one.
private func editDistance(from left: String, to right: String) -> Int {
    let left = Array(left.lowercased().unicodeScalars.prefix(64))
    let right = Array(right.lowercased().unicodeScalars.prefix(64))
    var twoRowsUp: [Int] = []
    var rowUp = Array(0...right.count)
    for i in left.indices {
        var row = [i + 1]
        for j in right.indices {
            let change = rowUp[j] + (left[i] == right[j] ? 0 : 1)
            var cost = min(change, rowUp[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                cost = min(cost, twoRowsUp[j - 1] + 1)
            }
            row.append(cost)
        }
        twoRowsUp = rowUp
        rowUp = row
    }
    return rowUp[right.count]
}

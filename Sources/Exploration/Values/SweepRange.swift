import Quantities

/// A range of values: `1MiB...128MiB:x1.1`, `0...64:+8`, `8...16`.
struct SweepRange {
    private enum Step {
        case adding(Int)
        case multiplying(DecimalFactor)
    }

    private let source: String
    private let scale: RangeScale
    private let first: Int
    private let last: Int
    private let step: Step

    /// Reads a text that holds `...`.
    init(_ text: String) throws(SweepError) {
        source = text
        let (firstText, lastText, stepText) = try Self.parts(of: text)
        let found = RangeScale.all.lazy.compactMap { scale in scale.count(firstText).map { (scale, $0) } }.first
        guard let (scale, first) = found else {
            throw Self.error(
                text, "starts at \(quotation(of: firstText)), expected a number with its unit, such as \"1MiB\"")
        }
        // A whole number may begin a range of decimals.
        let scales = [scale] + RangeScale.all.filter { $0.count(firstText) != nil }
        guard let shared = scales.first(where: { $0.count(lastText) != nil }), let last = shared.count(lastText),
            let start = shared.count(firstText)
        else {
            throw Self.error(
                text,
                "ends at \(quotation(of: lastText)), expected what \(quotation(of: firstText)) is: "
                    + "a number with the same kind of unit")
        }
        guard first >= 0, start >= 0 else { throw Self.error(text, "starts below zero") }
        guard start <= last else {
            let mend = Self.rejoined(lastText, firstText, stepText)
            throw Self.error(text, "ends before it starts; write \(quotation(of: mend))")
        }
        if let stepText {
            (self.scale, self.first, self.last, self.step) = try Self.stepped(
                by: stepText, [shared] + scales.filter { $0.count(lastText) != nil }, firstText, lastText, in: text)
        } else {
            guard Int(firstText) != nil, Int(lastText) != nil else {
                throw Self.error(text, "has no step; add one such as \":x2\" or \":+\(firstText)\"")
            }
            (self.scale, self.first, self.last, step) = (shared, start, last, .adding(1))
        }
    }

    /// Appends every value of the range, stopping behind the limit of values.
    func append(to texts: inout [String]) throws(SweepError) {
        var count = first
        while count <= last, texts.count <= SweepValues.limit {
            texts.append(scale.text(count))
            guard let next = following(count) else { break }
            count = next
        }
    }

    private func following(_ count: Int) -> Int? {
        switch step {
        case .adding(let amount):
            let (sum, overflow) = count.addingReportingOverflow(amount)
            return overflow ? nil : sum
        case .multiplying(let factor):
            return factor.multiplying(count).flatMap { $0 > count ? $0 : count < Int.max ? count + 1 : nil }
        }
    }
}

extension SweepRange {
    private static func parts(of text: String) throws(SweepError) -> (String, String, String?) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let dots = firstDots(in: halves[0]) else {
            throw error(text, "has its dots behind the step, expected FIRST...LAST:STEP")
        }
        let firstText = blankless(halves[0][..<dots.lowerBound])
        let lastText = blankless(halves[0][dots.upperBound...])
        guard !firstText.isEmpty else {
            throw error(text, "has no start; write one such as \"1MiB\(text)\"")
        }
        guard !lastText.isEmpty else {
            throw error(text, "has no end and would go on for ever; write one such as \"\(firstText)...128MiB:x2\"")
        }
        guard !lastText.contains("..."), !lastText.hasPrefix(".") else {
            throw error(text, "has more than one \"...\", expected FIRST...LAST:STEP")
        }
        return (firstText, lastText, halves.count == 2 ? blankless(halves[1]) : nil)
    }

    private static func firstDots(in text: Substring) -> Range<Substring.Index>? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].hasPrefix("...") { return index..<text.index(index, offsetBy: 3) }
            index = text.index(after: index)
        }
        return nil
    }

    /// The scale on which start, end and step are all whole numbers, and their counts on it.
    private static func stepped(
        by stepText: String, _ scales: [RangeScale], _ firstText: String, _ lastText: String, in text: String
    ) throws(SweepError) -> (RangeScale, Int, Int, Step) {
        let amount = String(stepText.dropFirst())
        guard stepText.hasPrefix("x") || stepText.hasPrefix("+"), let plain = scales.first,
            let first = plain.count(firstText), let last = plain.count(lastText)
        else {
            throw error(
                text,
                "has the step \(quotation(of: stepText)), expected a factor such as \"x2\" "
                    + "or an amount such as \"+\(firstText)\"")
        }
        if stepText.hasPrefix("x") {
            guard let factor = DecimalFactor(amount) else {
                throw error(
                    text,
                    "has the factor \(quotation(of: amount)), expected a number with at most six decimals, "
                        + "such as \"x1.1\"")
            }
            guard factor.millionths > DecimalFactor.scale else {
                throw error(text, "never gets to its end by x\(factor.text); the factor must be more than 1")
            }
            guard first > 0 else { throw error(text, "starts at zero, which no factor changes; add \":+STEP\"") }
            return (plain, first, last, .multiplying(factor))
        }
        for scale in scales {
            guard let step = scale.count(amount), let first = scale.count(firstText), let last = scale.count(lastText)
            else { continue }
            guard step > 0 else {
                throw error(text, "never gets to its end by +\(amount); the step must be more than 0")
            }
            return (scale, first, last, .adding(step))
        }
        throw error(
            text,
            "has the step \(quotation(of: amount)), expected what \(quotation(of: firstText)) is: "
                + "a number with the same kind of unit")
    }

    private static func rejoined(_ first: String, _ last: String, _ step: String?) -> String {
        "\(first)...\(last)" + (step.map { ":" + $0 } ?? "")
    }

    private static func blankless(_ text: Substring) -> String { String(text.filter { $0 != " " }) }

    private static func error(_ text: String, _ problem: String) -> SweepError {
        SweepError("the range \(quotation(of: text)) \(problem)")
    }
}

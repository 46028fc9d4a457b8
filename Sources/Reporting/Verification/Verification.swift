import JSONText

/// What was checked of a run, and what was found.
package struct Verification: Sendable, Equatable {
    package let checks: [VerifiedCheck]

    /// Whether everything holds.
    package var holds: Bool { checks.allSatisfy { $0.faults == 0 } }

    /// The first thing found wrong, in a sentence.
    package var firstFault: String? {
        checks.first { $0.faults > 0 }.map { "\($0.rule): \($0.example ?? "does not hold")" }
    }

    package var node: JSONNode {
        .object([("holds", .bool(holds)), ("checks", .array(checks.map(\.node)))])
    }

    package var table: TextTable {
        var table = TextTable(
            columns: [
                .text("verified from the records", name: "check"), .number("cases", name: "cases"),
                .number("faults", name: "faults"), .text("first fault", name: "example"),
            ])
        for check in checks {
            table.append([
                TextCell(check.rule, raw: check.name), TextCell(check.cases), TextCell(check.faults),
                TextCell(check.example ?? ""),
            ])
        }
        return table
    }
}

/// One rule that every run obeys, and how often it was put to the test.
package struct VerifiedCheck: Sendable, Equatable {
    /// Its key in JSON and CSV.
    package let name: String
    /// The rule in words.
    package let rule: String
    package private(set) var cases = 0
    package private(set) var faults = 0
    /// The first fault in words.
    package private(set) var example: String?

    init(_ name: String, _ rule: String) {
        self.name = name
        self.rule = rule
    }

    mutating func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
        cases += 1
        guard !holds else { return }
        faults += 1
        if example == nil { example = fault() }
    }

    /// Expects two numbers to be the same.
    mutating func expect(_ what: @autoclosure () -> String, _ found: Int, equals expected: Int) {
        expect(found == expected, "\(what()) \(found), expected \(expected)")
    }

    var node: JSONNode {
        .object([
            ("name", .string(name)), ("rule", .string(rule)), ("cases", .int(cases)), ("faults", .int(faults)),
            ("example", example.map { .string($0) } ?? .null),
        ])
    }
}

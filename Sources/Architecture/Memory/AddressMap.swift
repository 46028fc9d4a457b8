import Quantities

/// Which bits of an address choose the channel, the bank and the row, from the least significant bit above the
/// burst to the most significant one.
///
/// Written `"column:1 group:2 pseudo:1 channel:3 column:4 bank:2 row:14"`, or `"standard"` for the map that follows
/// from the kind and the number of channels.
package struct AddressMap: Hashable, Sendable {
    /// What a run of address bits chooses.
    package enum Field: String, CaseIterable, Sendable {
        case column, group, pseudo, channel, bank, stack, row
    }

    /// A run of neighbouring address bits.
    package struct Run: Hashable, Sendable {
        package var field: Field
        package var bits: Int

        package init(_ field: Field, _ bits: Int) {
            self.field = field
            self.bits = bits
        }
    }

    /// The runs, least significant first; none means the standard map.
    package var runs: [Run]

    package init(runs: [Run] = []) { self.runs = runs }

    /// The map that follows from the kind of memory and the number of its channels.
    package static let standard = AddressMap()

    /// Address bits that choose `field`.
    package func bits(of field: Field) -> Int {
        runs.reduce(0) { $1.field == field ? $0 + $1.bits : $0 }
    }
}

extension AddressMap: TextValue {
    package static var expectation: String {
        "standard, or runs of bits from the lowest up, such as \"column:1 group:2 channel:3 column:4 bank:2 row:14\""
    }

    package var text: String {
        guard !runs.isEmpty else { return "standard" }
        return runs.map { "\($0.field.rawValue):\($0.bits)" }.joined(separator: " ")
    }

    package init(text: String) throws(TextValueError) {
        guard text != "standard" else {
            self = .standard
            return
        }
        runs = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let field = Field(rawValue: String(parts[0])), let bits = Int(parts[1]),
                (1...40).contains(bits)
            else { throw TextValueError(found: text, expected: Self.expectation) }
            runs.append(Run(field, bits))
        }
        guard !runs.isEmpty else { throw TextValueError(found: text, expected: Self.expectation) }
    }
}

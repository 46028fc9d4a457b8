/// The rule that names of workloads, tensors, stages, layers and operations follow: 1 to 200 printable characters,
/// no quotes or backslashes and no space at either end, so that a name can stand in any message, table or trace.
package enum WorkloadName {
    /// True if the name follows the rule.
    package static func isUsable(_ name: String) -> Bool { fault(in: name) == nil }

    /// What is wrong with a name, as it follows "its name"; nil if nothing is.
    package static func fault(in name: String) -> String? {
        guard !name.isEmpty else { return "is empty" }
        if isPlain(name) { return nil }
        // Counting stops at the limit: a name may be as long as its file.
        guard name.unicodeScalars.prefix(WorkloadLimits.nameCharacters + 1).count <= WorkloadLimits.nameCharacters
        else { return "is longer than \(WorkloadLimits.nameCharacters) characters" }
        for scalar in name.unicodeScalars where !isUsable(scalar) {
            return "holds \(label(of: scalar)), which names may not"
        }
        guard name.utf8.first != 0x20, name.utf8.last != 0x20 else { return "begins or ends with a space" }
        return nil
    }

    /// Whether a name has nothing but letters, digits and a few marks, as nearly all have: there is nothing to look up.
    private static func isPlain(_ name: String) -> Bool {
        guard name.utf8.count <= WorkloadLimits.nameCharacters else { return false }
        return name.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isPlain) } ?? name.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func isUsable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "\"", "'", "`", "\\": return false
            default: return (0x20..<0x7F).contains(scalar.value)
            }
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default:
            return true
        }
    }

    private static func label(of scalar: Unicode.Scalar) -> String {
        guard scalar.isASCII, scalar.value > 0x20, scalar.value < 0x7F else {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "the character U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return "a \(scalar)"
    }
}

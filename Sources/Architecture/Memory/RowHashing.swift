import Quantities

/// Whether row bits are folded into the bank, so that streams a power of two apart do not meet in one bank.
package enum RowHashing: String, CaseIterable, TextValue {
    /// The bank is what the map says.
    case none
    /// The bank group and bank are XORed with the lowest row bits.
    case xor
}

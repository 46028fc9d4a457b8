import Quantities

/// Where a tensor may live.
package enum Placement: String, CaseIterable, TextValue {
    /// In HBM, or in SRAM where the residency mode keeps it there.
    case offChip = "off-chip"
    /// In SRAM from its first write to its last read; it never crosses the HBM interface.
    case onChip = "on-chip"
}

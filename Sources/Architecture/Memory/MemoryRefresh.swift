import Quantities

/// How the rows of a memory are kept alive.
package enum MemoryRefresh: String, CaseIterable, TextValue {
    /// No refresh: for calibration against runs without it.
    case none
    /// Every tREFI all banks of a pseudo-channel are closed and refreshed together for tRFCab.
    case allBank = "all-bank"
    /// One bank at a time for tRFCpb, while the others go on.
    case perBank = "per-bank"
}

/// A bank and row that a transfer comes to, and how much of the transfer is done when it leaves them.
struct RegionVisit: Hashable, Sendable {
    var bank: Int
    var row: Int
    /// In parts of 1/4096.
    var done: Int
}

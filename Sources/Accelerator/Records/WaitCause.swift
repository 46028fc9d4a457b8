/// Why a unit does not work: every cycle of every unit has exactly one of these causes, or is work.
package enum WaitCause: Int, CaseIterable, Sendable {
    /// Data that it needs is on its way from or to HBM, or the channel waits for the bus.
    case memory
    /// SRAM that its next command needs has not been granted yet.
    case space
    /// Another unit has not finished what it needs.
    case unit
    /// Nothing is left for it to do.
    case idle
}

import Architecture
import Quantities

extension MemorySystem {
    /// Whether the memory can count the time of a transfer, with `inFlight` of its kind under way at once.
    ///
    /// An estimate from above, in floating point: it decides nothing but whether a run is refused.
    func counts(_ transfer: Transfer, inFlight: Int) -> Bool {
        let most =
            banked?.mostTicks(of: transfer, inFlight: inFlight) ?? ideal.mostCycles(of: transfer) * Double(inFlight)
        return most < 0x1p61
    }
}

extension IdealMemory {
    fileprivate func mostCycles(of transfer: Transfer) -> Double {
        Double(transfer.rows) * Double(transfer.rowBytes) * cyclesPerByte + Double(latency.count) + 2
    }
}

extension BankedMemory {
    /// The transfer's time on the resource that it keeps longest, for all that may be under way.
    fileprivate func mostTicks(of transfer: Transfer, inFlight: Int) -> Double {
        let bursts = Double(transfer.rows) * (Double(transfer.rowBytes) / Double(geometry.burst) + 2)
        let work = max(
            ticks.burst, ticks.columnInGroup, ticks.activate, ticks.rowCycle, ticks.rowCommand, ticks.columnCommand)
        return bursts * Double(work) * Double(inFlight)
    }
}

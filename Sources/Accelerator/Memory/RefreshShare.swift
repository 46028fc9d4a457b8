import Architecture
import Quantities

/// The part of all time that refresh takes from the data buses.
struct RefreshShare: Hashable, Sendable {
    /// Bus time lost to one refresh, and the time from one to the next, in picoseconds.
    let lost: Int
    let interval: Int

    /// All-bank: the lanes of a channel close their rows one after another over one command bus, refresh for tRFC, and
    /// open rows again. Per-bank: a stream that meets the bank under refresh waits for it; one group's bank of all that
    /// it alternates between holds it up, so of `banks` refreshes per tREFI one in `banksPerGroup` is felt.
    init(_ spec: MemorySpec, _ organization: MemoryOrganization, _ row: MemoryTimings) {
        interval = row.tREFI
        switch spec.refresh {
        case .none:
            lost = 0
        case .allBank:
            lost = row.tRFCab + row.tRTP + organization.pseudoChannels * row.tRP + row.tRCDRD
        case .perBank:
            let queued = organization.readQueue / organization.pseudoChannels * row.tBurst
            let felt = max(0, row.tRFCpb + row.tRTP + row.tRP + row.tRCDRD - queued)
            lost = min(row.tREFI / 2, organization.bankGroups * felt)
        }
    }

    /// By how much work takes longer than its bus time.
    func stretch(share: Share) -> Stretch {
        Stretch(numerator: interval * 1_000_000, denominator: (interval - lost) * share.millionths)
    }

    struct Stretch {
        let numerator: Int
        let denominator: Int

        /// The stretched time, rounded to the nearest tick.
        func apply(to ticks: Int) -> Int {
            let (quotient, remainder) = denominator.dividingFullWidth(ticks.multipliedFullWidth(by: numerator))
            return quotient + (remainder >= denominator - remainder ? 1 : 0)
        }
    }
}

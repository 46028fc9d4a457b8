import Architecture
import Quantities

/// A memory's timings in ticks of the core clock.
///
/// Times in which a resource works are stretched by what refresh and others' traffic take of every interval; latencies
/// are not.
struct MemoryTicks: Hashable, Sendable {
    // Latencies.
    /// From a request to its data: row open, and row to be closed and opened.
    let hit: Int
    let conflict: Int
    /// Read command to data.
    let readLatency: Int
    let command: Int
    let sync: Int
    let controller: Int
    // Work, stretched.
    let burst: Int
    let columnInGroup: Int
    /// What the bus waits more for a read in another stack identifier.
    let stackSwitch: Int
    let activate: Int
    let rowCycle: Int
    let rowCommand: Int
    let columnCommand: Int
    /// Bus idle when every bank of a lane changes rows at once.
    let rowBubble: Int
    /// Bus idle when a lane turns from reads to writes and back, and what that adds where the write, or the read after
    /// it, finds another row open.
    let turn: Int
    let turnConflictBefore: Int
    let turnConflictAfter: Int

    init(_ spec: MemorySpec, _ organization: MemoryOrganization, _ row: MemoryTimings, clock: Frequency) {
        let ticks = TickClock(clock)
        let stretch = RefreshShare(spec, organization, row).stretch(share: spec.availableShare)
        func work(_ picoseconds: Int) -> Int { stretch.apply(to: ticks.ticks(picoseconds: max(0, picoseconds))) }
        hit = ticks.ticks(picoseconds: row.tCL)
        conflict = ticks.ticks(picoseconds: row.tRP + row.tRCDRD + row.tCL)
        readLatency = hit
        command = ticks.ticks(picoseconds: row.tCK)
        sync = ticks.ticks(picoseconds: row.tSync)
        controller = ticks.ticks(picoseconds: spec.controllerLatency.count)
        burst = work(row.tBurst)
        columnInGroup = work(max(row.tCCDL, row.tBurst))
        stackSwitch = work(row.tCCDR - row.tCCDS)
        activate = work(max(row.tRRDS, row.tFAW / 4))
        rowCycle = work(row.tRC)
        rowCommand = work(organization.rowCommandCycles * row.tCK)
        columnCommand = organization.sharesCommandBus ? work(row.tCK) : 0
        rowBubble = work(row.tRTP + row.tRP + row.tRCDRD - organization.bankGroups * row.tBurst)
        let toWrite = max(0, row.tRTW + row.tCWL - row.tCL - row.tBurst)
        let toRead = row.tWTRL + row.tCL
        let toWriteConflict = row.tRTP + row.tRP + row.tRCDWR + row.tCWL - row.tCL - row.tBurst
        let toReadConflict = row.tWR + row.tRP + row.tRCDRD + row.tCL
        turn = work(toWrite + toRead)
        turnConflictBefore = work(toWriteConflict - toWrite)
        turnConflictAfter = work(toReadConflict - toRead)
    }
}

import Architecture

/// A row of timings in whole command clocks, and what commands take of the bus.
struct DRAMReferenceClocks {
    let burst, readToData, writeToData, closeToOpen, openToRead, openToWrite, openToClose, openToOpen: Int
    let columnApart, columnInGroup, readInOtherStack, openApart, openInGroup, fourOpens: Int
    let writeRecovery, readToClose, writeToRead, writeToReadInGroup, readToWrite: Int
    let refresh, refreshInterval: Int
    /// One bank's refresh, and from it to an activation in another bank.
    let bankRefresh, bankRefreshToOpen: Int
    /// Clocks of the row command bus that an activation takes, with a bus of its own.
    let openCommand: Int
    /// Whether an activation is two commands on the shared bus, the second put off to a free clock.
    let splitsOpen: Bool
    let sharesBus: Bool

    init(_ row: MemoryTimings, _ organization: MemoryOrganization) {
        func clocks(_ picoseconds: Int) -> Int { (picoseconds + row.tCK - 1) / row.tCK }
        burst = clocks(row.tBurst)
        readToData = clocks(row.tCL)
        writeToData = clocks(row.tCWL)
        closeToOpen = clocks(row.tRP)
        openToRead = clocks(row.tRCDRD)
        openToWrite = clocks(row.tRCDWR)
        openToClose = clocks(row.tRAS)
        openToOpen = clocks(row.tRC)
        columnApart = max(clocks(row.tCCDS), clocks(row.tBurst))
        columnInGroup = clocks(row.tCCDL)
        readInOtherStack = clocks(row.tCCDR)
        openApart = clocks(row.tRRDS)
        openInGroup = clocks(row.tRRDL)
        fourOpens = clocks(row.tFAW)
        writeRecovery = clocks(row.tWR)
        readToClose = clocks(row.tRTP)
        writeToRead = clocks(row.tWTRS)
        writeToReadInGroup = clocks(row.tWTRL)
        readToWrite = clocks(row.tRTW)
        refresh = clocks(row.tRFCab)
        refreshInterval = row.tREFI / row.tCK
        bankRefresh = clocks(row.tRFCpb)
        // tRREFD of JESD238.
        bankRefreshToOpen = clocks(8000)
        sharesBus = organization.sharesCommandBus
        splitsOpen = sharesBus && organization.rowCommandCycles == 3
        openCommand = sharesBus ? 1 : organization.rowCommandCycles - 1
    }
}

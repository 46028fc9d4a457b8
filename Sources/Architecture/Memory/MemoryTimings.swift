import Quantities

/// The timing parameters of one kind of memory, under the names of its standard, in picoseconds.
///
/// One row of data per kind; nothing here is computed. All from the presets of Ramulator 2.1 (commit c5b1c3a), which
/// cite the JEDEC tables, except where a row says otherwise.
package struct MemoryTimings: Hashable, Sendable {
    /// One clock of the command interface.
    package var tCK: Int
    /// Data bus time of one burst.
    package var tBurst: Int
    /// Activate to read.
    package var tRCDRD: Int
    /// Activate to write.
    package var tRCDWR: Int
    /// Precharge to activate.
    package var tRP: Int
    /// Read command to its data.
    package var tCL: Int
    /// Write command to its data.
    package var tCWL: Int
    /// Activate to precharge of the same bank.
    package var tRAS: Int
    /// Activate to activate of the same bank.
    package var tRC: Int
    /// Column command to column command in another bank group.
    package var tCCDS: Int
    /// Column command to column command in the same bank group.
    package var tCCDL: Int
    /// Read command to read command in another stack identifier; as in another bank group where there is but one.
    package var tCCDR: Int
    /// Activate to activate in another bank group.
    package var tRRDS: Int
    /// Activate to activate in the same bank group.
    package var tRRDL: Int
    /// The window in which no more than four activates may fall.
    package var tFAW: Int
    /// End of write data to precharge.
    package var tWR: Int
    /// Read to precharge.
    package var tRTP: Int
    /// End of write data to a read in another bank group.
    package var tWTRS: Int
    /// End of write data to a read in the same bank group.
    package var tWTRL: Int
    /// Read command to write command.
    package var tRTW: Int
    /// Time of an all-bank refresh.
    package var tRFCab: Int
    /// Time of a per-bank refresh.
    package var tRFCpb: Int
    /// Mean time between all-bank refreshes.
    package var tREFI: Int
    /// What an access to an idle memory adds for starting the write clock (LPDDR5's CAS command); 0 elsewhere.
    package var tSync: Int
}

extension MemoryTimings {
    /// HBM2 at 2.0 Gb/s per pin: presets `HBM2_4Gb`, `HBM2_2000Mbps`.
    package static let hbm2 = MemoryTimings(
        tCK: 1000, tBurst: 2000, tRCDRD: 14000, tRCDWR: 12000, tRP: 14000, tCL: 14000, tCWL: 5000, tRAS: 34000,
        tRC: 48000, tCCDS: 2000, tCCDL: 4000, tCCDR: 2000, tRRDS: 4000, tRRDL: 4000, tFAW: 15000, tWR: 16000,
        tRTP: 5000,
        tWTRS: 6000, tWTRL: 8000, tRTW: 13000, tRFCab: 260_000, tRFCpb: 160_000, tREFI: 3_900_000, tSync: 0)

    /// HBM2E at 3.2 Gb/s per pin. Derived: no simulator ships one, so the nanoseconds of HBM2 with a clock of 1.6 GHz,
    /// tRFCab 350 ns and tRFCpb 200 ns.
    package static let hbm2e = MemoryTimings(
        tCK: 625, tBurst: 1250, tRCDRD: 14375, tRCDWR: 11875, tRP: 14375, tCL: 14375, tCWL: 5000, tRAS: 33125,
        tRC: 47500, tCCDS: 1250, tCCDL: 2500, tCCDR: 1250, tRRDS: 4375, tRRDL: 4375, tFAW: 15000, tWR: 16250,
        tRTP: 5000,
        tWTRS: 6250, tWTRL: 8125, tRTW: 11875, tRFCab: 350_000, tRFCpb: 200_000, tREFI: 3_900_000, tSync: 0)

    /// HBM3 at 6.4 Gb/s per pin: presets `HBM3_16Gb_8hi`, `HBM3_6400Mbps` (JESD238); tCCDR of the
    /// latter is 3 clocks.
    package static let hbm3 = MemoryTimings(
        tCK: 625, tBurst: 1250, tRCDRD: 19375, tRCDWR: 9375, tRP: 16250, tCL: 12500, tCWL: 6250, tRAS: 28125,
        tRC: 45000, tCCDS: 1250, tCCDL: 2500, tCCDR: 1875, tRRDS: 2500, tRRDL: 3125, tFAW: 15000, tWR: 20625,
        tRTP: 5625,
        tWTRS: 4375, tWTRL: 6250, tRTW: 12500, tRFCab: 350_000, tRFCpb: 200_000, tREFI: 3_900_000, tSync: 0)

    /// LPDDR5-6400, x16 channel in bank-group mode: presets `LPDDR5_16Gb_x16`, `LPDDR5_6400` (JESD209-5B).
    package static let lpddr5 = MemoryTimings(
        tCK: 1250, tBurst: 2500, tRCDRD: 18750, tRCDWR: 18750, tRP: 18750, tCL: 21250, tCWL: 11250, tRAS: 42500,
        tRC: 61250, tCCDS: 2500, tCCDL: 5000, tCCDR: 2500, tRRDS: 5000, tRRDL: 5000, tFAW: 20000, tWR: 35000,
        tRTP: 10000,
        tWTRS: 6250, tWTRL: 12500, tRTW: 15000, tRFCab: 280_000, tRFCpb: 140_000, tREFI: 3_906_250, tSync: 1250)

    /// DDR4-3200AA, a 64-bit channel of x8 devices: presets `DDR4_8Gb_x8`, `DDR4_3200AA`. The standard has no per-bank
    /// refresh; tRFCpb repeats tRFCab.
    package static let ddr4 = MemoryTimings(
        tCK: 625, tBurst: 2500, tRCDRD: 13750, tRCDWR: 13750, tRP: 13750, tCL: 13750, tCWL: 10000, tRAS: 32500,
        tRC: 46250, tCCDS: 2500, tCCDL: 5000, tCCDR: 2500, tRRDS: 2500, tRRDL: 5000, tFAW: 21250, tWR: 15000,
        tRTP: 7500,
        tWTRS: 2500, tWTRL: 7500, tRTW: 7500, tRFCab: 360_000, tRFCpb: 360_000, tREFI: 7_800_000, tSync: 0)
}

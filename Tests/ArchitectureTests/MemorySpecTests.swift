import Quantities
import Testing

@testable import Architecture

@Suite struct MemorySpecTests {
    @Test(arguments: [
        (MemoryKind.hbm2, 256_000_000_000), (.hbm2e, 409_600_000_000), (.hbm3, 819_200_000_000),
        (.lpddr5, 51_200_000_000), (.ddr4, 51_200_000_000), (.ideal, 256_000_000_000),
    ])
    func peakFollowsFromKindAndChannels(kind: MemoryKind, bytesPerSecond: Int) throws {
        let spec = try MemorySpec(kind: kind).validated()
        #expect(spec.peakBandwidth == Bandwidth(bytesPerSecond))
    }

    @Test func defaultIsOneStackOfHBM2() {
        let spec = MemorySpec()
        #expect(spec.kind == .hbm2)
        #expect(spec.channels == 8)
        #expect(spec.refresh == .allBank)
        #expect(spec.granule == Bytes(32))
        #expect(spec.unloadedLatency == TimeSpan(44_000))
    }

    @Test(arguments: [
        (MemoryKind.hbm2, "column:1 group:2 pseudo:1 channel:3 column:4 bank:2 row:14"),
        (.hbm3, "column:1 group:2 pseudo:1 channel:4 column:4 bank:2 stack:1 row:14"),
        (.lpddr5, "column:1 group:2 channel:2 column:5 bank:2 row:16"),
        (.ddr4, "column:1 group:2 channel:1 column:6 bank:2 row:16"),
    ])
    func standardMapHasABitForEverything(kind: MemoryKind, text: String) throws {
        let map = MemorySpec(kind: kind).resolvedAddressMap
        #expect(map.text == text)
        #expect(try AddressMap(text: text) == map)
    }

    /// What cannot be, and the words that say why.
    @Test(arguments: [
        ("channels", "3", "memory.channels is 3, expected a power of two from 1 to 128"),
        ("channels", "0", "memory.channels is 0"), ("channels", "-8", "memory.channels is -8"),
        ("channels", "9223372036854775807", "memory.channels is 9223372036854775807"),
        ("channels", "256", "memory.channels is 256"), ("availableShare", "0%", "more than 0% and at most 100%"),
        ("availableShare", "101%", "more than 0% and at most 100%"),
        (
            "addressMap", "column:1 group:2 pseudo:1 channel:2 column:4 bank:2 row:14",
            "3 bits of channel for 8 channels"
        ),
        ("addressMap", "column:5 group:2 pseudo:1 channel:3 column:4 bank:2 row:14", "5 bits of column for 32 bursts"),
        ("addressMap", "column:1 group:2 pseudo:1 channel:3 column:4 bank:2", "1 to 24 bits of row"),
        ("addressMap", "bank:2 column:5 group:2 pseudo:1 channel:3 row:14", "below those of bank, stack and row"),
    ])
    func refusesWhatCannotBe(key: String, value: String, reason: String) throws {
        var spec = MemorySpec()
        let setting = try #require(MemorySpec.settings.first { $0.key == key })
        try setting.write(&spec, value)
        let error = #expect(throws: MemorySpecError.self) { try spec.validate() }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    /// tRP + tRCD + tCL + a burst + the change of clocks: 18.75 + 18.75 + 21.25 + 2.5 + 1.25 ns of LPDDR5.
    @Test func unloadedLatencyCrossesClocks() {
        #expect(MemorySpec(kind: .lpddr5).unloadedLatency == TimeSpan(62_500))
        #expect(MemorySpec(kind: .hbm2).unloadedLatency == TimeSpan(44_000))
    }

    @Test func refusesPerBankRefreshOfDDR4() {
        var spec = MemorySpec(kind: .ddr4)
        spec.refresh = .perBank
        #expect(throws: MemorySpecError.self) { try spec.validate() }
    }

    @Test(arguments: ["", "colum:1", "column", "column:0", "column:x", "column:1 group:99"])
    func refusesTextThatIsNoMap(text: String) {
        #expect(throws: TextValueError.self) { try AddressMap(text: text) }
    }

    @Test(arguments: [
        ("75%", 750_000, "75%"), ("0.75", 750_000, "75%"), ("1", 1_000_000, "100%"), ("33.3333%", 333_333, "33.3333%"),
        ("0.5%", 5_000, "0.5%"), ("922337", 922_337_000_000, "92233700%"),
    ])
    func readsShares(text: String, millionths: Int, written: String) throws {
        let share = try Share(text: text)
        #expect(share.millionths == millionths)
        #expect(share.text == written)
        #expect(try Share(text: written) == share)
    }

    @Test(arguments: ["", "%", "-1", "half", "1.", ".5", "1.2345678", "99999999999999999999"])
    func refusesTextThatIsNoShare(text: String) {
        #expect(throws: TextValueError.self) { try Share(text: text) }
    }

    @Test func everySettingReadsBackWhatItWrites() throws {
        for setting in MemorySpec.settings {
            var copy = MemorySpec()
            try setting.write(&copy, setting.read(MemorySpec()))
            #expect(copy == MemorySpec(), "\(setting.key)")
        }
        for setting in DMASpec.settings {
            var copy = DMASpec()
            try setting.write(&copy, setting.read(DMASpec()))
            #expect(copy == DMASpec(), "\(setting.key)")
        }
    }
}

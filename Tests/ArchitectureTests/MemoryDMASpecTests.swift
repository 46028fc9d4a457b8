import Quantities
import Testing

@testable import Architecture

@Suite struct MemoryDMASpecTests {
    @Test func defaultIsValid() throws {
        #expect(try DMASpec().validated() == DMASpec())
    }

    @Test(
        arguments: [
            (\DMASpec.channels, 0), (\.channels, 65), (\.descriptorsInFlight, 0), (\.window, 0), (\.window, -1),
            (\.window, Int.max), (\.requestSize.count, 0), (\.requestSize.count, 48), (\.requestSize.count, 8192),
            (\.setupCycles.count, -1), (\.setupCycles.count, Int.max),
        ] as [(WritableKeyPath<DMASpec, Int> & Sendable, Int)])
    func refusesWhatCannotBe(field: WritableKeyPath<DMASpec, Int> & Sendable, value: Int) {
        var spec = DMASpec()
        spec[keyPath: field] = value
        let error = #expect(throws: MemorySpecError.self) { try spec.validate() }
        #expect(error?.description.hasPrefix("dma.") == true)
    }

    /// 256 GB/s for 44 ns are 11,264 B: 352 requests of 32 B.
    @Test func notesAWindowThatIsTooSmall() throws {
        let memory = MemorySpec()
        var dma = DMASpec()
        #expect(memory.sufficientWindow(for: dma) == 352)
        dma.window = 352
        #expect(memory.windowNote(for: dma) == nil)
        dma.window = 351
        let note = try #require(memory.windowNote(for: dma))
        #expect(note.contains("351 requests"))
        #expect(note.contains("352 cover"))
        dma.requestSize = Bytes(64)
        #expect(memory.windowNote(for: dma) == nil)
        dma.window = 1
        #expect(MemorySpec(kind: .ideal).windowNote(for: dma) == nil)
    }

    /// What an ideal memory has besides its kind is of no use to one with banks.
    @Test func idleSettingsAreNoted() throws {
        var memory = MemorySpec()
        #expect(memory.unusedNote == nil)
        memory.bandwidth = Bandwidth(400_000_000_000)
        let note = try #require(memory.unusedNote)
        #expect(note.hasPrefix("memory.bandwidth and memory.latency are for memory.kind=ideal; those of hbm2 follow"))
        memory.kind = .ideal
        #expect(memory.unusedNote == nil)
    }

    /// Another kind of memory does not bring its energy with it.
    @Test func energyOfAnotherMemoryIsNoted() {
        var machine = AcceleratorSpec()
        for kind in [MemoryKind.hbm2, .ideal] {
            machine.memory.kind = kind
            #expect(machine.energy.unfitNote(for: machine.memory) == nil)
        }
        machine.memory.kind = .lpddr5
        #expect(
            machine.energy.unfitNote(for: machine.memory)
                == "energy.memoryPerByte is the default's 31.2 pJ, which is for hbm2; memory.kind=lpddr5 does not change it"
        )
        machine.energy.memoryPerByte = Energy(femtojoules: 40_000)
        #expect(machine.energy.unfitNote(for: machine.memory) == nil)
    }
}

import Architecture
import Quantities
import Testing

@testable import Accelerator

/// 4 banks of 16 B: 64 B per cycle.
struct SRAMPortsTests {
    private static func ports(banks: Int = 4, bytesPerCycle: Int = 16) -> SRAMPorts {
        var spec = SRAMSpec()
        spec.banks = banks
        spec.bytesPerCycle = Bytes(bytesPerCycle)
        return SRAMPorts(spec)
    }

    @Test(arguments: [
        // bytes, cycles, cycles more
        (0, 10, 0), (640, 10, 0), (641, 10, 1), (1280, 10, 10), (64, 0, 0), (65, 0, 1), (1, 1000, 0),
    ])
    func aloneAUnitHasAllBanks(bytes: Int, cycles: Int, more: Int) {
        var ports = Self.ports()
        #expect(ports.book(Bytes(bytes), from: Cycles(5), until: Cycles(5 + cycles), now: .zero) == Cycles(more))
    }

    /// 40 of 64 B per cycle are taken for 10 cycles. 480 B in 10 cycles would be 48 a cycle: 24 in each of the first 10
    /// leave 240 B, 5 cycles more at 48.
    @Test func theLaterTakesWhatIsLeft() {
        var ports = Self.ports()
        #expect(ports.book(Bytes(400), from: .zero, until: Cycles(10), now: .zero) == .zero)
        #expect(ports.book(Bytes(480), from: .zero, until: Cycles(10), now: .zero) == Cycles(5))
    }

    /// All banks are taken from cycle 4 to 8: 8 cycles of work from 0 on are interrupted for 4.
    @Test func aBookingToComeInterrupts() {
        var ports = Self.ports()
        #expect(ports.book(Bytes(256), from: Cycles(4), until: Cycles(8), now: .zero) == .zero)
        #expect(ports.book(Bytes(80), from: .zero, until: Cycles(8), now: .zero) == Cycles(4))
    }

    @Test func bothFitTogether() {
        var ports = Self.ports()
        for _ in 0..<2 { #expect(ports.book(Bytes(320), from: .zero, until: Cycles(10), now: .zero) == .zero) }
        #expect(ports.book(Bytes(1), from: .zero, until: Cycles(10), now: .zero) == Cycles(1))
    }

    @Test func whatHasEndedIsForgotten() {
        var ports = Self.ports()
        _ = ports.book(Bytes(640), from: .zero, until: Cycles(10), now: .zero)
        #expect(ports.book(Bytes(640), from: Cycles(10), until: Cycles(20), now: Cycles(10)) == .zero)
        #expect(ports.normalized(relativeTo: Cycles(20)) == Self.ports())
    }

    @Test func aStateRecursLater() {
        var early = Self.ports()
        var late = Self.ports()
        _ = early.book(Bytes(300), from: Cycles(1), until: Cycles(7), now: .zero)
        _ = late.book(Bytes(300), from: Cycles(1001), until: Cycles(1007), now: Cycles(1000))
        #expect(early != late)
        #expect(late.normalized(relativeTo: Cycles(1000)) == early)
    }

    /// However many commands overlap, no more bytes are booked than the banks can move.
    @Test func bytesAreConserved() {
        var ports = Self.ports()
        var end = 0
        for index in 0..<50 {
            let begin = Cycles(index * 3)
            let stall = ports.book(Bytes(500), from: begin, until: begin + Cycles(8), now: begin)
            end = max(end, (begin + Cycles(8) + stall).count)
        }
        #expect(end * 64 >= 50 * 500)
        #expect(end * 64 < 50 * 500 + 50 * 64)
    }
}

import Architecture
import Quantities
import Testing

@testable import Accelerator

struct DMAPathTests {
    private static func path(bytesPerCycle: Int = 0, intervalPicoseconds: Int = 0, requestSize: Int = 64) -> DMAPath {
        var spec = DMASpec()
        spec.bytesPerCycle = Bytes(bytesPerCycle)
        spec.requestInterval = TimeSpan(intervalPicoseconds)
        spec.requestSize = Bytes(requestSize)
        return DMAPath(spec, granule: Bytes(1), clock: Frequency(1_000_000_000))
    }

    private static func transfer(rows: Int, of rowBytes: Int) -> Transfer {
        Transfer(address: 0, rows: rows, rowBytes: rowBytes, pitch: 4096, tensor: 0, trafficClass: .weights)
    }

    @Test(arguments: [
        // rows, bytes of a row, end: each row takes a request of 5.5 cycles for each 64 B begun
        (1, 64, 6), (2, 64, 11), (2, 65, 22), (3, 1, 17), (768, 16, 4224), (128, 768, 8448),
    ])
    func requestsSetThePace(rows: Int, rowBytes: Int, end: Int) {
        var path = Self.path(intervalPicoseconds: 5_500)
        #expect(path.carry(Self.transfer(rows: rows, of: rowBytes), from: .zero, until: Cycles(1)) == Cycles(end))
    }

    @Test func nothingIsLostBetweenTransfers() {
        var path = Self.path(intervalPicoseconds: 5_500)
        for index in 1...20 {
            let end = path.carry(Self.transfer(rows: 1, of: 64), from: .zero, until: Cycles(1))
            #expect(end == Cycles((index * 11 + 1) / 2))
        }
    }

    @Test(arguments: [(16, 1000, 63), (16, 1008, 63), (16, 1009, 64), (0, 1000, 7)])
    func thePathIsSoWide(bytesPerCycle: Int, bytes: Int, end: Int) {
        var path = Self.path(bytesPerCycle: bytesPerCycle)
        #expect(path.carry(Self.transfer(rows: 1, of: bytes), from: .zero, until: Cycles(7)) == Cycles(end))
    }

    @Test func aSlowMemoryDecides() {
        var path = Self.path(bytesPerCycle: 16, intervalPicoseconds: 5_500)
        #expect(path.carry(Self.transfer(rows: 1, of: 64), from: Cycles(3), until: Cycles(900)) == Cycles(900))
    }

    @Test func endsNeverGoBack() {
        var path = Self.path()
        #expect(path.close(Cycles(10)) == Cycles(10))
        #expect(path.close(Cycles(7)) == Cycles(10))
        #expect(path.normalized(relativeTo: Cycles(10)) == Self.path())
    }
}

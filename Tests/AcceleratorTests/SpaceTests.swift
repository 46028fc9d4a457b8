import Accelerator
import Architecture
import Quantities
import Testing

/// SRAM as a resource that commands wait for.
@Suite struct SpaceTests {
    /// A load whose room is the operand of a product before it, by the granules there are.
    @Test(
        arguments: [
            // The product is complete at 46, then set-up and latency.
            (2, [46, 58, 74], [12, 18]), (3, [0, 28, 44], [0, 0]), (4, [0, 28, 44], [0, 0]),
        ])
    func loadWaitsForRoom(granules: Int, times: [Int], waits: [Int]) throws {
        var machine = AcceleratorSpec.small
        // A granule that is not whole cannot be granted.
        machine.sram.capacity = Bytes(granules * 64 + 63)
        var program = HandMadeProgram()
        program.load(64, takes: 1)
        program.product(8, 4, 4, after: [(.fetch, 1)], takes: 1, gives: 1)
        program.load(64, takes: 1)
        program.store(32, after: [(.array, 1)], gives: 1)
        program.pass(8, 4, after: [(.fetch, 2)], gives: 1)
        let records = try program.run(on: machine).records.sorted { $0.command < $1.command }
        #expect(records[1].times == [28, 32, 40, 46])
        #expect(records[2].times.dropLast() == times[...])
        #expect([records[2].before.memory.count, records[2].before.space.count] == waits)
    }

    /// Room is granted in program order: a small load does not overtake a large one that waits.
    @Test func nothingOvertakes() throws {
        var machine = AcceleratorSpec.small
        machine.sram.capacity = Bytes(4 * 64)
        var program = HandMadeProgram()
        program.load(128, takes: 2)
        program.pass(8, 16, after: [(.fetch, 1)], gives: 2)
        program.load(256, takes: 4)
        program.load(16, takes: 0)
        program.pass(8, 16, after: [(.fetch, 3)], gives: 4)
        let records = try program.run(on: machine).records.sorted { $0.command < $1.command }
        // 128 B end at 44, the pass takes 34 cycles.
        #expect(records[1].times == [44, 44, 78, 78])
        #expect(records[2].issued.count == 78)
        #expect(records[3].issued.count == 78)
    }

    /// A release that waits for two units gives its room back when the later one has ended.
    @Test func releaseWaitsForAll() throws {
        var machine = AcceleratorSpec.small
        machine.sram.capacity = Bytes(64)
        var program = HandMadeProgram()
        program.load(64, takes: 1)
        program.product(8, 4, 4, after: [(.fetch, 1)])
        program.pass(8, 16, after: [(.fetch, 1)])
        program.add(.release, .release, after: [(.array, 1), (.vector, 1)], gives: 1)
        program.load(4, takes: 1)
        program.store(4, after: [(.fetch, 2)], gives: 1)
        let list = try program.run(on: machine)
        #expect(list.records.count == 5)
        let records = list.records.sorted { $0.command < $1.command }
        #expect(records[1].completed.count == 46)
        #expect(records[2].completed.count == 28 + 34)
        #expect(records[3].issued.count == 62)
        #expect(records[3].before.space.count == 34)
    }

    /// The peak counts what is granted, not what is in use.
    @Test func peakCountsGrants() throws {
        var program = HandMadeProgram()
        program.load(64, takes: 3)
        program.load(64, takes: 5)
        program.pass(8, 4, after: [(.fetch, 2)], gives: 8)
        program.load(64, takes: 8)
        program.pass(8, 4, after: [(.fetch, 3)], gives: 8)
        let result = try simulate(program.program(), on: .small)
        #expect(result.peakSRAM.count == 16 * 64)
    }

    /// Iterations follow each other as if they were written out; waits count from the start of each.
    @Test func iterationsAreUnrolled() throws {
        var once = HandMadeProgram()
        var twice = HandMadeProgram()
        for (iteration, isOnlyOne) in [(0, true), (1, false)] {
            for (place, part) in [(0, once), (1, twice)] where place == 1 || isOnlyOne {
                var part = part
                part.load(64, takes: 8)
                part.pass(8, 4, after: [(.fetch, iteration + 1)], gives: 8)
                if place == 0 { once = part } else { twice = part }
            }
        }
        let repeated = try once.run(on: .small, repeats: 2).records
        let written = try twice.run(on: .small).records
        #expect(repeated.map(\.times) == written.map(\.times))
        #expect(repeated.map(\.iteration) == [0, 1, 0, 1])
        #expect(repeated.map(\.command).sorted() == [0, 0, 1, 1])
    }
}

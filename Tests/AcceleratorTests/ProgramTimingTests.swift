import Accelerator
import Architecture
import Quantities
import Testing

/// Hand-made programs whose every time was computed by hand.
@Suite struct ProgramTimingTests {
    /// Two loads, a product, a pass and a store, one after the other.
    @Test func chain() throws {
        var program = HandMadeProgram()
        program.load(64, takes: 1)
        program.load(32, takes: 1)
        program.product(8, 4, 4, after: [(.fetch, 2)], takes: 1, gives: 2)
        program.pass(8, 4, after: [(.array, 1)])
        program.store(32, after: [(.vector, 1)], gives: 1)
        let list = try program.run(on: .small)
        #expect(
            list.records.map(\.times) == [
                [0, 12, 28, 28],  // Set-up 2, latency 10, 64 B at 4 B a cycle.
                [0, 28, 36, 36],  // Ready at 14; the bus is busy until 28.
                [36, 40, 48, 54],  // 4 rows of weights, 8 rows stream, 6 cycles of latency.
                [54, 54, 64, 64],  // 2 + 32 / 4.
                [64, 66, 74, 74],  // Set-up 2; no latency for writes.
            ])
        #expect(list.records.map(\.before.memory.count) == [12, 0, 36, 0, 2])
        #expect(list.records.map(\.before.unit.count) == [0, 0, 0, 54, 28])
        #expect(list.records.map(\.before.loadingStationary.count) == [0, 0, 4, 0, 0])
        #expect(list.records.map(\.before.space.count) == [0, 0, 0, 0, 0])
        #expect(list.rests.map(\.idle.count) == [74 - 54, 74 - 64, 0])
        #expect(list.rests.map(\.drain.count) == [6, 0, 0])
    }

    /// What the array does between two products that follow each other, by the rows of the first: with a second set of
    /// registers 4 rows of weights hide under 4 streamed rows, and no fewer; without, they are never hidden.
    @Test(
        arguments: [
            // overlap, rows, the second's issue, entry and exposed load
            (LoadOverlap.doubleBuffered, 8, [4, 12, 0]), (.doubleBuffered, 5, [4, 9, 0]),
            (.doubleBuffered, 4, [4, 8, 0]), (.doubleBuffered, 3, [4, 8, 1]), (.doubleBuffered, 1, [4, 8, 3]),
            (.notOverlapped, 8, [12, 16, 4]), (.notOverlapped, 4, [8, 12, 4]), (.notOverlapped, 1, [5, 9, 4]),
        ])
    func productsInARow(overlap: LoadOverlap, rows: Int, expected: [Int]) throws {
        var machine = AcceleratorSpec.small
        machine.array.load.overlap = overlap
        var program = HandMadeProgram()
        program.product(rows, 4, 4, after: [])
        program.product(8, 4, 4, after: [])
        let records = try program.run(on: machine).records
        #expect(records[0].times == [0, 4, 4 + rows, 10 + rows])
        let second = records[1]
        #expect([second.issued, second.began, second.before.loadingStationary].map(\.count) == expected)
        #expect(second.before.total == second.began - records[0].ended)
        #expect(second.completed == second.began + Cycles(14))
    }

    /// A product is taken up in the cycle in which its operand is there, and not one before.
    @Test(arguments: [(60, 27), (64, 28), (65, 29), (68, 29), (69, 30)])
    func operandsArrive(bytes: Int, cycle: Int) throws {
        var program = HandMadeProgram()
        program.load(bytes)
        program.product(1, 4, 4, after: [(.fetch, 1)])
        let records = try program.run(on: .small).records
        #expect(records[0].ended.count == cycle)
        #expect(records[1].issued.count == cycle)
        #expect(records[1].before.memory.count == cycle)
    }

    /// Of two conditions the one that is met last is blamed: a load that ends at 28 or a pass that ends later.
    @Test(arguments: [(24, 26, 28, 0), (26, 28, 28, 0), (27, 29, 0, 29)])
    func lastConditionIsBlamed(vectors: Int, pass: Int, memory: Int, unit: Int) throws {
        var program = HandMadeProgram()
        program.load(64)
        program.pass(1, 4 * vectors, after: [])
        program.product(1, 4, 4, after: [(.fetch, 1), (.vector, 1)])
        let records = try program.run(on: .small).records.sorted { $0.command < $1.command }
        #expect(records[1].ended.count == pass)
        #expect(records[2].issued.count == max(28, pass))
        #expect(records[2].before.memory.count == memory)
        #expect(records[2].before.unit.count == unit)
    }

    /// Four loads, each for a product of 40 cycles in an operation of its own: the load of the tile behind the one at work
    /// is issued at once, the one after that when the first product is complete, at 28 + 4 + 40 + 6.
    @Test(arguments: [
        (Prefetch.none, [0, 78]), (.nextTile, [0, 0, 78]), (.nextOperation, [0, 0, 78]), (.unbounded, [0, 0, 28]),
    ])
    func loadsRunAhead(prefetch: Prefetch, issued: [Int]) throws {
        var machine = AcceleratorSpec.small
        machine.prefetch = prefetch
        var hand = HandMadeProgram()
        for load in 1...4 {
            hand.load(64)
            hand.product(40, 4, 4, after: [(.fetch, load)])
        }
        var program = hand.program()
        #expect(program.executedCommands == 8)
        #expect(hand.program(repeats: 3).executedCommands == 24)
        for place in program.commands.indices {
            program.commands[place].tile = Int32(place / 2)
            program.commands[place].step = Int32(place / 2)
        }
        var list = RecordList()
        _ = try simulate(program, on: machine, into: &list)
        let loads = list.records.filter { $0.unit != .array }.map(\.issued.count)
        #expect(Array(loads.prefix(issued.count)) == issued)
    }

    /// A queue's second descriptor waits until the first is done where there is one, and overlaps where there are two.
    @Test(arguments: [(1, [28, 40]), (2, [0, 28]), (3, [0, 28])])
    func descriptorsInFlight(count: Int, second: [Int]) throws {
        var machine = AcceleratorSpec.small
        machine.dma.descriptorsInFlight = count
        var program = HandMadeProgram()
        program.load(64)
        program.load(64)
        let records = try program.run(on: machine).records
        #expect([records[1].issued.count, records[1].began.count] == second)
    }

    /// Two channels share the bus; a cycle belongs to the channel whose transfer was issued first.
    @Test func channelsShareTheBus() throws {
        var machine = AcceleratorSpec.small
        machine.dma.channels = 2
        var program = HandMadeProgram()
        for _ in 0..<3 { program.load(62) }
        let records = try program.run(on: machine).records
        #expect(records.map(\.unit) == [.dma(channel: 0), .dma(channel: 1), .dma(channel: 0)])
        // 15.5 cycles each: the second takes over in the middle of cycle 27, and its first whole cycle is the next.
        #expect(records.map(\.times) == [[0, 12, 28, 28], [0, 28, 43, 43], [0, 43, 59, 59]])
    }
}

import Accelerator
import Architecture
import Quantities
import Testing

@Suite struct SteadyStateCountsTests {
    /// Every iteration keeps a granule more than it gives back. For many of them all else is the same, but not for all: less
    /// and less room is left to run ahead.
    @Test func roomThatIsKeptIsNoSteadyState() throws {
        var machine = AcceleratorSpec.small
        machine.sram.capacity = Bytes(160 * 64)
        var program = HandMadeProgram()
        program.load(3200, takes: 50)
        program.product(8, 4, 4, after: [(.fetch, 1)])
        program.pass(8, 4, after: [(.array, 1)], gives: 49)
        let replayed = try program.run(on: machine, repeats: 100)
        #expect(try program.run(on: machine, repeats: 100, replays: false) == replayed)
    }
}

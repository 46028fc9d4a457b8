import Accelerator
import Architecture
import Quantities
import Testing

@Suite struct SimulationErrorTests {
    /// Simulated time ends at 2^42 cycles, for the memory counts 2^20 parts of each: a program that lasts longer is an
    /// error.
    @Test func runsAreBounded() throws {
        var machine = AcceleratorSpec.small
        machine.vector.startUp = 0
        let longest = 1 << 36
        var program = HandMadeProgram()
        for _ in 0..<3 { program.pass(1, longest, after: []) }
        // A pass takes 2^34 cycles.
        let cycles = try simulate(program.program(repeats: 85), on: machine).cycles
        #expect(cycles.count == 255 << 34)
        #expect(throws: SimulationError.tooLong(limit: Cycles(1 << 42))) {
            try simulate(program.program(repeats: 86), on: machine)
        }
    }

    @Test func productsThatTheArrayCannotDoAreErrors() throws {
        var program = HandMadeProgram()
        program.add(.product(ProductShape(m: 1, k: 4, n: 4, type: .fp16)), .array)
        var machine = AcceleratorSpec.small
        machine.array.rates = .int8Only
        let error = #expect(throws: SimulationError.self) { try simulate(program.program(), on: machine) }
        #expect(error?.description.hasPrefix("operation: array.rates.fp16") == true)
    }

    /// A transfer so large that the memory's clock would overflow is refused.
    @Test(arguments: [(130_560, false), (1 << 40, true)])
    func transfersThatTakeTooLongAreErrors(bytes: Int, isRefused: Bool) throws {
        var program = HandMadeProgram()
        program.load(bytes)
        let expected = SimulationError.transfer(operation: "stage.layer.operation", bytes: Bytes(bytes))
        if isRefused {
            #expect(throws: expected) { try simulate(program.program(), on: AcceleratorSpec()) }
        } else {
            #expect(try simulate(program.program(), on: AcceleratorSpec()).cycles > .zero)
        }
    }

    @Test func anEmptyProgramTakesNoTime() throws {
        let program = Program(name: "none", stages: [], operations: [], tensors: [], commands: [], segments: [])
        #expect(try simulate(program, on: .small).cycles == .zero)
    }
}

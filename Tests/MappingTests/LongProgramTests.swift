import Architecture
import Testing

@testable import Mapping

/// What is said of a program that gets too long names what makes it so.
@Suite struct LongProgramTests {
    private func advice(_ change: (inout AcceleratorSpec) -> Void) -> Substring {
        var machine = AcceleratorSpec()
        change(&machine)
        let error = MappingError.tooManyCommands(
            operation: "stage/layer/op", limit: 4_000_000, cause: LongProgramCause(machine))
        return error.description.trimmingPrefix("stage/layer/op: the program grows past 4000000 commands")
    }

    @Test func causesAreNamed() {
        #expect(
            advice { _ in } == ", because its tiles are so small; give the machine more SRAM or a larger array")
        #expect(
            advice { $0.mapping.tile.k = 1 }
                == ", because mapping.tile asks for small tiles; make mapping.tile.m, .k or .n larger, or 0")
        #expect(advice { $0.run.inferences = 300 } == ", those of 300 inferences; make run.inferences smaller")
    }

    @Test func onlyTooLittleSRAMIsMendedWithMore() {
        var machine = AcceleratorSpec()
        #expect(LongProgramCause(machine).isSRAM)
        machine.mapping.tile.m = 1
        #expect(!LongProgramCause(machine).isSRAM)
    }
}

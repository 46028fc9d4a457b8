import Reporting
import Testing

/// The output that README.md shows is the output of the tool.
@Suite struct ReadmeTests {
    @Test func theTableIsWhatSimulatePrints() throws {
        let printed = try RunReport.simulatingSmolVLA().plainText(perLayer: false)
        try DocumentBlock.expect(printed, beginning: "smolvla on default, layer-by-layer", in: "README.md")
    }
}

import Reporting
import Testing

/// Pictures in documents are what the tool draws. With `UPDATE_GOLDEN=1` in the environment they are drawn anew.
@Suite struct PictureTests {
    @Test func stagesOfSmolVLA() throws {
        let picture = try StagePicture(RunReport.simulatingSmolVLA()).svg
        try RepositoryFile.record(in: "Docs/stages.svg") { $0 = picture }
        let isShown = try RepositoryFile.text("Docs/stages.svg") == picture
        #expect(isShown, "UPDATE_GOLDEN=1 draws it anew")
    }
}

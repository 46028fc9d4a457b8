import Foundation
import Testing

/// The picture in Docs/Sweeps.md is what the command draws. With `UPDATE_GOLDEN=1` in the environment it is drawn anew.
@Suite struct SweepPictureTests {
    @Test func sizesOfSRAM() throws {
        let folder = try TemporaryFolder()
        let outcome = try SystoleProcess.shell(
            """
            cd \(folder.url.path) && $SYSTOLE sweep --plot picture.svg --output table \
            --vary residency=layer-by-layer,resident,pinned,lru,belady --vary sram.capacity=1MiB...128MiB:x1.4
            """)
        #expect(outcome.status == 0, "\(outcome.standardError)")
        let picture = try folder.text(of: "picture.svg")
        let file = Checkout.file("Docs/sram-sweep.svg")
        let shown = try String(contentsOfFile: file, encoding: .utf8)
        if shown != picture, ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try picture.write(toFile: file, atomically: true, encoding: .utf8)
        }
        let isShown = shown == picture
        #expect(isShown, "UPDATE_GOLDEN=1 draws it anew")
    }
}

import Foundation
import Testing

/// The fuzzer's seeds, and every input that once crashed, fed to the targets that `make fuzz` feeds.
@Suite struct FuzzInputTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fuzzing")

    /// The files for a target, in the order of their names.
    private static func inputs(in kind: String, for target: FuzzTarget) -> [URL] {
        let folder = folder.appendingPathComponent(kind).appendingPathComponent(target.rawValue)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map(folder.appendingPathComponent)
    }

    @Test(arguments: FuzzTarget.allCases) func seedsAndPastCrashesKeepTheirPromises(target: FuzzTarget) throws {
        let seeds = Self.inputs(in: "Seeds", for: target)
        #expect(!seeds.isEmpty)
        for file in seeds + Self.inputs(in: "Crashes", for: target) {
            let bytes = try [UInt8](Data(contentsOf: file))
            #expect(throws: Never.self, "\(file.lastPathComponent)") { try target.run(bytes) }
        }
    }
}

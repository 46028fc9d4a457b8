import JSONText
import Quantities
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Each test makes a directory of its own and removes what it made.
@Suite struct TextFileTests {
    @Test func readsUpToTheLimit() throws {
        try withFolder { folder in
            let content = Array("hello".utf8)
            let path = try write(content, to: folder + "/a.json")
            #expect(try TextFile.read(path) == content)
            #expect(try TextFile.read(path, limit: Bytes(5)) == content)
            #expect(
                errorText { _ = try TextFile.read(path, limit: Bytes(4)) }
                    == "\(path): has 5 B, more than the limit of 4 B")
            let large = [UInt8](repeating: 7, count: 3_000_001)
            #expect(try TextFile.read(write(large, to: folder + "/b.json")) == large)
        }
    }

    @Test func namesWhatCannotBeRead() throws {
        try withFolder { folder in
            _ = try write([], to: folder + "/empty.json")
            _ = try write([1], to: folder + "/smolvla.json")
            #expect(errorText { _ = try TextFile.read(folder + "/empty.json") } == "\(folder)/empty.json: is empty")
            #expect(errorText { _ = try TextFile.read(folder) } == "\(folder): is a directory, expected a file")
            let misspelt = folder + "/smolvl.json"
            #expect(
                errorText { _ = try TextFile.read(misspelt) }
                    == "\(misspelt): there is no such file; did you mean \"\(folder)/smolvla.json\"?")
            #expect(errorText { _ = try TextFile.read(folder + "/zzz") } == "\(folder)/zzz: there is no such file")
            #expect(
                errorText { _ = try TextFile.read(folder + "/no/x.json") }
                    == "\(folder)/no/x.json: there is no directory \"\(folder)/no\"")
            let beneath = errorText { _ = try TextFile.read(folder + "/smolvla.json/x") }
            #expect(beneath.hasPrefix("\(folder)/smolvla.json/x: cannot be opened: "))
        }
        #expect(errorText { _ = try TextFile.read("") } == "\"\" is no file name")
        #expect(errorText { _ = try TextFile.read("a\u{0}b") } == "\"a\\u{0}b\" is no file name")
    }

    @Test func pipesEndAtTheLimit() throws {
        for (limit, isError) in [(11, false), (10, true)] {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            let content = Array("hello pipes".utf8)
            _ = writeAll(ends[1], content)
            close(ends[1])
            defer { close(ends[0]) }
            let text = errorText {
                let bytes = try TextFile.read(descriptor: ends[0], name: "input", limit: Bytes(limit))
                #expect(bytes == content)
            }
            #expect(text == (isError ? "input: has more than the limit of 10 B" : "no error"))
        }
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let id = UInt64.random(in: 0...UInt64.max)
        let folder = "/tmp/systole-text-file-\(String(id, radix: 16))"
        try #require(mkdir(folder, 0o700) == 0)
        defer {
            for name in ["a.json", "b.json", "empty.json", "smolvla.json"] { unlink(folder + "/" + name) }
            rmdir(folder)
        }
        try body(folder)
    }

    private func write(_ bytes: [UInt8], to path: String) throws -> String {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(writeAll(descriptor, bytes) == bytes.count)
        return path
    }

    private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes, bytes.count)
        #elseif canImport(Darwin)
            Darwin.write(descriptor, bytes, bytes.count)
        #endif
    }
}

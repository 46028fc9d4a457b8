import JSONText

/// Files of the checkout that tests read.
enum TestFiles {
    private static let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()

    /// The text of a file in `Workloads`.
    static func workload(_ name: String) throws -> String {
        try text((folder.dropLast(2) + ["Workloads", Substring(name)]).joined(separator: "/"))
    }

    /// The path of a file in `Workloads`.
    static func workloadPath(_ name: String) -> String {
        (folder.dropLast(2) + ["Workloads", Substring(name)]).joined(separator: "/")
    }

    /// The rows of a reference table, by column name.
    static func table(_ name: String) throws -> [[String: String]] {
        let lines = try text((folder + ["References", Substring(name)]).joined(separator: "/"))
            .split(whereSeparator: \.isNewline)
        let columns = lines[0].split(separator: ",").map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(columns, cells))
        }
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try TextFile.read(path), as: UTF8.self)
    }
}

import Foundation

/// Files of the checkout that tests give to the command.
enum Checkout {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The path of the folder of workloads that are shipped.
    static let workloads = root.appendingPathComponent("Workloads").path

    /// The text of a file, by its path from the top of the checkout.
    static func text(of file: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
    }

    /// The path of a file in `Workloads`.
    static func workload(_ name: String) -> String { file("Workloads/" + name) }

    /// The path of any file.
    static func file(_ path: String) -> String { root.appendingPathComponent(path).path }

    /// The rows of a reference table of the models' tests, by column name. None of its cells is quoted.
    static func modelReference(_ name: String) throws -> [CommaSeparatedRow] {
        let file = root.appendingPathComponent("Tests/ModelsTests/References").appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        return CommaSeparatedRow.rows(of: text.replacingOccurrences(of: "\r\n", with: "\n"))
    }
}

/// A JSON text taken apart, for looking at a few of its values.
struct ParsedJSON {
    let value: Any

    init(_ text: String) throws {
        value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    private init(value: Any) { self.value = value }

    /// The member of an object, or nothing.
    subscript(key: String) -> ParsedJSON { ParsedJSON(value: (value as? [String: Any])?[key] ?? NSNull()) }

    var int: Int? { value as? Int }
    var number: Double? { value as? Double }
    var text: String? { value as? String }
    var bool: Bool? { value as? Bool }
    var array: [ParsedJSON] { (value as? [Any] ?? []).map { ParsedJSON(value: $0) } }
    var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
}

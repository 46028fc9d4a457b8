import JSONText
import Quantities

/// A sweep as a file describes it: `"format": "systole-sweep/1"`. What it leaves out, the command line says or the
/// defaults are.
package struct SweepFile: Sendable {
    /// What such a file says in its key `format`.
    package static let formatName = "systole-sweep/1"

    /// A key and its text.
    package struct Assignment: Equatable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// A workload or model file, as seen from the file's own folder.
    package var workload: String?
    /// A preset or a file, as seen from the file's own folder.
    package var accelerator: String?
    package var residency: String?
    package var settings: [Assignment] = []
    /// Keys and their values, in order, not yet compared with the keys there are.
    package var axes: [SweepAxis] = []
    /// The file's name as the user wrote it.
    package let name: String
    /// Where it says what it names, sets and varies.
    private var places: [String: JSONValue] = [:]

    /// Reads a file. Errors start with its name and, inside it, line and column.
    package init(contentsOf path: String) throws(InputError) {
        let bytes = try TextFile.read(path)
        do throws(JSONError) {
            try self.init(JSONDocument.parse(bytes, name: path))
        } catch {
            throw InputError(error.description)
        }
    }

    /// Reads a sweep from the whole of a parsed file.
    package init(_ document: JSONValue) throws(JSONError) {
        var reader = try document.object()
        let format = try reader.required("format")
        guard try format.string() == Self.formatName else { throw format.mismatch(quotation(of: Self.formatName)) }
        name = document.document.name
        let folder = Self.folder(of: name)
        for key in ["workload", "accelerator", "residency"] { places[key] = reader.optional(key) }
        workload = try places["workload"]?.string()
        accelerator = try places["accelerator"]?.string()
        residency = try places["residency"]?.string()
        workload = workload.map { Self.path($0, in: folder) }
        accelerator = accelerator.map { $0.contains("/") || $0.hasSuffix(".json") ? Self.path($0, in: folder) : $0 }
        for member in try reader.optional("set")?.members() ?? [] {
            settings.append(Assignment(key: member.key, value: try member.value.value(as: Word.self).text))
            places[member.key] = places[member.key] ?? member.place
        }
        for member in try reader.optional("vary")?.members() ?? [] {
            axes.append(SweepAxis(key: member.key, values: try Self.values(member.value)))
            places[member.key] = places[member.key] ?? member.place
        }
        try reader.finish()
    }

    /// What is wrong with a key of the file, or one that it sets or varies, with its line and column; with the file's
    /// name alone where it says nothing of the key.
    package func error(of key: String, _ message: String) -> InputError {
        InputError(places[key]?.error(message).description ?? "\(name): \(message)")
    }

    /// A list of values, a range, or both in one text as on the command line, or an array of such.
    private static func values(_ value: JSONValue) throws(JSONError) -> [String] {
        let parts = value.kind == .array ? try value.elements() : [value]
        guard !parts.isEmpty else { throw value.mismatch("at least one value") }
        var texts: [String] = []
        for part in parts {
            let text = try part.value(as: Word.self).text
            do throws(SweepError) {
                texts += try SweepValues(text).texts
            } catch {
                throw part.error(error.description)
            }
        }
        return texts
    }

    private static func folder(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[...$0]) }
    }

    private static func path(_ path: String, in folder: String?) -> String {
        path.hasPrefix("/") ? path : (folder ?? "") + path
    }
}

/// The text of any scalar: `"64"` and `64` are the same value of a key.
private struct Word: TextValue {
    let text: String

    static let expectation = "a number, a text, or true or false"

    init(text: String) { self.text = text }
}

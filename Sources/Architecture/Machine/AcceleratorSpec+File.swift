import JSONText
import Quantities

extension AcceleratorSpec {
    /// What an accelerator file says in its key `format`.
    package static let formatName = "systole-accelerator/1"

    /// Reads a machine from its file. Errors start with the file's name and, inside it, line and column.
    package init(contentsOf path: String) throws(InputError) {
        let bytes = try TextFile.read(path)
        do throws(JSONError) {
            try self.init(JSONDocument.parse(bytes, name: path))
        } catch {
            throw InputError(error.description)
        }
    }

    /// Reads a machine from the whole of a parsed file and checks it.
    ///
    /// The file changes a preset, its `base` (`default` if it names none): keys that it leaves out are the base's.
    /// Without a `name` the machine is called after the file.
    package init(_ document: JSONValue) throws(JSONError) {
        var reader = try document.object()
        let format = try reader.required("format")
        guard try format.string() == Self.formatName else {
            throw format.mismatch(quotation(of: Self.formatName))
        }
        self = try Self.base(reader.optional("base"))
        name = try Self.name(reader.optional("name"), file: document.document.name)
        for member in try document.members() where !["format", "base", "name"].contains(member.key) {
            try load(member, prefix: "")
        }
        do throws(AcceleratorError) {
            self = try validated()
        } catch {
            throw document.part(at: error).error(error.description, path: "")
        }
    }

    private static func base(_ value: JSONValue?) throws(JSONError) -> AcceleratorSpec {
        guard let value else { return AcceleratorSpec() }
        let name = try value.string()
        guard let base = preset(name) else {
            let names = presets.map(\.machine.name)
            throw value.error(
                "found \(quotation(of: name)), expected a machine that is built in"
                    + suggestion(for: name, among: names))
        }
        return base
    }

    private static func name(_ value: JSONValue?, file: String) throws(JSONError) -> String {
        guard let value else {
            let last = file.split(separator: "/").last.map(String.init) ?? file
            return last.hasSuffix(".json") && last.utf8.count > 5 ? String(last.dropLast(5)) : last
        }
        let name = try value.string()
        guard !name.isEmpty else { throw value.mismatch("the machine's name") }
        guard name.unicodeScalars.allSatisfy(isPrintable) else { throw value.mismatch("a name that can be printed") }
        return name
    }

    /// Whether a character neither ends a line nor steers a terminal.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// Reads a member of the file: a field, or an object of fields whose keys begin alike.
    private mutating func load(_ member: JSONMember, prefix: String) throws(JSONError) {
        let key = prefix + member.key
        if let setting = Self.settings.first(where: { $0.key == key }) {
            let text = try member.value.value(as: WrittenText.self).text
            do throws(TextValueError) {
                try setting.write(&self, text)
            } catch {
                throw member.value.error(error.description)
            }
        } else if Self.settings.contains(where: { $0.key.hasPrefix(key + ".") }) {
            for inner in try member.value.members() { try load(inner, prefix: key + ".") }
        } else {
            throw Self.unknownKey(member, prefix: prefix)
        }
    }

    /// Names the nearest key beside the unknown one; else a field of that name elsewhere in the machine.
    private static func unknownKey(_ member: JSONMember, prefix: String) -> JSONError {
        var names: [String] = prefix.isEmpty ? ["format", "name", "base"] : []
        for setting in settings where setting.key.hasPrefix(prefix) {
            let name = setting.key.dropFirst(prefix.count).prefix { $0 != "." }
            if names.last != String(name) { names.append(String(name)) }
        }
        let elsewhere = settings.first { $0.key == member.key || $0.key.hasSuffix("." + member.key) }?.key
        let candidates = nearestSpelling(of: member.key, among: names).map { [$0] } ?? (elsewhere.map { [$0] } ?? [])
        let hint = candidates.first.map { "; did you mean \(quotation(of: $0))?" } ?? ""
        return member.place.error("unknown key \(quotation(of: member.key))\(hint)")
    }
}

extension AcceleratorSpec {
    /// The machine's file, every key resolved: what reads back as the same machine.
    package var jsonText: String { JSONNode.object([("format", .string(Self.formatName))] + members).text }

    /// The machine as reports hold it: its name and every key.
    package var node: JSONNode { .object(members) }

    private var members: [(String, JSONNode)] {
        let fields = Self.settings.map { setting in
            (path: setting.key.split(separator: ".")[...], value: Self.node(setting.read(self)))
        }
        return [("name", .string(name))] + Self.nested(fields[...])
    }

    /// Groups fields that follow each other and whose keys begin alike into objects.
    private static func nested(
        _ fields: ArraySlice<(path: ArraySlice<Substring>, value: JSONNode)>
    ) -> [(String, JSONNode)] {
        var members: [(String, JSONNode)] = []
        var rest = fields
        while let first = rest.first, let name = first.path.first {
            guard first.path.count > 1 else {
                members.append((String(name), first.value))
                rest.removeFirst()
                continue
            }
            let group = rest.prefix { $0.path.first == name && $0.path.count > 1 }
            rest = rest.dropFirst(group.count)
            let inner = group.map { (path: $0.path.dropFirst(), value: $0.value) }
            members.append((String(name), .object(nested(inner[...]))))
        }
        return members
    }

    /// Whole numbers and truth values are JSON's own; all else is text with its unit.
    private static func node(_ text: String) -> JSONNode {
        if let number = Int(text) { return .int(number) }
        return Bool(text).map { .bool($0) } ?? .string(text)
    }
}

/// The text of any scalar, as a field reads it: `"128"` and `128` are the same.
private struct WrittenText: TextValue {
    let text: String

    static let expectation = "a number, a text, or true or false"

    init(text: String) { self.text = text }
}

extension JSONValue {
    /// The value of the key that an error's sentence begins with; where the file leaves it out, the object that would
    /// hold it.
    fileprivate func part(at error: AcceleratorError) -> JSONValue {
        let sentence = error.description
        let keys = AcceleratorSpec.settings.map(\.key).filter { sentence.hasPrefix($0) }
        let key = keys.max { $0.utf8.count < $1.utf8.count } ?? ""
        var value = self
        for step in key.split(separator: ".") {
            guard var reader = try? value.object(), let next = reader.optional(String(step)) else { return value }
            value = next
        }
        return value
    }
}

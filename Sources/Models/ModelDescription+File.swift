import JSONText
import Quantities

extension ModelDescription {
    /// What a model file says in its key `format`.
    package static let formatName = "systole-model/1"

    /// Reads a model file. Errors start with the file's name and, inside it, line and column.
    package init(contentsOf path: String) throws(InputError) {
        let bytes = try TextFile.read(path)
        do throws(JSONError) {
            try self.init(JSONDocument.parse(bytes, name: path))
        } catch {
            throw InputError(error.description)
        }
    }

    /// Reads a model from the whole of a parsed file, and asks whether it holds together.
    package init(_ document: JSONValue) throws(JSONError) {
        var reader = try document.object()
        let format = try reader.required("format")
        guard try format.string() == Self.formatName else {
            throw format.mismatch(quotation(of: Self.formatName))
        }
        self.init(name: try reader.string("name"))
        for section in ModelSection.all {
            if let part = reader.optional(section.name) { try section.load(&self, part) }
        }
        try reader.finish()
        do throws(ModelError) {
            try validate()
        } catch {
            throw document.part(at: error.key).error(error.reason, path: error.key)
        }
    }

    /// The text of the model's file.
    package var jsonText: String { node.text }

    private var node: JSONNode {
        let parts = ModelSection.all.compactMap { section in section.node(self).map { (section.name, $0) } }
        return .object([("format", .string(Self.formatName)), ("name", .string(name))] + parts)
    }
}

extension JSONValue {
    /// The value of a key of a model in a file; where the file leaves it out, the object that would hold it.
    fileprivate func part(at key: String) -> JSONValue {
        var path = key.split(separator: ".").map(String.init)
        if path.count == 1, ModelFields.options.contains(where: { $0.key == path[0] }) { path.insert("options", at: 0) }
        var value = self
        for step in path {
            guard var reader = try? value.object(), let next = reader.optional(step) else { return value }
            value = next
        }
        return value
    }
}

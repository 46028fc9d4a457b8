import JSONText
import Quantities

/// A part of a model description as files and keys see it: an object of a file, the beginning of a key.
struct ModelSection: Sendable {
    /// The key of the object in a file.
    let name: String
    /// Its fields under their dotted keys.
    let settings: [ModelSetting]
    /// Reads the object of a file into a description.
    let load: @Sendable (inout ModelDescription, JSONValue) throws(JSONError) -> Void
    /// The object for a file; nil if the model has no such part.
    let node: @Sendable (ModelDescription) -> JSONNode?

    /// Every part, in the order in which files have them.
    static let all: [ModelSection] = [
        component("vision", \.vision, blank: .blank, ModelFields.vision),
        component(
            "connector", \.connector, blank: ConnectorComponent(shuffleFactor: 1, width: 1), ModelFields.connector),
        component(
            "prefix", \.prefix, blank: PrefixComponent(vocabulary: 1, storesHead: false, stateWidth: 0),
            ModelFields.prefix),
        component("languageModel", \.languageModel, blank: .blank, ModelFields.blocks),
        component("expert", \.expert, blank: .blank, ModelFields.expert), options, types,
    ]

    /// The parts that every model has, apart for those who need no other.
    static let options = always("options", keyPrefix: "", \.options, ModelFields.options)
    static let types = always("types", keyPrefix: "types.", \.types, ModelFields.types)

    /// A component that a model may lack; `blank` has the values of fields that a file may leave out.
    private static func component<Part: Sendable>(
        _ name: String, _ path: WritableKeyPath<ModelDescription, Part?> & Sendable, blank: Part,
        _ fields: [ModelField<Part>]
    ) -> ModelSection {
        ModelSection(
            name: name,
            settings: fields.map { field in
                ModelSetting(
                    key: "\(name).\(field.key)", summary: field.summary, expectation: field.expectation,
                    read: { $0[keyPath: path].map(field.read) },
                    isInRange: { $0[keyPath: path].map(field.isInRange) ?? true },
                    write: { (model: inout ModelDescription, text: String) throws(TextValueError) in
                        guard var part = model[keyPath: path] else {
                            throw TextValueError("the model has no \(name); add it to the model's file")
                        }
                        try field.write(&part, text)
                        model[keyPath: path] = part
                    })
            },
            load: { (model: inout ModelDescription, value: JSONValue) throws(JSONError) in
                var part = blank
                try load(fields, into: &part, from: value)
                model[keyPath: path] = part
            },
            node: { $0[keyPath: path].map { node(fields, of: $0) } })
    }

    /// A part that every model has.
    private static func always<Part>(
        _ name: String, keyPrefix: String, _ path: WritableKeyPath<ModelDescription, Part> & Sendable,
        _ fields: [ModelField<Part>]
    ) -> ModelSection {
        ModelSection(
            name: name,
            settings: fields.map { field in
                let outer = field.inside(path)
                return ModelSetting(
                    key: keyPrefix + field.key, summary: field.summary, expectation: field.expectation,
                    read: outer.read, isInRange: outer.isInRange, write: outer.write)
            },
            load: { (model: inout ModelDescription, value: JSONValue) throws(JSONError) in
                try load(fields, into: &model[keyPath: path], from: value)
            },
            node: { node(fields, of: $0[keyPath: path]) })
    }

    private static func load<Part>(
        _ fields: [ModelField<Part>], into part: inout Part, from value: JSONValue
    ) throws(JSONError) {
        var reader = try value.object()
        for field in fields {
            let found = field.isRequired ? try reader.required(field.key) : reader.optional(field.key)
            if let found { try field.load(&part, found) }
        }
        try reader.finish()
    }

    private static func node<Part>(_ fields: [ModelField<Part>], of part: Part) -> JSONNode {
        .object(fields.map { ($0.key, $0.node(part)) })
    }
}

/// What a file that is being read starts from: only the fields that it may leave out count.
extension TransformerBlocks {
    fileprivate static let blank = TransformerBlocks(
        width: 1, layers: 1, heads: 1, keyValueHeads: 1, headWidth: 1, mlpWidth: 1, mlp: .gelu, norm: .layerNorm)
}

extension VisionComponent {
    fileprivate static let blank = VisionComponent(imageSize: 1, channels: 3, patch: 1, blocks: .blank)
}

extension ExpertComponent {
    fileprivate static let blank = ExpertComponent(chunk: 1, actionWidth: 1, selfAttentionEvery: 1, blocks: .blank)
}

import Quantities

extension JSONObjectReader {
    /// A whole number; see ``JSONValue/integer()``.
    package mutating func integer(_ key: String) throws(JSONError) -> Int {
        try required(key).integer()
    }

    /// A whole number if the key is there.
    package mutating func optionalInteger(_ key: String) throws(JSONError) -> Int? {
        guard let value = optional(key) else { return nil }
        return try value.integer()
    }

    /// A whole number of at least 1.
    package mutating func positiveInteger(_ key: String) throws(JSONError) -> Int {
        try required(key).positiveInteger()
    }

    /// A whole number of at least 1 if the key is there.
    package mutating func optionalPositiveInteger(_ key: String) throws(JSONError) -> Int? {
        guard let value = optional(key) else { return nil }
        return try value.positiveInteger()
    }

    /// A finite number.
    package mutating func double(_ key: String) throws(JSONError) -> Double {
        try required(key).double()
    }

    /// A finite number if the key is there.
    package mutating func optionalDouble(_ key: String) throws(JSONError) -> Double? {
        guard let value = optional(key) else { return nil }
        return try value.double()
    }

    /// `true` or `false`.
    package mutating func bool(_ key: String) throws(JSONError) -> Bool {
        try required(key).bool()
    }

    /// `true` or `false` if the key is there.
    package mutating func optionalBool(_ key: String) throws(JSONError) -> Bool? {
        guard let value = optional(key) else { return nil }
        return try value.bool()
    }

    /// A string.
    package mutating func string(_ key: String) throws(JSONError) -> String {
        try required(key).string()
    }

    /// A string if the key is there.
    package mutating func optionalString(_ key: String) throws(JSONError) -> String? {
        guard let value = optional(key) else { return nil }
        return try value.string()
    }

    /// A value that people write as text: `"40 MiB"`.
    package mutating func value<Value: TextValue>(_ key: String, as type: Value.Type) throws(JSONError) -> Value {
        try required(key).value(as: type)
    }

    /// A value that people write as text, if the key is there.
    package mutating func optionalValue<Value: TextValue>(
        _ key: String, as type: Value.Type
    ) throws(JSONError) -> Value? {
        guard let value = optional(key) else { return nil }
        return try value.value(as: type)
    }

    /// The elements of an array.
    package mutating func elements(_ key: String) throws(JSONError) -> [JSONValue] {
        try required(key).elements()
    }

    /// The elements of an array; none if the key is not there.
    package mutating func optionalElements(_ key: String) throws(JSONError) -> [JSONValue] {
        guard let value = optional(key) else { return [] }
        return try value.elements()
    }

    /// An array of whole numbers.
    package mutating func integers(_ key: String) throws(JSONError) -> [Int] {
        try elements(key).map { (element) throws(JSONError) in try element.integer() }
    }

    /// An array of strings.
    package mutating func strings(_ key: String) throws(JSONError) -> [String] {
        try elements(key).map { (element) throws(JSONError) in try element.string() }
    }

    /// The members of an object whose keys are names, in the order written.
    package mutating func members(_ key: String) throws(JSONError) -> [JSONMember] {
        try required(key).members()
    }

    /// A reader of a nested object.
    package mutating func object(_ key: String) throws(JSONError) -> JSONObjectReader {
        try required(key).object()
    }

    /// A reader of a nested object if the key is there.
    package mutating func optionalObject(_ key: String) throws(JSONError) -> JSONObjectReader? {
        guard let value = optional(key) else { return nil }
        return try value.object()
    }
}

import Quantities

/// One named field of a machine description, reachable by its dotted key: `array.rows`, `sram.capacity`.
///
/// The list of settings of a type is the only place that names its keys: reading and writing files, `--set`,
/// `--vary` and the printed description of a machine all walk it.
package struct Setting<Root>: Sendable {
    /// The dotted key, relative to `Root`.
    package let key: String
    /// What the field means, in a few words, for `--help`.
    package let summary: String
    /// What may be written, as it ends the sentence "expected ...".
    package let expectation: String
    /// The field's value as text.
    package let read: @Sendable (Root) -> String
    /// Sets the field from text.
    package let write: @Sendable (inout Root, String) throws(TextValueError) -> Void

    package init<Value: TextValue>(
        _ key: String, _ field: WritableKeyPath<Root, Value> & Sendable, _ summary: String
    ) {
        self.key = key
        self.summary = summary
        expectation = Value.expectation
        read = { $0[keyPath: field].text }
        write = { (root: inout Root, text: String) throws(TextValueError) in
            root[keyPath: field] = try Value(text: text)
        }
    }

    private init(
        key: String, summary: String, expectation: String,
        read: @escaping @Sendable (Root) -> String,
        write: @escaping @Sendable (inout Root, String) throws(TextValueError) -> Void
    ) {
        self.key = key
        self.summary = summary
        self.expectation = expectation
        self.read = read
        self.write = write
    }

    /// The same field seen from the type that holds `Root`: `rows` of the array becomes `array.rows`.
    package func nested<Outer>(
        in prefix: String, _ path: WritableKeyPath<Outer, Root> & Sendable
    ) -> Setting<Outer> {
        Setting<Outer>(
            key: prefix + "." + key, summary: summary, expectation: expectation,
            read: { [read] in read($0[keyPath: path]) },
            write: { [write] (outer: inout Outer, text: String) throws(TextValueError) in
                try write(&outer[keyPath: path], text)
            })
    }
}

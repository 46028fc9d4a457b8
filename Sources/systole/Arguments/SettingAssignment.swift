/// A field named by its dotted key and the text it is set to: `sram.capacity=40MiB`.
struct SettingAssignment: Sendable, Equatable {
    let key: String
    /// The text after the first `=`, which may itself hold more of them.
    let value: String

    /// Nil unless there is a key, an equals sign and a value.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        key = String(parts[0])
        value = String(parts[1])
    }

    init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// A setting that cannot be meant: one sentence.
struct SettingError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

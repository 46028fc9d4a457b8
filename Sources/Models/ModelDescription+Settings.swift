import OperatorTrace
import Quantities

extension ModelDescription {
    /// What keys begin with on the command line.
    package static let keyPrefix = "model."

    /// Every field of a model description, in the order in which files have them.
    package static let settings: [ModelSetting] = ModelSection.all.flatMap(\.settings)

    /// Sets a field by its dotted key, with or without `model.` in front: `set("model.steps", to: "20")`.
    ///
    /// Throws if there is no such key (naming the nearest), the value is none for it, or the model lacks the component.
    /// Whether fields fit together is asked by `lowered()`, so that several can be changed one after the other.
    package mutating func set(_ key: String, to text: String) throws(ModelError) {
        let short = key.hasPrefix(Self.keyPrefix) ? String(key.dropFirst(Self.keyPrefix.count)) : key
        guard let setting = Self.settings.first(where: { $0.key == short }) else {
            let nearest = nearestSpelling(of: short, among: Self.settings.lazy.map(\.key))
            let hint = nearest.map { "; did you mean \(quotation(of: Self.keyPrefix + $0))?" } ?? ""
            throw ModelError("", "unknown key \(quotation(of: Self.keyPrefix + short))\(hint)")
        }
        do throws(TextValueError) {
            try setting.write(&self, text)
        } catch {
            throw ModelError(short, error.description)
        }
    }

    /// The options and element types as a workload records them.
    var recordedOptions: [Workload.Option] {
        (ModelSection.options.settings + ModelSection.types.settings).compactMap { setting in
            setting.read(self).map { Workload.Option(key: setting.key, value: $0) }
        }
    }
}

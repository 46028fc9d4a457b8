import Architecture
import Mapping
import Models
import Quantities

/// What `--set` changes, sorted by whose field each key is; within one owner the order given is kept.
struct Settings: Sendable, Equatable {
    /// Whose field a key names.
    enum Owner: CaseIterable, Sendable {
        /// Keys of `AcceleratorSpec.settings`.
        case machine
        /// Keys of `ModelDescription.settings` behind `model.`.
        case model
        /// `residency`, the option `--residency` under the name of a key.
        case residency
    }

    /// Fields of the machine.
    private(set) var machine: [SettingAssignment] = []
    /// Options and sizes of the model, with `model.` in front.
    private(set) var model: [SettingAssignment] = []
    /// The residency mode, if it was set.
    private(set) var residency: ResidencyMode?

    /// No change.
    init() {}

    /// Sorts assignments. One sentence tells of an unknown key (naming the nearest), a text that is no value for its
    /// key, or a key whose owner has no part in what is done.
    init(_ assignments: [SettingAssignment], of owners: [Owner] = Owner.allCases) throws(SettingError) {
        for assignment in assignments { try add(assignment, of: owners) }
    }

    /// Every key that can be set, in the order of descriptions.
    static func keys(of owners: [Owner] = Owner.allCases) -> [String] {
        owners.flatMap { owner in
            switch owner {
            case .machine: AcceleratorSpec.settings.map(\.key)
            case .model: ModelDescription.settings.map { ModelDescription.keyPrefix + $0.key }
            case .residency: ["residency"]
            }
        }
    }

    /// Adds one assignment to those of its key's owner.
    mutating func add(
        _ assignment: SettingAssignment, of owners: [Owner] = Owner.allCases
    ) throws(SettingError) {
        let owner = try Self.owner(of: assignment.key, among: owners)
        do {
            switch owner {
            case .machine:
                var scratch = AcceleratorSpec()
                try scratch.set(assignment.key, to: assignment.value)
                machine.append(assignment)
            case .model:
                // SmolVLA has every component, so that only the text can be at fault.
                var scratch = ModelDescription.smolVLA
                try scratch.set(assignment.key, to: assignment.value)
                model.append(assignment)
            case .residency:
                residency = try ResidencyMode(text: assignment.value)
            }
        } catch let error as TextValueError {
            throw SettingError("\(assignment.key): \(error)")
        } catch {
            throw SettingError("\(error)")
        }
    }

    private static func owner(of key: String, among owners: [Owner]) throws(SettingError) -> Owner {
        if let owner = owners.first(where: { keys(of: [$0]).contains(key) }) { return owner }
        let allowed = keys(of: owners)
        if Owner.allCases.contains(where: { keys(of: [$0]).contains(key) }) {
            let expected = owners.map(\.phrase)
            throw SettingError("the key \(quotation(of: key)) has no effect here; expected \(listing(expected))")
        }
        let prefixed = ModelDescription.keyPrefix + key
        let nearest = allowed.contains(prefixed) ? prefixed : nearestSpelling(of: key, among: allowed)
        throw SettingError(
            "unknown key \(quotation(of: key))" + (nearest.map { "; did you mean \(quotation(of: $0))?" } ?? ""))
    }
}

extension Settings.Owner {
    /// Its keys, as a sentence ends on them.
    fileprivate var phrase: String {
        switch self {
        case .machine: "a key of the machine such as \"sram.capacity\""
        case .model: "a key of the model such as \"model.steps\""
        case .residency: "\"residency\""
        }
    }
}

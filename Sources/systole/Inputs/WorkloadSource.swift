import JSONText
import Models
import OperatorTrace

/// The workload that a command works on: a workload file, or a model that is lowered with the options asked for.
///
/// The file is read when the source is made, so that a sweep lowers many variants of one reading.
enum WorkloadSource: Sendable {
    /// A model and the file it was read from; no file for the SmolVLA that is built in.
    case model(ModelDescription, file: String?)
    /// A workload and its file.
    case workload(Workload, file: String)

    /// Reads a workload or model file, as its `format` says; without a path it is the built-in SmolVLA.
    init(_ path: String?) throws(InputError) {
        guard let path else {
            self = .model(.smolVLA, file: nil)
            return
        }
        switch try InputFile(contentsOf: path, expecting: [.workload, .model]) {
        case .model(let model): self = .model(model, file: path)
        case .workload(let workload): self = .workload(workload, file: path)
        case .accelerator, .sweep: throw InputError("\(path): is no workload and no model")
        }
    }

    /// The name of the workload or model.
    var name: String {
        switch self {
        case .model(let model, _): model.name
        case .workload(let workload, _): workload.name
        }
    }

    /// The workload with `model.` keys set, in order. A lowered workload has none.
    func workload(setting assignments: [SettingAssignment] = []) throws(InputError) -> Workload {
        switch self {
        case .workload(let workload, let file):
            guard let first = assignments.first else { return workload }
            throw InputError(
                "\(file): is a lowered workload, which has no options, but --set changes \"\(first.key)\"; "
                    + "give its model file instead")
        case .model(let model, let file):
            let model = try Self.set(assignments, of: model)
            do {
                return try model.lowered()
            } catch {
                throw InputError((file.map { $0 + ": " } ?? "") + "\(error)")
            }
        }
    }

    private static func set(
        _ assignments: [SettingAssignment], of model: ModelDescription
    ) throws(InputError) -> ModelDescription {
        var model = model
        for assignment in assignments {
            do throws(ModelError) {
                try model.set(assignment.key, to: assignment.value)
            } catch {
                throw InputError(error.description)
            }
        }
        return model
    }
}

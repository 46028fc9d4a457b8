import Exploration
import JSONText

extension SweepFile {
    /// The sweep that the file describes by itself. Errors in what it sets and varies have their place in the file.
    func study() throws -> SweepStudy {
        do {
            return try SweepStudy(request)
        } catch let error as SettingError {
            throw fault ?? InputError("\(name): \(error)")
        }
    }

    private var request: SweepRequest {
        SweepRequest(workload: nil, accelerator: nil, residency: nil, settings: [], axes: [], over: self)
    }

    /// What is wrong with the settings and values of the file by themselves, whatever else is asked for.
    var fault: InputError? {
        for setting in request.settings {
            if let fault = fault(of: setting.key, in: { _ = try Settings([setting]) }) { return fault }
        }
        for axis in axes {
            if let fault = fault(of: axis.key, in: { _ = try SweepStudy.canonical(axis) }) { return fault }
        }
        return fault(of: "residency") { _ = try residency.map { try SweepStudy.residency($0) } }
            ?? fault(of: "") { try SweepStudy.refuseConflicts(in: request) }
    }

    private func fault(of key: String, in check: () throws -> Void) -> InputError? {
        do {
            try check()
            return nil
        } catch {
            return self.error(of: key, "\(error)")
        }
    }
}

import Exploration
import JSONText
import Mapping

extension SweepFile {
    /// The sweep that the file describes by itself, of which some point can be. Errors have their place in the file.
    func study() throws(InputError) -> SweepStudy {
        if let fault = fault(besides: []) { throw fault }
        do {
            let study = try SweepStudy(request)
            try study.checkSomePoint()
            return study
        } catch {
            throw InputError("\(name): \(error)")
        }
    }

    /// What is wrong with the file by itself, whatever else is asked for.
    /// - Parameter overridden: keys that the command line says otherwise.
    func fault(besides overridden: Set<String>) -> InputError? {
        let mode = residency
        let (workload, accelerator) = (workload, accelerator)
        var checks: [(key: String, check: () throws -> Void)] = [
            ("workload", { _ = try WorkloadSource(workload) }),
            ("accelerator", { _ = try accelerator.map { try MachineSource($0) } }),
            ("residency", { _ = try mode.map { try ResidencyMode(text: $0) } }),
        ]
        checks += request.settings.map { setting in (setting.key, { _ = try Settings([setting]) }) }
        checks += axes.map { axis in (axis.key, { _ = try SweepStudy.canonical(axis) }) }
        for (key, check) in checks where !overridden.contains(key) {
            do {
                try check()
            } catch {
                return self.error(of: key, "\(error)")
            }
        }
        guard let conflict = request.conflict, !overridden.contains(conflict.key) else { return nil }
        return error(of: conflict.key, conflict.problem)
    }

    private var request: SweepRequest {
        SweepRequest(workload: nil, accelerator: nil, residency: nil, settings: [], axes: [], over: self)
    }
}

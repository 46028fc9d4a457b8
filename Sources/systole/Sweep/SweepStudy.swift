import Accelerator
import Architecture
import Exploration
import Mapping
import Models
import OperatorTrace
import Quantities
import Reporting

/// A sweep that holds together: its inputs are read, its keys exist, and every value is one of its key.
struct SweepStudy: Sendable {
    /// Whose field an axis turns.
    private enum Owner: Sendable {
        case machine, model, residency
    }

    let plan: SweepPlan
    /// The mode of every point, unless it is varied.
    let residency: ResidencyMode
    private let owners: [Owner]
    private let workloads: WorkloadCache
    private let programs = ProgramCache()
    private let workload: WorkloadSource
    private let machine: MachineSource
    private let settings: Settings
    private let request: SweepRequest

    /// Reads what a request names and checks it. A key or value that cannot be meant is a `SettingError`.
    init(_ request: SweepRequest) throws {
        var request = request
        if request.axes.isEmpty { request.axes = Self.defaultAxes(besides: request) }
        settings = try Settings(request.settings)
        let given = try request.residency.map { try Self.residency($0) }
        residency = given ?? settings.residency ?? .layerByLayer
        if let conflict = request.conflict { throw SettingError(conflict.problem) }
        let axes = try request.axes.map { axis in
            SweepAxis(key: axis.key, values: try Self.canonical(axis))
        }
        plan = try SweepPlan(axes: axes)
        owners = axes.map { axis in
            axis.key == "residency" ? .residency : axis.key.hasPrefix(ModelDescription.keyPrefix) ? .model : .machine
        }
        workload = try WorkloadSource(request.workload)
        machine = try MachineSource(request.accelerator)
        let modelKeys = settings.model.map(\.key) + axes.map(\.key).filter { $0.hasPrefix(ModelDescription.keyPrefix) }
        if case .workload(_, let file) = workload, let key = modelKeys.first {
            throw CommandFailure(
                "\(file): is a lowered workload, which has no options, but \(quotation(of: key)) is given; "
                    + "give its model file instead")
        }
        workloads = WorkloadCache(workload, settings.model)
        self.request = request
    }

    /// Without a key to vary: what SRAM is worth under each residency.
    private static func defaultAxes(besides request: SweepRequest) -> [SweepAxis] {
        let sizes = (0...7).map { "\(1 << $0)MiB" }
        let isModeGiven = request.residency != nil || request.settings.contains { $0.key == "residency" }
        let modes = SweepAxis(key: "residency", values: ResidencyMode.allCases.map(\.rawValue))
        return (isModeGiven ? [] : [modes]) + [SweepAxis(key: "sram.capacity", values: sizes)]
    }

    private static func residency(_ text: String) throws(SettingError) -> ResidencyMode {
        do throws(TextValueError) {
            return try ResidencyMode(text: text)
        } catch {
            throw SettingError("residency: \(error)")
        }
    }

    /// An axis's values as its field prints them, so that `1024KiB` and `1MiB` are one.
    static func canonical(_ axis: SweepAxis) throws(SettingError) -> [String] {
        // The first value with its key: whatever is wrong with the key is told as for --set.
        if let first = axis.values.first {
            _ = try Settings([SettingAssignment(key: axis.key, value: first)])
        }
        var scratchMachine = AcceleratorSpec()
        var scratchModel = ModelDescription.smolVLA
        let machineSetting = AcceleratorSpec.settings.first { $0.key == axis.key }
        let modelSetting = ModelDescription.settings.first { ModelDescription.keyPrefix + $0.key == axis.key }
        return try axis.values.map { (value) throws(SettingError) in
            do {
                if let machineSetting {
                    try machineSetting.write(&scratchMachine, value)
                    return machineSetting.read(scratchMachine)
                }
                guard let modelSetting else { return try ResidencyMode(text: value).rawValue }
                try scratchModel.set(axis.key, to: value)
                return modelSetting.read(scratchModel) ?? value
            } catch let error as TextValueError {
                throw SettingError("\(axis.key): \(error)")
            } catch {
                throw SettingError("\(error)")
            }
        }
    }
}

extension SweepStudy {
    /// What a point comes to.
    func outcome(ofPoint point: Int, withResult: Bool) -> SweepOutcome {
        do {
            let (trace, machine, mode) = try configuration(ofPoint: point)
            let program = try programs.program(of: trace, on: machine, mode)
            let result = try simulate(program, on: machine)
            let report = RunReport(
                trace: trace, program: program, result: result, machine: machine, residency: mode)
            return SweepOutcome(
                report, version: systoleVersion, resultWith: withResult ? parameters(ofPoint: point) : nil)
        } catch {
            return .impossible(reason: "\(error)")
        }
    }

    /// Throws what is wrong with the first point if none of the first hundred has a machine and a workload.
    func checkSomePoint() throws {
        let points = 0..<min(plan.count, 100)
        guard !points.contains(where: { (try? configuration(ofPoint: $0)) != nil }) else { return }
        _ = try configuration(ofPoint: 0)
    }

    /// The keys that are varied and their values at a point.
    func parameters(ofPoint point: Int) -> [(key: String, value: String)] {
        zip(plan.axes, plan.values(ofPoint: point)).map { ($0.key, $1) }
    }

    /// Which tensors move less at one point than at another; nil if one of them cannot be mapped.
    func trafficDifference(from before: Int, to point: Int) -> TrafficDifference? {
        guard let first = try? program(ofPoint: before), let second = try? program(ofPoint: point) else { return nil }
        return TrafficDifference(from: first, to: second)
    }

    private func program(ofPoint point: Int) throws -> Program {
        let (trace, machine, mode) = try configuration(ofPoint: point)
        return try programs.program(of: trace, on: machine, mode)
    }

    /// The workload, the machine and the mode of a point.
    private func configuration(
        ofPoint point: Int
    ) throws -> (trace: TraceIndex, machine: AcceleratorSpec, mode: ResidencyMode) {
        var machineSettings = settings.machine
        var modelSettings: [SettingAssignment] = []
        var mode = residency
        for (owner, (key, value)) in zip(owners, parameters(ofPoint: point)) {
            switch owner {
            case .residency: mode = try ResidencyMode(text: value)
            case .machine: machineSettings.append(SettingAssignment(key: key, value: value))
            case .model: modelSettings.append(SettingAssignment(key: key, value: value))
            }
        }
        return (try workloads.trace(modelSettings), try machine.machine(setting: machineSettings), mode)
    }

    /// The header of this sweep's log.
    func header(
        shard: Shard, holdsResults: Bool, outputFormat: String, pareto: [String]
    ) -> SweepHeader {
        let isVaried = plan.axes.contains { $0.key == "residency" }
        let all = settings.machine + settings.model
        return SweepHeader(
            version: systoleVersion,
            workload: .init(source: request.workload, name: workload.name, digest: workload.digest),
            accelerator: .init(
                source: request.accelerator, name: machine.machine.name,
                digest: contentDigest(of: machine.machine.jsonText.utf8)),
            residency: isVaried ? "" : residency.rawValue,
            settings: all.map { .init(key: $0.key, value: $0.value) }, axes: plan.axes,
            holdsResults: holdsResults, shard: shard, outputFormat: outputFormat, pareto: pareto)
    }
}

extension WorkloadSource {
    /// Of what was read, as its format writes it: comments and blanks do not count.
    fileprivate var digest: String {
        switch self {
        case .model(let model, _): contentDigest(of: model.jsonText.utf8)
        case .workload(let workload, _): contentDigest(of: workload.jsonText.utf8)
        }
    }
}

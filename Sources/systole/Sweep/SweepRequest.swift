import Exploration
import JSONText

/// What a sweep is of, as the command line, a sweep's file and a log's header say it.
struct SweepRequest: Sendable, Equatable {
    /// A workload or model file; nil for the built-in SmolVLA.
    var workload: String?
    /// A preset's name or a file.
    var accelerator: String
    var residency: String?
    var settings: [SettingAssignment]
    /// Keys and values in the text they were written in.
    var axes: [SweepAxis]

    /// The request that a log was made for.
    init(_ header: SweepHeader) {
        workload = header.workload.source
        accelerator = header.accelerator.source ?? header.accelerator.name
        residency = header.residency.isEmpty ? nil : header.residency
        settings = header.settings.map { SettingAssignment(key: $0.key, value: $0.value) }
        axes = header.axes
    }

    /// A key that is given twice, and what to do about it.
    var conflict: (key: String, problem: String)? {
        var seen: Set<String> = []
        for key in axes.map(\.key) {
            guard seen.insert(key).inserted else {
                return (key, "\(key) is varied twice; give all its values to one --vary, separated by commas")
            }
            let isSet = settings.contains { $0.key == key } || key == "residency" && residency != nil
            guard !isSet else { return (key, "\(key) is set and varied; do one of both") }
        }
        return nil
    }

    /// What the command line says, over what a sweep's file says. Keys of `--vary` come after those of the file.
    init(
        workload: String?, accelerator: String?, residency: String?, settings: [SettingAssignment],
        axes: [SweepAxis], over file: SweepFile?
    ) {
        self.workload = workload ?? file?.workload
        self.accelerator = accelerator ?? file?.accelerator ?? "default"
        self.residency = residency ?? file?.residency
        let fromFile = file?.settings.map { SettingAssignment(key: $0.key, value: $0.value) } ?? []
        self.settings = fromFile.filter { old in !settings.contains { $0.key == old.key } } + settings
        let kept = file?.axes.filter { old in !axes.contains { $0.key == old.key } } ?? []
        self.axes = kept + axes
    }
}

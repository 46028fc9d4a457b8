import Architecture
import JSONText
import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The machine that a command works on: a preset by its name, or an accelerator file.
///
/// The file is read when the source is made, so that a sweep sets many variants of one reading.
struct MachineSource: Sendable {
    /// The machine as the preset or the file has it.
    let machine: AcceleratorSpec

    /// Finds a preset by its name, or reads a file.
    init(_ nameOrFile: String = "default") throws {
        if let preset = AcceleratorSpec.preset(nameOrFile) {
            machine = preset
            return
        }
        let looksLikeFile = nameOrFile.contains("/") || nameOrFile.hasSuffix(".json")
        guard looksLikeFile || access(nameOrFile, F_OK) == 0 else {
            let names = AcceleratorSpec.presets.map(\.machine.name)
            throw AcceleratorError.unknownPreset(
                name: nameOrFile, suggestion: suggestion(for: nameOrFile, among: names))
        }
        guard case .accelerator(let read) = try InputFile(contentsOf: nameOrFile, expecting: [.accelerator]) else {
            throw InputError("\(nameOrFile): is no machine")
        }
        machine = read
    }

    /// The machine with keys set, in order, and checked as a whole.
    func machine(setting assignments: [SettingAssignment]) throws(AcceleratorError) -> AcceleratorSpec {
        var machine = machine
        for assignment in assignments { try machine.set(assignment.key, to: assignment.value) }
        return try machine.validated()
    }
}

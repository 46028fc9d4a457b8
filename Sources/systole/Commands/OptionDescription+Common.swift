import Mapping

/// Options that several commands share: one name, one meaning.
extension OptionDescription {
    /// The machine.
    static let accelerator = value(
        "accelerator", "NAME|FILE",
        help: "The machine: a preset ('systole accelerators' lists them) or a systole-accelerator/1 file.",
        default: "default")

    /// What stays in SRAM.
    static let residency = choice(
        "residency", "MODE", among: ResidencyMode.allCases.map(\.rawValue),
        help: "What stays on chip. layer-by-layer sends every tensor that crosses a layer boundary to HBM and back; "
            + "resident keeps activations and K/V in SRAM while they fit; the others keep weights too, in the SRAM that is "
            + "left: pinned a fixed choice, lru the most recently used, belady those used soonest.",
        default: "layer-by-layer")

    /// Changes to the machine, for commands that need no model.
    static let machineSettings = repeated(
        "set", "KEY=VALUE",
        help: "Change one field of the machine: array.rows=64 for probe array, memory.kind=lpddr5 for probe memory. "
            + "'systole accelerators default' lists the keys; those of other units change nothing here.")

    /// Changes to the machine or the model.
    static let settings = repeated(
        "set", "KEY=VALUE",
        help: "Change one field of the machine (sram.capacity=8MiB, array.rows=64) or of the model (model.steps=20). "
            + "'systole accelerators default' lists the machine's keys.")

    /// Changes to the model, for commands that need no machine.
    static let modelSettings = repeated(
        "set", "KEY=VALUE",
        help: "Change one option of the model: model.steps=20, model.cameras=2, model.hoistCrossAttentionKV=false.")

    /// Where the result goes.
    static let output = value(
        "output", "FILE",
        help: "Write to FILE instead of standard output. The file appears whole or not at all; it may be one of the "
            + "files that are read.")

    /// How the result is written, where the first form is the default.
    static func format(_ formats: [OutputFormat]) -> OptionDescription {
        choice(
            "format", "FORMAT", among: formats.map(\.rawValue), help: "How to write the result.",
            default: formats.first?.rawValue)
    }
}

/// Arguments that several commands share.
extension PositionalDescription {
    /// What is listed or counted.
    static let workloadOrModel = PositionalDescription(
        "WORKLOAD|MODEL", .optional,
        help: "A systole-workload/1 or systole-model/1 file. Without it, SmolVLA, which is built in.")
}

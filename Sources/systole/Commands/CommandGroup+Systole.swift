extension CommandGroup {
    /// All of `systole`: the only list of its commands, in the order of its help.
    static let systole = CommandGroup(
        description: CommandDescription(
            abstract: "Simulate robot policies on accelerators with SRAM, DMA and a systolic matrix unit.",
            discussion: [
                "Systole replays a lowered, per-layer operator trace on a described machine and counts HBM bytes and "
                    + "cycles per stage. Without a workload it runs SmolVLA, which is built in; without a machine, "
                    + "the default preset.",
                "Exit status: 0 if all was done; 1 if a file, a machine or a point of a sweep cannot be what it should, "
                    + "or something that was to be checked does not hold; 2 if the command line cannot be meant.",
            ],
            examples: [
                .init("Where do the bytes and cycles of SmolVLA go?", "systole simulate"),
                .init("What does half the on-chip memory change?", "systole simulate --set sram.capacity=20MiB"),
                .init("Which products does one inference consist of?", "systole operations --format csv"),
            ]),
        members: [
            .command(SimulateCommand.self),
            .command(SweepCommand.self),
            .command(MergeCommand.self),
            .command(TraceCommand.self),
            .command(ReportCommand.self),
            .command(LowerCommand.self),
            .command(OperationsCommand.self),
            .command(FootprintCommand.self),
            .command(CheckCommand.self),
            .command(AcceleratorsCommand.self),
            .group(.probe),
        ])

    /// One unit of the machine alone.
    static let probe = CommandGroup(
        description: CommandDescription(
            "probe",
            abstract: "Time one unit alone, to calibrate it against a datasheet or register-level simulation.",
            examples: [
                .init(
                    "How long does the matrix unit take for one product?",
                    "systole probe array --m 50 --k 720 --n 2048"),
                .init(
                    "Which share of its peak does the memory reach?", "systole probe memory --pattern seqr:1M"),
            ]),
        members: [
            .command(ProbeArrayCommand.self),
            .command(ProbeMemoryCommand.self),
        ])
}

extension MemorySpec {
    /// What to tell the user if settings of an ideal memory were given to one with banks; nil if not.
    package var unusedNote: String? {
        let standard = MemorySpec()
        guard kind != .ideal, bandwidth != standard.bandwidth || latency != standard.latency else { return nil }
        return "memory.bandwidth and memory.latency are for memory.kind=ideal; those of \(kind.rawValue) follow from "
            + "its timings and memory.channels"
    }
}

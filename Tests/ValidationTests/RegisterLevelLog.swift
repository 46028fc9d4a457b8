/// What a controller issues at one port, by cycle; -1 where nothing.
///
/// A row or column that sees the port through `d` skew registers reads the log `d` cycles back.
struct RegisterLevelLog {
    private(set) var issued: [Int32] = []

    mutating func issue(_ value: Int, at cycle: Int) {
        while issued.count <= cycle { issued.append(-1) }
        precondition(issued[cycle] == -1, "two issues in one cycle")
        issued[cycle] = Int32(value)
    }

    /// Fills the log up to `cycles` and returns it with `lead` empty cycles in front, for reading back in time.
    func padded(lead: Int, cycles: Int) -> [Int32] {
        var values = [Int32](repeating: -1, count: lead + cycles)
        values.replaceSubrange(lead..<lead + min(issued.count, cycles), with: issued.prefix(cycles))
        return values
    }
}

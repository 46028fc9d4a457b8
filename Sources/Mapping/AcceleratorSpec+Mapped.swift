import Architecture

extension AcceleratorSpec {
    /// A machine with the parts that decide what its programs are, and all else as in the default one: which bytes move,
    /// and in which order, does not depend on how fast anything is. Machines that are equal in this have the same programs.
    package var mappedParts: AcceleratorSpec {
        var parts = AcceleratorSpec()
        parts.array = array
        parts.sram = sram
        parts.mapping = mapping
        parts.run = run
        return parts
    }
}

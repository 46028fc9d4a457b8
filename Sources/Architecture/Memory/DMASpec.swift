import Quantities

/// The DMA engine between memory and SRAM.
package struct DMASpec: Hashable, Sendable {
    /// Channels that move data independently. Two, as in the document's machine.
    package var channels = 2
    /// Descriptors that a channel keeps in flight, so that the latency of one hides under another's data.
    /// Assumption: see Docs/Assumptions.md.
    package var descriptorsInFlight = 4
    /// Bytes of one request to memory; a memory with larger granules takes one granule per request.
    package var requestSize = Bytes(32)
    /// Read requests that may be outstanding at once, over all channels. 1024 requests of 32 B cover 128 ns at
    /// 256 GB/s: with it the reference patterns were run.
    package var window = 1024
    /// Core cycles from a descriptor's start to its first request. Assumption: see Docs/Assumptions.md.
    package var setupCycles = Cycles(16)

    package init() {}
}

extension DMASpec {
    /// The keys under `dma.`
    package static let settings: [Setting<DMASpec>] = [
        Setting("channels", \.channels, "channels that move data independently"),
        Setting("descriptorsInFlight", \.descriptorsInFlight, "descriptors in flight per channel"),
        Setting("requestSize", \.requestSize, "bytes of one request to memory"),
        Setting("window", \.window, "read requests outstanding at once"),
        Setting("setupCycles", \.setupCycles, "core cycles to start a descriptor"),
    ]

    /// Refuses a DMA engine that cannot be, with the reason.
    package func validate() throws(MemorySpecError) {
        try Self.check(channels, "dma.channels", 1...64)
        try Self.check(descriptorsInFlight, "dma.descriptorsInFlight", 1...4096)
        try Self.check(window, "dma.window", 1...1_048_576)
        try Self.check(setupCycles.count, "dma.setupCycles", 0...1_000_000)
        guard (1...4096).contains(requestSize.count), requestSize.count.nonzeroBitCount == 1 else {
            throw MemorySpecError(
                key: "dma.requestSize", found: "\(requestSize.count) B", expected: "a power of two from 1 B to 4 KiB")
        }
    }

    /// The spec itself, once validated.
    package func validated() throws(MemorySpecError) -> DMASpec {
        try validate()
        return self
    }

    private static func check(_ value: Int, _ key: String, _ range: ClosedRange<Int>) throws(MemorySpecError) {
        guard range.contains(value) else {
            throw MemorySpecError(
                key: key, found: "\(value)", expected: "\(range.lowerBound) to \(range.upperBound)")
        }
    }
}

import Quantities

/// One piece of work for one unit: the transfer, product or vector pass of one SRAM tile.
package struct Command: Equatable, Sendable {
    /// Index into `Program.operations` of the operation that asked for it.
    package var operation: Int32
    package var queue: CommandQueue
    /// The product or pass that it is or serves, and its operation, counted from the start of the segment: what
    /// prefetching is measured in.
    package var tile: Int32
    package var step: Int32
    package var waits: Waits
    /// SRAM that must be granted before it may start.
    package var allocates: Space
    /// SRAM that it gives back when it ends.
    package var releases: Space
    package var work: Work

    /// What the unit does.
    package enum Work: Equatable, Sendable {
        case transfer(Transfer)
        case product(ProductShape)
        case vector(VectorWork)
        case release
    }

    package init(
        operation: Int32, queue: CommandQueue, tile: Int32 = 0, step: Int32 = 0, waits: Waits = .none,
        allocates: Space = .none, releases: Space = .none, work: Work
    ) {
        self.operation = operation
        self.queue = queue
        self.tile = tile
        self.step = step
        self.waits = waits
        self.allocates = allocates
        self.releases = releases
        self.work = work
    }
}

/// An amount of SRAM in granules of 64 bytes, by buffer.
public struct Space: Equatable, Sendable {
    /// SRAM is granted in these units; a tile's last granule may be partly used.
    @inlinable public static var granule: Bytes { Bytes(64) }
    @inlinable public static var none: Space { Space() }

    /// Lane 0: the scratchpad, or the activation buffer. Lane 1: the weight buffer of a machine with separate ones.
    public var granules: SIMD2<Int>

    @inlinable public init(_ granules: SIMD2<Int> = .zero) { self.granules = granules }

    @inlinable public init(_ bytes: Bytes, in buffer: SRAMBuffer) {
        granules = .zero
        granules[buffer == .scratchpad ? 0 : 1] = (bytes.count + Space.granule.count - 1) / Space.granule.count
    }

    @inlinable public var isEmpty: Bool { granules == .zero }
    /// The granules of all buffers in bytes.
    @inlinable public var bytes: Bytes { Bytes((granules[0] + granules[1]) * Space.granule.count) }

    /// Buffer by buffer, the smaller of two.
    @inlinable public func minimum(with other: Space) -> Space {
        Space(SIMD2(min(granules[0], other.granules[0]), min(granules[1], other.granules[1])))
    }

    /// Buffer by buffer, the larger of two.
    @inlinable public func maximum(with other: Space) -> Space {
        Space(SIMD2(max(granules[0], other.granules[0]), max(granules[1], other.granules[1])))
    }

    @inlinable public func fits(in free: Space) -> Bool {
        granules[0] <= free.granules[0] && granules[1] <= free.granules[1]
    }

    @inlinable public static func + (left: Space, right: Space) -> Space { Space(left.granules &+ right.granules) }
    @inlinable public static func - (left: Space, right: Space) -> Space { Space(left.granules &- right.granules) }
    @inlinable public static func += (left: inout Space, right: Space) { left.granules &+= right.granules }
    @inlinable public static func -= (left: inout Space, right: Space) { left.granules &-= right.granules }
}

/// A part of the SRAM with a capacity of its own.
public enum SRAMBuffer: Int, Sendable {
    case scratchpad = 0
    case weights = 1
}

/// A one- or two-dimensional DMA transfer: `rows` rows of `rowBytes`, `pitch` bytes from row to row in HBM.
package struct Transfer: Equatable, Sendable {
    /// Where the first row starts in HBM.
    package var address: Int
    package var rows: Int
    package var rowBytes: Int
    package var pitch: Int
    /// Index of the tensor it belongs to, in the program's table.
    package var tensor: Int32
    package var trafficClass: TrafficClass

    package init(
        address: Int, rows: Int, rowBytes: Int, pitch: Int, tensor: Int32, trafficClass: TrafficClass
    ) {
        self.address = address
        self.rows = rows
        self.rowBytes = rowBytes
        self.pitch = pitch
        self.tensor = tensor
        self.trafficClass = trafficClass
    }

    /// The useful bytes.
    package var bytes: Bytes { Bytes(rows * rowBytes) }
}

/// The classes by which HBM traffic is counted.
package enum TrafficClass: Int, CaseIterable, Sendable {
    /// Matrices, biases, norms, tables and gathered rows.
    case weights
    /// Results that cross a layer boundary.
    case activations
    case keyValueCache
    case inputsOutputs
    /// Bytes that the residency mode does not require: results that found no room, operands read again.
    case spills

    /// The key of the class in JSON.
    package var name: String {
        switch self {
        case .weights: "weights"
        case .activations: "activations"
        case .keyValueCache: "keyValueCache"
        case .inputsOutputs: "inputsOutputs"
        case .spills: "spills"
        }
    }
}

/// Work of the vector unit on `rows` rows of `columns` elements.
package struct VectorWork: Equatable, Sendable {
    package var rows: Int
    package var columns: Int
    /// Bytes of the operands that every pass reads from SRAM.
    package var inputs: Bytes
    /// Bytes read once, whatever the passes: scales, shifts, operands that repeat.
    package var parameters: Bytes
    /// Bytes of the results, written once.
    package var outputs: Bytes
    /// Behind the numbers, where it takes a byte: in front, a command would take 16 bytes more.
    package var function: VectorFunction

    /// - Parameters:
    ///   - inputs: bytes read in every pass; without it, one operand of a byte per element.
    ///   - parameters: bytes read once.
    ///   - outputs: bytes written; without it, one for each element.
    package init(
        function: VectorFunction, rows: Int, columns: Int, inputs: Bytes? = nil, parameters: Bytes = .zero,
        outputs: Bytes? = nil
    ) {
        self.function = function
        self.rows = rows
        self.columns = columns
        self.inputs = inputs ?? Bytes(rows * columns)
        self.parameters = parameters
        self.outputs = outputs ?? Bytes(rows * columns)
    }

    package var elements: Int { rows * columns }
}

import Quantities

/// The place of a tensor in its workload's table.
package struct TensorID: Hashable, Sendable {
    /// Index into `Workload.tensors`.
    package let index: Int

    package init(_ index: Int) { self.index = index }
}

/// What a tensor is for; decides the class under which its bytes are counted.
package enum TensorKind: String, CaseIterable, TextValue {
    /// Learned parameters: matrices, biases, norms.
    case weight
    /// A result that a later operation reads.
    case activation
    /// Keys or values that are kept for later stages.
    case keyValueCache = "key-value-cache"
    /// What the outside world delivers: pixels, state, noise.
    case input
    /// What the outside world takes away: the action chunk.
    case output
    /// Numbers fixed at compile time that are not learned.
    case constant

    /// True for tensors that are in HBM before the inference starts.
    package var isStored: Bool { self == .weight || self == .constant || self == .input }
}

/// Where a tensor may live.
package enum Placement: String, CaseIterable, TextValue {
    /// In HBM, or in SRAM where the residency mode keeps it there.
    case offChip = "off-chip"
    /// In SRAM from its first write to its last read; it never crosses the HBM interface.
    case onChip = "on-chip"
}

/// A named array of numbers that operations read and write.
package struct Tensor: Equatable, Sendable {
    package var name: String
    package var kind: TensorKind
    /// Extents, outermost first; rows are all but the last, columns the last.
    package var shape: [Int]
    package var elementType: ElementType
    package var placement: Placement
    /// True if each iteration of a stage has a slice of this shape of its own.
    ///
    /// An input or constant (camera images, time embeddings) has a slice for each iteration of the stages that read
    /// it; an output has one for each iteration of the stage that writes it, and no other stage reads it.
    package var perIteration: Bool

    package init(
        name: String, kind: TensorKind, shape: [Int], elementType: ElementType,
        placement: Placement = .offChip, perIteration: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.shape = shape
        self.elementType = elementType
        self.placement = placement
        self.perIteration = perIteration
    }

    /// Number of elements of one slice.
    package var elements: Int { shape.reduce(1, *) }
    /// Extent of the last dimension.
    package var columns: Int { shape.last ?? 1 }
    /// Number of rows when all dimensions but the last are joined.
    package var rows: Int { shape.dropLast().reduce(1, *) }
    /// Storage of one slice, rounded up to a whole byte.
    package var bytes: Bytes { bytes(ofElements: elements) }

    /// Storage of some of its elements side by side, rounded up to a whole byte.
    package func bytes(ofElements count: Int) -> Bytes { Bytes((count * elementType.bits + 7) / 8) }
}

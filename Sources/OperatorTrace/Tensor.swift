import Quantities

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

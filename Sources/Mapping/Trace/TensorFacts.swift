import OperatorTrace
import Quantities

/// What the mapper asks of a tensor again and again, found once.
struct TensorFacts {
    let kind: TensorKind
    let elementType: ElementType
    let rows: Int
    let columns: Int
    /// Elements, and bytes, of one slice.
    let elements: Int
    let bytes: Bytes

    init(_ tensor: borrowing Tensor) {
        kind = tensor.kind
        elementType = tensor.elementType
        rows = tensor.rows
        columns = tensor.columns
        elements = tensor.elements
        bytes = tensor.bytes
    }

    /// Bytes of some elements side by side.
    func bytes(ofElements count: Int) -> Bytes { Bytes((count * elementType.bits + 7) / 8) }
}

import Architecture
import OperatorTrace
import Quantities

/// The place of a storage in `TraceIndex.storages`.
struct StorageID: Hashable {
    let index: Int
}

/// Memory for a tensor, or for several that are views of the same numbers (a shuffled or rescaled result).
struct Storage: Equatable {
    var name: String
    var kind: TensorKind
    /// Rows and columns of the first tensor that lives in it.
    var rows: Int
    var columns: Int
    var elementType: ElementType
    var placement: Placement
    var perIteration: Bool
    /// Slices of a tensor that differs by iteration; 1 otherwise.
    var slices = 1
    /// In the order of steps; a part of the list that all storages share.
    var touches: ArraySlice<Touch> = []

    /// A step that reads or writes the storage.
    struct Touch: Equatable {
        var step: Int
        var isWrite: Bool
    }

    /// Bytes of `count` elements side by side.
    func bytes(ofElements count: Int) -> Bytes { Bytes((count * elementType.bits + 7) / 8) }

    /// Bytes of one slice.
    var bytes: Bytes { bytes(ofElements: rows * columns) }

    /// True for what is learned or fixed: it is streamed, never resident as a whole.
    var isParameter: Bool { kind == .weight || kind == .constant }

    /// True if the numbers are in HBM before the run starts.
    var isStored: Bool { kind.isStored }

    var trafficClass: TrafficClass {
        switch kind {
        case .weight, .constant: .weights
        case .activation: .activations
        case .keyValueCache: .keyValueCache
        case .input, .output: .inputsOutputs
        }
    }
}

/// A rectangle of a tensor, and the storage that it lies in.
struct Region: Equatable {
    var storage: StorageID
    var rows: Range<Int>
    var columns: Range<Int>
    /// Columns of the tensor: a view's may differ from its storage's.
    var width: Int
}

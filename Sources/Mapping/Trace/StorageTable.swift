import Architecture
import OperatorTrace

/// The storages of all tensors, and who touches them.
struct StorageTable {
    private(set) var storages: [Storage] = []
    private var ofTensor: [StorageID] = []
    private let tensors: [TensorFacts]

    init(_ workload: borrowing Workload, touchedBy list: borrowing StepList) {
        tensors = workload.tensors.indices.map { TensorFacts(workload.tensors[$0]) }
        var ofRoot: [StorageID?] = Array(repeating: nil, count: tensors.count)
        storages.reserveCapacity(tensors.count)
        ofTensor.reserveCapacity(tensors.count)
        for tensor in tensors.indices {
            let root = list.views.root(of: tensor)
            if let known = ofRoot[root] {
                ofTensor.append(known)
                storages[known.index].absorb(workload.tensors[tensor])
            } else {
                let id = StorageID(index: storages.count)
                storages.append(Storage(workload.tensors[tensor]))
                ofRoot[root] = id
                ofTensor.append(id)
            }
        }
        recordTouches(of: list, in: workload)
    }

    @inline(__always)
    subscript(id: StorageID) -> Storage { _read { yield storages[id.index] } }

    @inline(__always)
    func storage(of tensor: TensorID) -> StorageID { ofTensor[tensor.index] }

    @inline(__always)
    func tensor(_ id: TensorID) -> TensorFacts { tensors[id.index] }

    /// Whether a step outside a range touches it. Touches are in the order of steps.
    func isTouched(_ id: StorageID, outside steps: Range<Int>) -> Bool {
        guard let first = storages[id.index].touches.first, let last = storages[id.index].touches.last else {
            return false
        }
        return first.step < steps.lowerBound || last.step >= steps.upperBound
    }

    /// The widest element of some tensors, in bits.
    func bits(_ ids: some Sequence<TensorID>) -> Int { ids.lazy.map { tensor($0).elementType.bits }.max() ?? 8 }

    /// The number format in which the array multiplies: the wider of the two operands'; nil if it has no such type.
    func operandType(of product: MatrixProduct) -> OperandType? {
        // Of formats of the same width the first operand's counts.
        var widest: ElementType?
        for operand in [product.a, product.b] {
            for id in operand where tensor(id).elementType.bits > widest?.bits ?? 0 { widest = tensor(id).elementType }
        }
        switch widest {
        case .int4: return .int4
        case .int8: return .int8
        case .fp16: return .fp16
        case .bf16: return .bf16
        case .int32, .fp32, nil: return nil
        }
    }

    /// A step touches a storage once with all that it reads of it, then with what it writes.
    private mutating func recordTouches(of list: StepList, in workload: Workload) {
        // At first, by storage, as many as come; then where the next one goes.
        var places = Array(repeating: 0, count: storages.count + 1)
        forEachTouch(of: list) { id, _ in places[id.index + 1] += 1 }
        for id in storages.indices { places[id + 1] += places[id] }
        var touches = Array(repeating: Storage.Touch(step: 0, isWrite: false), count: places[storages.count])
        let starts = places
        forEachTouch(of: list) { id, touch in
            touches[places[id.index]] = touch
            places[id.index] += 1
        }
        for id in storages.indices { storages[id].touches = touches[starts[id]..<starts[id + 1]] }
        for step in list.steps where storages[ofTensor[step.output.index].index].perIteration {
            storages[ofTensor[step.output.index].index].slices = workload.stages[step.stage].iterations
        }
    }

    private func forEachTouch(of list: StepList, _ visit: (StorageID, Storage.Touch) -> Void) {
        // By storage, the last step that touched it.
        var last = Array(repeating: -1, count: storages.count)
        for (place, step) in list.steps.enumerated() {
            for read in step.reads {
                let id = storage(of: list.tensorsRead[read])
                if last[id.index] != place { visit(id, Storage.Touch(step: place, isWrite: false)) }
                last[id.index] = place
            }
            let written = storage(of: step.output)
            visit(written, Storage.Touch(step: place, isWrite: true))
            last[written.index] = place
        }
    }
}

extension Storage {
    init(_ tensor: borrowing Tensor) {
        self.init(
            name: tensor.name, kind: tensor.kind, rows: tensor.rows, columns: tensor.columns,
            elementType: tensor.elementType, placement: tensor.placement, perIteration: tensor.perIteration)
    }

    /// Takes in a tensor that is a view of the same numbers: what is kept for later outweighs what is not.
    mutating func absorb(_ view: Tensor) {
        if kind == .activation, view.kind != .activation {
            kind = view.kind
            name = view.name
        }
        if view.placement == .onChip { placement = .onChip }
        perIteration = perIteration || view.perIteration
    }
}

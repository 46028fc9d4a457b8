/// One walk over a workload, in the order of its file, that stops at the first fault.
struct WorkloadValidator {
    let workload: Workload
    /// The operation that writes each tensor, by tensor index.
    var producers: [OperationPlace?]
    /// True for each tensor that an operation before the present one has written.
    var isWritten: [Bool]
    /// The last stage that reads each tensor.
    var lastReader: [Int?]
    /// How many slices each `perIteration` tensor has, once a stage that reads or writes it is known.
    var slices: [Int?]
    /// Running totals that the limits bound.
    var macs = 0
    var elementsMoved = 0
    var elementsStored = 0

    init(_ workload: Workload) {
        self.workload = workload
        producers = Array(repeating: nil, count: workload.tensors.count)
        isWritten = Array(repeating: false, count: workload.tensors.count)
        lastReader = Array(repeating: nil, count: workload.tensors.count)
        slices = Array(repeating: nil, count: workload.tensors.count)
    }

    mutating func run() throws(WorkloadError) {
        try checkName(workload.name, at: .workload(key: "name"))
        try checkOptions()
        try checkTensors()
        try checkStageNames()
        try findProducers()
        for stage in workload.stages.indices {
            try checkStage(stage)
        }
        try checkEveryTensorIsUsed()
        try checkStoredElements()
    }

    func error(_ place: WorkloadPlace, _ reason: String) -> WorkloadError {
        WorkloadError(place, workload.subject(of: place), reason)
    }

    func checkName(_ name: String, at place: WorkloadPlace) throws(WorkloadError) {
        if let fault = WorkloadName.fault(in: name) {
            throw error(place, "its name \(fault); use 1 to \(WorkloadLimits.nameCharacters) printable characters")
        }
    }

    /// Throws unless the number is from 1 to `limit`. `label` begins the sentence.
    func checkCount(
        _ number: Int, _ label: String, atMost limit: Int, at place: WorkloadPlace
    ) throws(WorkloadError) {
        guard (1...limit).contains(number) else {
            throw error(place, "\(label) is \(number), expected 1 to \(limit)")
        }
    }

    private func checkOptions() throws(WorkloadError) {
        guard workload.options.count <= WorkloadLimits.options else {
            throw error(
                .workload(key: "options"),
                "it has \(workload.options.count) options, expected at most \(WorkloadLimits.options)")
        }
        var keys: Set<String> = []
        for (index, option) in workload.options.enumerated() {
            try checkName(option.key, at: .option(index))
            guard keys.insert(option.key).inserted else {
                throw error(.option(index), "the option \"\(option.key)\" stands twice; keep one")
            }
            if !option.value.isEmpty, let fault = WorkloadName.fault(in: option.value) {
                throw error(.option(index), "the value of \"\(option.key)\" \(fault); use a short printable text")
            }
        }
    }

    // MARK: Tensors

    private mutating func checkTensors() throws(WorkloadError) {
        guard workload.tensors.count <= WorkloadLimits.tensors else {
            throw error(
                .workload(key: "tensors"),
                "it has \(workload.tensors.count) tensors, expected at most \(WorkloadLimits.tensors)")
        }
        var names = Set<String>(minimumCapacity: workload.tensors.count)
        for (index, tensor) in workload.tensors.enumerated() {
            try checkName(tensor.name, at: .tensor(index, key: "name"))
            guard names.insert(tensor.name).inserted else {
                throw error(.tensor(index, key: "name"), "another tensor has this name; rename one")
            }
            try checkShape(of: tensor, index)
            try checkProperties(of: tensor, index)
        }
    }

    private func checkShape(of tensor: Tensor, _ index: Int) throws(WorkloadError) {
        let place = WorkloadPlace.tensor(index, key: "shape")
        guard (1...WorkloadLimits.rank).contains(tensor.shape.count) else {
            throw error(
                place, "its shape has \(tensor.shape.count) dimensions, expected 1 to \(WorkloadLimits.rank)")
        }
        var elements = 1
        for extent in tensor.shape {
            try checkCount(extent, "a dimension", atMost: WorkloadLimits.extent, at: place)
            let (product, overflows) = elements.multipliedReportingOverflow(by: extent)
            guard !overflows, product <= WorkloadLimits.tensorElements else {
                throw error(
                    place,
                    "the shape \(describe(tensor.shape)) has more than \(power(WorkloadLimits.tensorElements)) elements; "
                        + "split the tensor")
            }
            elements = product
        }
    }

    private func checkProperties(of tensor: Tensor, _ index: Int) throws(WorkloadError) {
        if tensor.placement == .onChip, tensor.kind != .activation, tensor.kind != .keyValueCache {
            throw error(
                .tensor(index, key: "placement"),
                "its kind is \(tensor.kind.text), and only an activation or a key-value-cache can be on-chip: "
                    + "anything else crosses the HBM interface")
        }
        switch tensor.kind {
        case .input, .constant, .output:
            break
        case .weight, .activation, .keyValueCache:
            guard tensor.perIteration else { break }
            throw error(
                .tensor(index, key: "perIteration"),
                "its kind is \(tensor.kind.text), and only an input, constant or output can be perIteration")
        }
    }

    private func checkEveryTensorIsUsed() throws(WorkloadError) {
        for (index, tensor) in workload.tensors.enumerated() {
            switch tensor.kind {
            case .weight:
                break  // A stored weight may stay unread: an output head that inference does not run.
            case .constant, .input:
                if lastReader[index] == nil {
                    throw error(.tensor(index, key: nil), "no operation reads it; use it or remove it")
                }
            case .activation, .keyValueCache, .output:
                if producers[index] == nil {
                    throw error(.tensor(index, key: nil), "no operation writes it; write it or remove it")
                }
            }
        }
    }

    private mutating func checkStoredElements() throws(WorkloadError) {
        for (index, tensor) in workload.tensors.enumerated() {
            elementsStored += tensor.elements * (slices[index] ?? 1)
            guard elementsStored <= WorkloadLimits.storedElements else {
                throw error(
                    .tensor(index, key: "shape"),
                    "with it, all tensors together have more than \(power(WorkloadLimits.storedElements)) elements")
            }
        }
    }
}

/// A limit as messages write it: `2^46`.
func power(_ limit: Int) -> String { "2^\(limit.trailingZeroBitCount)" }

/// A shape as messages write it: `50 x 720`.
func describe(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " x ") }

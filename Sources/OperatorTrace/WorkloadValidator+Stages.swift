extension WorkloadValidator {
    /// Names and sizes of stages, layers and operations, and that none of them is empty.
    func checkStageNames() throws(WorkloadError) {
        guard !workload.stages.isEmpty else {
            throw error(.workload(key: "stages"), "it has no stages, expected at least one")
        }
        var operations = 0
        var names: Set<String> = []
        for (index, stage) in workload.stages.enumerated() {
            try checkName(stage.name, at: .stage(index, key: "name"))
            guard names.insert(stage.name).inserted else {
                throw error(.stage(index, key: "name"), "another stage has this name; rename one")
            }
            try checkCount(
                stage.iterations, "iterations", atMost: WorkloadLimits.iterations, at: .stage(index, key: "iterations"))
            guard !stage.layers.isEmpty else {
                throw error(.stage(index, key: "layers"), "it has no layers, expected at least one")
            }
            try checkLayerNames(of: stage, index, counting: &operations)
        }
    }

    private func checkLayerNames(
        of stage: Stage, _ stageIndex: Int, counting operations: inout Int
    ) throws(WorkloadError) {
        var names: Set<String> = []
        for (index, layer) in stage.layers.enumerated() {
            try checkName(layer.name, at: .layer(stage: stageIndex, index, key: "name"))
            guard names.insert(layer.name).inserted else {
                throw error(
                    .layer(stage: stageIndex, index, key: "name"),
                    "another layer of the stage has this name; rename one")
            }
            guard !layer.operations.isEmpty else {
                throw error(
                    .layer(stage: stageIndex, index, key: "operations"), "it has no operations, expected at least one")
            }
            operations += layer.operations.count
            guard operations <= WorkloadLimits.operations else {
                throw error(
                    .layer(stage: stageIndex, index, key: "operations"),
                    "with it, the workload has more than \(WorkloadLimits.operations) operations")
            }
            try checkOperationNames(of: layer, stage: stageIndex, layer: index)
        }
    }

    private func checkOperationNames(of layer: Layer, stage: Int, layer layerIndex: Int) throws(WorkloadError) {
        var names = Set<String>(minimumCapacity: layer.operations.count)
        for (index, operation) in layer.operations.enumerated() {
            let place = WorkloadPlace.operation(
                OperationPlace(stage: stage, layer: layerIndex, operation: index), key: "name")
            try checkName(operation.name, at: place)
            guard names.insert(operation.name).inserted else {
                throw error(place, "another operation of the layer has this name; rename one")
            }
        }
    }

    /// A stage's operations and what it carries from one iteration to the next.
    mutating func checkStage(_ index: Int) throws(WorkloadError) {
        let stage = workload.stages[index]
        var carriedTo: Set<TensorID> = []
        for (number, carry) in stage.carried.enumerated() {
            try checkCarry(carry, number, stage: index)
            guard carriedTo.insert(carry.read).inserted else {
                throw error(
                    .carry(stage: index, number, key: "read"),
                    "two tensors are carried to \"\(workload[carry.read].name)\"; keep one")
            }
        }
        for (layerIndex, layer) in stage.layers.enumerated() {
            for (number, operation) in layer.operations.enumerated() {
                let place = OperationPlace(stage: index, layer: layerIndex, operation: number)
                try checkDataflow(of: operation, at: place)
                switch operation.body {
                case .product(let product): try checkProduct(product, at: place)
                case .vector(let vector): try checkVector(vector, at: place)
                }
                try addTotals(of: operation, at: place)
            }
        }
        for (number, carry) in stage.carried.enumerated() where lastReader[carry.read.index] != index {
            throw error(
                .carry(stage: index, number, key: "read"),
                "no operation of the stage reads \"\(workload[carry.read].name)\"; read it or carry nothing to it")
        }
    }

    /// `written` comes from this stage, `read` from before it, and they are alike.
    private func checkCarry(_ carry: Carry, _ number: Int, stage: Int) throws(WorkloadError) {
        let writtenPlace = WorkloadPlace.carry(stage: stage, number, key: "written")
        let readPlace = WorkloadPlace.carry(stage: stage, number, key: "read")
        try checkExists(carry.written, at: writtenPlace)
        try checkExists(carry.read, at: readPlace)
        let written = workload[carry.written]
        let read = workload[carry.read]
        guard carry.written != carry.read else {
            throw error(
                readPlace,
                "it carries \"\(read.name)\" to itself; name the tensor that the next iteration reads it as")
        }
        guard producers[carry.written.index]?.stage == stage else {
            throw error(writtenPlace, "no operation of the stage writes \"\(written.name)\"")
        }
        guard read.kind.isStored || isWritten[carry.read.index] else {
            throw error(
                readPlace,
                "the first iteration finds nothing in \"\(read.name)\"; make it an input or write it in a stage before")
        }
        for (tensor, place) in [(written, writtenPlace), (read, readPlace)] where tensor.perIteration {
            throw error(place, "\"\(tensor.name)\" has a slice for each iteration and cannot be carried")
        }
        guard written.shape == read.shape, written.elementType == read.elementType else {
            throw error(
                readPlace,
                "\"\(read.name)\" is \(describe(read.shape)) of \(read.elementType.text), but \"\(written.name)\", "
                    + "which is carried to it, is \(describe(written.shape)) of \(written.elementType.text)")
        }
    }

    /// Adds an operation to the totals that the limits bound.
    private mutating func addTotals(of operation: Operation, at place: OperationPlace) throws(WorkloadError) {
        let iterations = workload.stages[place.stage].iterations
        // A lookup reads as many elements of its table as it writes.
        let results = workload.elements(of: operation)
        let gathers = operation.kindName == VectorKind.embeddingLookup.rawValue
        var elements = results
        operation.body.forEachRead { elements += gathers ? results : workload.tensors[$0.index].elements }
        macs = Self.sum(macs, operation.macs.count, times: iterations)
        elementsMoved = Self.sum(elementsMoved, elements, times: iterations)
        guard macs <= WorkloadLimits.totalMACs else {
            throw error(
                .operation(place, key: nil),
                "with it, all iterations together take more than \(power(WorkloadLimits.totalMACs)) multiply-accumulates"
            )
        }
        guard elementsMoved <= WorkloadLimits.totalElementsMoved else {
            throw error(
                .operation(place, key: nil),
                "with it, all iterations together read and write more than \(power(WorkloadLimits.totalElementsMoved)) "
                    + "elements")
        }
    }

    /// `total + addend * factor` of numbers that are not negative, or the largest number if it does not fit.
    private static func sum(_ total: Int, _ addend: Int, times factor: Int) -> Int {
        let (product, productOverflows) = addend.multipliedReportingOverflow(by: factor)
        let (sum, sumOverflows) = total.addingReportingOverflow(product)
        return productOverflows || sumOverflows ? .max : sum
    }
}

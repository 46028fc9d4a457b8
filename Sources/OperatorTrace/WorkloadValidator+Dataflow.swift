extension WorkloadValidator {
    /// Finds the operation that writes each tensor, and refuses a second one.
    mutating func findProducers() throws(WorkloadError) {
        for stage in workload.stages.indices {
            for layer in workload.stages[stage].layers.indices {
                for operation in workload.stages[stage].layers[layer].operations.indices {
                    let output = workload.stages[stage].layers[layer].operations[operation].output
                    try note(OperationPlace(stage: stage, layer: layer, operation: operation), writes: output)
                }
            }
        }
    }

    private mutating func note(_ operation: OperationPlace, writes output: TensorID) throws(WorkloadError) {
        let place = WorkloadPlace.operation(operation, key: "output")
        try checkExists(output, at: place)
        guard !workload.tensors[output.index].kind.isStored else {
            let tensor = workload[output]
            throw error(
                place,
                "it writes \"\(tensor.name)\", which is of kind \(tensor.kind.text); "
                    + "write an activation, a key-value-cache or an output")
        }
        if let first = producers[output.index] {
            throw error(
                place,
                "it writes \"\(workload[output].name)\", which \(workload.path(of: first)) writes already; "
                    + "give each result a tensor of its own")
        }
        producers[output.index] = operation
    }

    /// What an operation reads is there when it runs, and its slices are those of the operation's stage.
    mutating func checkDataflow(of operation: Operation, at place: OperationPlace) throws(WorkloadError) {
        let iterations = workload.stages[place.stage].iterations
        switch operation.body {
        case .product(let product):
            try checkReads(product.a, "a", iterations, at: place)
            try checkReads(product.b, "b", iterations, at: place)
            if let bias = product.bias { try checkRead(bias, "bias", iterations, at: place) }
        case .vector(let vector):
            try checkReads(vector.inputs, "inputs", iterations, at: place)
            try checkReads(vector.parameters, "parameters", iterations, at: place)
        }
        let output = operation.output
        isWritten[output.index] = true
        if workload.tensors[output.index].perIteration {
            try setSlices(of: output, iterations, at: .operation(place, key: "output"))
        }
    }

    func checkExists(_ id: TensorID, at place: WorkloadPlace) throws(WorkloadError) {
        guard workload.tensors.indices.contains(id.index) else {
            throw error(
                place, "it names tensor number \(id.index), but the table has \(workload.tensors.count) tensors")
        }
    }

    /// What an operation reads under a key of its file.
    private mutating func checkReads(
        _ ids: [TensorID], _ key: String, _ iterations: Int, at place: OperationPlace
    ) throws(WorkloadError) {
        guard ids.count <= WorkloadLimits.joinedTensors else {
            throw error(
                .operation(place, key: key),
                "it names \(ids.count) tensors in \(key), expected at most \(WorkloadLimits.joinedTensors)")
        }
        for id in ids { try checkRead(id, key, iterations, at: place) }
    }

    private mutating func checkRead(
        _ id: TensorID, _ key: String, _ iterations: Int, at place: OperationPlace
    ) throws(WorkloadError) {
        try checkExists(id, at: .operation(place, key: key))
        try checkIsWritten(id, at: place, key: key)
        if workload.tensors[id.index].perIteration {
            try checkSlices(of: id, iterations: iterations, at: place, key: key)
        }
        lastReader[id.index] = place.stage
    }

    private func checkIsWritten(_ id: TensorID, at place: OperationPlace, key: String) throws(WorkloadError) {
        guard !workload.tensors[id.index].kind.isStored, !isWritten[id.index] else { return }
        let tensor = workload[id]
        guard let producer = producers[id.index] else {
            throw error(
                .operation(place, key: key),
                "it reads \"\(tensor.name)\", which no operation writes; write it first or make it an input")
        }
        guard producer != place else {
            throw error(
                .operation(place, key: key),
                "it reads \"\(tensor.name)\", which it writes itself; give the result a tensor of its own")
        }
        throw error(
            .operation(place, key: key),
            "it reads \"\(tensor.name)\" before \(workload.path(of: producer)) writes it; change the order, or name it "
                + "under carried if it comes from the iteration before")
    }

    private mutating func checkSlices(
        of id: TensorID, iterations: Int, at place: OperationPlace, key: String
    ) throws(WorkloadError) {
        let name = workload[id].name
        if let producer = producers[id.index], producer.stage != place.stage {
            throw error(
                .operation(place, key: key),
                "it reads \"\(name)\", which has a slice for each iteration of another stage; "
                    + "leave perIteration out or read it there")
        }
        if let slices = slices[id.index], slices != iterations {
            throw error(
                .operation(place, key: key),
                "\"\(name)\" has a slice for each of \(slices) iterations, but this stage has \(iterations); "
                    + "give each stage a tensor of its own")
        }
        try setSlices(of: id, iterations, at: .operation(place, key: key))
    }

    private mutating func setSlices(
        of id: TensorID, _ count: Int, at place: WorkloadPlace
    ) throws(WorkloadError) {
        let (elements, overflows) = workload[id].elements.multipliedReportingOverflow(by: count)
        guard !overflows, elements <= WorkloadLimits.tensorElements else {
            throw error(
                place,
                "the \(count) slices of \"\(workload[id].name)\" have more than "
                    + "\(power(WorkloadLimits.tensorElements)) elements together")
        }
        slices[id.index] = count
    }
}

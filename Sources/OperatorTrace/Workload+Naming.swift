extension Workload {
    /// How messages, tables and traces name an operation: stage, layer and operation, as in `vision.layers[0].q_proj`.
    package func path(of place: OperationPlace) -> String {
        let stage = stages[place.stage]
        let layer = stage.layers[place.layer]
        return "\(stage.name).\(layer.name).\(layer.operations[place.operation].name)"
    }

    /// How messages name a part of the workload. A part without a usable name is named by its place in the file.
    package func subject(of place: WorkloadPlace) -> String {
        switch place {
        case .workload:
            return WorkloadName.isUsable(name) ? "workload \"\(name)\"" : "workload"
        case .option(let index):
            return "options[\(index)]"
        case .tensor(let index, _):
            let name = tensors[index].name
            return WorkloadName.isUsable(name) ? "tensor \"\(name)\"" : "tensors[\(index)]"
        case .stage(let stage, _):
            return path(stage: stage)
        case .carry(let stage, let index, _):
            return path(stage: stage) + ".carried[\(index)]"
        case .layer(let stage, let layer, _):
            return path(stage: stage, layer: layer)
        case .operation(let place, _):
            let name = stages[place.stage].layers[place.layer].operations[place.operation].name
            let last = WorkloadName.isUsable(name) ? name : "operations[\(place.operation)]"
            return path(stage: place.stage, layer: place.layer) + "." + last
        }
    }

    private func path(stage: Int) -> String {
        let name = stages[stage].name
        return WorkloadName.isUsable(name) ? name : "stages[\(stage)]"
    }

    private func path(stage: Int, layer: Int) -> String {
        let name = stages[stage].layers[layer].name
        return path(stage: stage) + "." + (WorkloadName.isUsable(name) ? name : "layers[\(layer)]")
    }
}

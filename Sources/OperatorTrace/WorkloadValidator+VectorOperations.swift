extension WorkloadValidator {
    /// A pass of the vector unit: the number of its operands, and that their shapes fit its output.
    func checkVector(_ vector: VectorOperation, at place: OperationPlace) throws(WorkloadError) {
        try checkOperandCount(vector.inputs.count, vector.kind.inputCount, vector.kind, "inputs", at: place)
        try checkOperandCount(
            vector.parameters.count, vector.kind.parameterCount, vector.kind, "parameters", at: place)
        let inputs = vector.inputs.map { (id: $0, table: Table(workload.tensors[$0.index])) }
        let output = Table(workload.tensors[vector.output.index])
        switch vector.kind {
        case .gelu, .silu, .rope, .scale, .mask, .pixelShuffle:
            try checkElements(inputs, output, at: place)
        case .softmax, .layerNorm, .rmsNorm, .eulerStep:
            try checkSameTable(inputs, output, at: place)
        case .multiply, .add:
            try checkRepeated(inputs, output, at: place)
        case .concatenate:
            try checkConcatenation(inputs, output, at: place)
        case .embeddingLookup, .sinusoid:
            break  // No inputs: the rows to fetch, and the angles, are known before the inference starts.
        }
        try checkParameters(of: vector, at: place)
    }

    /// Rows and columns of a tensor when all dimensions but the last are joined.
    private struct Table: Equatable, CustomStringConvertible {
        let rows: Int
        let columns: Int
        var elements: Int { rows * columns }
        var description: String { "\(rows) x \(columns)" }

        init(_ tensor: Tensor) {
            rows = tensor.rows
            columns = tensor.columns
        }
    }

    private func checkOperandCount(
        _ count: Int, _ expected: ClosedRange<Int>, _ kind: VectorKind, _ key: String, at place: OperationPlace
    ) throws(WorkloadError) {
        guard expected.contains(count) else {
            let range =
                expected.count == 1 ? "\(expected.lowerBound)" : "\(expected.lowerBound) to \(expected.upperBound)"
            throw error(.operation(place, key: key), "it has \(count) in \(key), expected \(range) for \(kind.text)")
        }
    }

    private func checkElements(
        _ inputs: [(id: TensorID, table: Table)], _ output: Table, at place: OperationPlace
    ) throws(WorkloadError) {
        for input in inputs where input.table.elements != output.elements {
            throw error(
                .operation(place, key: "output"),
                "its output has \(output.elements) elements, but its input \"\(workload[input.id].name)\" has "
                    + "\(input.table.elements)")
        }
    }

    private func checkSameTable(
        _ inputs: [(id: TensorID, table: Table)], _ output: Table, at place: OperationPlace
    ) throws(WorkloadError) {
        for input in inputs where input.table != output {
            throw error(
                .operation(place, key: "output"),
                "its output is \(output), but its input \"\(workload[input.id].name)\" is \(input.table)")
        }
    }

    /// Operands of the output's shape, or with fewer rows that are used again and again. One has the output's shape.
    private func checkRepeated(
        _ inputs: [(id: TensorID, table: Table)], _ output: Table, at place: OperationPlace
    ) throws(WorkloadError) {
        for input in inputs
        where input.table.columns != output.columns || !output.rows.isMultiple(of: input.table.rows) {
            throw error(
                .operation(place, key: "inputs"),
                "its output is \(output), but its input \"\(workload[input.id].name)\" is \(input.table), "
                    + "neither the same nor rows to repeat")
        }
        guard inputs.contains(where: { $0.table == output }) else {
            throw error(
                .operation(place, key: "inputs"), "its output is \(output), but no input has all \(output.rows) rows")
        }
    }

    /// Inputs one below the other, or side by side; a single row is repeated to stand beside longer ones.
    private func checkConcatenation(
        _ inputs: [(id: TensorID, table: Table)], _ output: Table, at place: OperationPlace
    ) throws(WorkloadError) {
        let rows = inputs.reduce(0) { $0 + $1.table.rows }
        let columns = inputs.reduce(0) { $0 + $1.table.columns }
        let stacks = rows == output.rows && inputs.allSatisfy { $0.table.columns == output.columns }
        let standsSideBySide =
            columns == output.columns && inputs.allSatisfy { $0.table.rows == output.rows || $0.table.rows == 1 }
        guard stacks || standsSideBySide else {
            let parts = inputs.map { "\"\(workload[$0.id].name)\" (\($0.table))" }
            throw error(
                .operation(place, key: "output"),
                "its output is \(output), but \(joined(parts)) make that neither one below the other nor side by side")
        }
    }

    /// Norms scale and shift each column; a table has rows as long as the output's.
    private func checkParameters(of vector: VectorOperation, at place: OperationPlace) throws(WorkloadError) {
        let output = Table(workload.tensors[vector.output.index])
        for id in vector.parameters {
            let table = Table(workload.tensors[id.index])
            let fits = vector.kind == .embeddingLookup ? table.columns : table.elements
            guard fits == output.columns else {
                throw error(
                    .operation(place, key: "parameters"),
                    "its output has \(output.columns) columns, but its parameter \"\(workload[id].name)\" is \(table)")
            }
        }
    }
}

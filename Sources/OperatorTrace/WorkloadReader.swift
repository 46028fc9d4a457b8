import JSONText
import Quantities

/// Turns the text of a workload file into its parts, and names of tensors into their places in the table.
///
/// It refuses what cannot be said in a workload; what can be said and is not sound is left to validation.
struct WorkloadReader {
    private var tensors: [Tensor] = []
    private var ids: [String: TensorID] = [:]

    mutating func read(_ document: JSONValue) throws(JSONError) -> Workload {
        var reader = try document.object()
        try checkFormat(reader.required("format"))
        let name = try reader.string("name")
        let options = try readOptions(&reader)
        try readTensors(reader.elements("tensors"))
        let stages = try reader.elements("stages").map { (value) throws(JSONError) in try readStage(value) }
        try reader.finish()
        return Workload(name: name, options: options, tensors: tensors, stages: stages)
    }

    private func checkFormat(_ value: JSONValue) throws(JSONError) {
        let format = try value.string()
        guard format != Workload.formatName else { return }
        let isModel = format.hasPrefix("systole-model/")
        throw value.error(
            "found \(quotation(of: format)), expected \(quotation(of: Workload.formatName))"
                + (isModel ? "; `systole lower` makes a workload of a model" : ""))
    }

    private func readOptions(_ reader: inout JSONObjectReader) throws(JSONError) -> [Workload.Option] {
        guard let value = reader.optional("options") else { return [] }
        return try value.members().map { (member) throws(JSONError) in
            Workload.Option(key: member.key, value: try member.value.string())
        }
    }

    // MARK: Tensors

    private mutating func readTensors(_ values: [JSONValue]) throws(JSONError) {
        tensors.reserveCapacity(values.count)
        ids.reserveCapacity(values.count)
        for value in values {
            let tensor = try readTensor(value)
            // Of two tensors of one name the first is meant; validation refuses the second.
            if ids[tensor.name] == nil { ids[tensor.name] = TensorID(tensors.count) }
            tensors.append(tensor)
        }
    }

    private func readTensor(_ value: JSONValue) throws(JSONError) -> Tensor {
        var reader = try value.object()
        let tensor = Tensor(
            name: try reader.string("name"), kind: try reader.value("kind", as: TensorKind.self),
            shape: try reader.integers("shape"), elementType: try reader.value("elementType", as: ElementType.self),
            placement: try reader.optionalValue("placement", as: Placement.self) ?? .offChip,
            perIteration: try reader.optionalBool("perIteration") ?? false)
        try reader.finish()
        return tensor
    }

    private func tensor(_ value: JSONValue) throws(JSONError) -> TensorID {
        let name = try value.string()
        guard let id = ids[name] else {
            // Of a table without end only the beginning is compared.
            let candidates = tensors.prefix(20_000).lazy.map(\.name)
            throw value.error("there is no tensor \(quotation(of: name))" + suggestion(for: name, among: candidates))
        }
        return id
    }

    private func tensors(_ values: [JSONValue]) throws(JSONError) -> [TensorID] {
        try values.map { (value) throws(JSONError) in try tensor(value) }
    }

    /// One name, or an array of them.
    private func operand(_ value: JSONValue) throws(JSONError) -> [TensorID] {
        switch value.kind {
        case .string: [try tensor(value)]
        case .array: try tensors(value.elements())
        default: throw value.mismatch("the name of a tensor, or an array of names")
        }
    }

    // MARK: Stages

    private func readStage(_ value: JSONValue) throws(JSONError) -> Stage {
        var reader = try value.object()
        let name = try reader.string("name")
        let iterations = try reader.optionalInteger("iterations") ?? 1
        let carried = try reader.optionalElements("carried").map { (value) throws(JSONError) in try readCarry(value) }
        let layers = try reader.elements("layers").map { (value) throws(JSONError) in try readLayer(value) }
        try reader.finish()
        return Stage(name: name, iterations: iterations, carried: carried, layers: layers)
    }

    private func readCarry(_ value: JSONValue) throws(JSONError) -> Carry {
        var reader = try value.object()
        let carry = Carry(
            written: try tensor(reader.required("written")), read: try tensor(reader.required("read")))
        try reader.finish()
        return carry
    }

    private func readLayer(_ value: JSONValue) throws(JSONError) -> Layer {
        var reader = try value.object()
        let name = try reader.string("name")
        let operations = try reader.elements("operations").map { (value) throws(JSONError) in
            try readOperation(value)
        }
        try reader.finish()
        return Layer(name: name, operations: operations)
    }

    // MARK: Operations

    private func readOperation(_ value: JSONValue) throws(JSONError) -> Operation {
        var reader = try value.object()
        let name = try reader.string("name")
        let kind = try reader.required("kind")
        let word = try kind.string()
        let body: Operation.Body
        if word == MatrixProduct.kindName {
            body = .product(try readProduct(&reader))
        } else if let vectorKind = VectorKind(rawValue: word) {
            body = .vector(try readVector(vectorKind, &reader))
        } else {
            let words = [MatrixProduct.kindName] + VectorKind.allCases.map(\.rawValue)
            let nearest = suggestion(for: word, among: words)
            throw kind.error(
                "there is no operation \(quotation(of: word))"
                    + (nearest.isEmpty ? "; there are " + words.joined(separator: ", ") : nearest))
        }
        try reader.finish()
        return Operation(name: name, body: body)
    }

    private func readProduct(_ reader: inout JSONObjectReader) throws(JSONError) -> MatrixProduct {
        let batch = try reader.optionalInteger("batch") ?? 1
        let (m, k, n) = (try reader.integer("m"), try reader.integer("k"), try reader.integer("n"))
        let a = try operand(reader.required("a"))
        let b = try operand(reader.required("b"))
        let transposesB = try reader.optionalBool("transposeB") ?? false
        let headsPerSharedB = try reader.optionalInteger("headsPerSharedB") ?? 1
        var bias: TensorID?
        if let value = reader.optional("bias") { bias = try tensor(value) }
        return MatrixProduct(
            batch: batch, m: m, k: k, n: n, a: a, b: b, transposesB: transposesB, headsPerSharedB: headsPerSharedB,
            bias: bias, output: try tensor(reader.required("output")))
    }

    private func readVector(_ kind: VectorKind, _ reader: inout JSONObjectReader) throws(JSONError) -> VectorOperation {
        let inputs = try tensors(reader.optionalElements("inputs"))
        let parameters = try tensors(reader.optionalElements("parameters"))
        return VectorOperation(
            kind: kind, inputs: inputs, parameters: parameters, output: try tensor(reader.required("output")))
    }
}

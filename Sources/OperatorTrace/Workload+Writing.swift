import JSONText

extension Workload {
    /// The workload as its file, in the one form that reading and writing again gives byte for byte: a line for each
    /// tensor and each operation, values that may be left out left out.
    package var jsonText: String { String(decoding: jsonBytes, as: UTF8.self) }

    /// The bytes of ``jsonText``.
    package var jsonBytes: [UInt8] {
        var writer = WorkloadWriter(self)
        writer.write()
        return writer.bytes
    }
}

/// Lays a workload out as text. Objects and arrays of many lines are laid out here, lines are JSON's own.
private struct WorkloadWriter {
    private let workload: Workload
    private(set) var bytes: [UInt8] = []

    init(_ workload: Workload) { self.workload = workload }

    mutating func write() {
        line(0, "{")
        line(2, "\"format\": \(text(.string(Workload.formatName))),")
        line(2, "\"name\": \(text(.string(workload.name))),")
        if !workload.options.isEmpty { writeOptions() }
        array(2, "tensors", workload.tensors, isLast: false) { writer, tensor, end in
            writer.line(4, writer.text(Self.node(tensor)) + end)
        }
        array(2, "stages", workload.stages, isLast: true) { writer, stage, end in
            writer.write(stage, end: end)
        }
        line(0, "}")
    }

    private mutating func writeOptions() {
        line(2, "\"options\": {")
        for (index, option) in workload.options.enumerated() {
            let end = index + 1 < workload.options.count ? "," : ""
            line(4, "\(text(.string(option.key))): \(text(.string(option.value)))\(end)")
        }
        line(2, "},")
    }

    private mutating func write(_ stage: Stage, end: String) {
        line(4, "{")
        line(6, "\"name\": \(text(.string(stage.name))),")
        if stage.iterations != 1 { line(6, "\"iterations\": \(stage.iterations),") }
        if !stage.carried.isEmpty {
            array(6, "carried", stage.carried, isLast: false) { writer, carry, end in
                let node = JSONNode.object([
                    ("written", writer.name(carry.written)), ("read", writer.name(carry.read)),
                ])
                writer.line(8, writer.text(node) + end)
            }
        }
        array(6, "layers", stage.layers, isLast: true) { writer, layer, end in
            writer.write(layer, end: end)
        }
        line(4, "}" + end)
    }

    private mutating func write(_ layer: Layer, end: String) {
        line(8, "{")
        line(10, "\"name\": \(text(.string(layer.name))),")
        array(10, "operations", layer.operations, isLast: true) { writer, operation, end in
            writer.line(12, writer.text(writer.node(operation)) + end)
        }
        line(8, "}" + end)
    }

    // MARK: Lines

    private mutating func line(_ indent: Int, _ text: String) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The member `key`, an array with its items on lines of their own. `write` ends an item with the text it is given.
    private mutating func array<Item>(
        _ indent: Int, _ key: String, _ items: [Item], isLast: Bool, _ write: (inout Self, Item, String) -> Void
    ) {
        let end = isLast ? "" : ","
        guard !items.isEmpty else { return line(indent, "\"\(key)\": []\(end)") }
        line(indent, "\"\(key)\": [")
        for (index, item) in items.enumerated() {
            write(&self, item, index + 1 < items.count ? "," : "")
        }
        line(indent, "]\(end)")
    }

    private func text(_ node: JSONNode) -> String { node.lineText }

    // MARK: Values

    private static func node(_ tensor: Tensor) -> JSONNode {
        var members: [(String, JSONNode)] = [
            ("name", .string(tensor.name)), ("kind", .string(tensor.kind.text)),
            ("shape", .integers(tensor.shape)), ("elementType", .string(tensor.elementType.text)),
        ]
        if tensor.placement != .offChip { members.append(("placement", .string(tensor.placement.text))) }
        if tensor.perIteration { members.append(("perIteration", .bool(true))) }
        return .object(members)
    }

    private func node(_ operation: Operation) -> JSONNode {
        let members: [(String, JSONNode)] = [
            ("name", .string(operation.name)), ("kind", .string(operation.kindName)),
        ]
        switch operation.body {
        case .product(let product): return .object(members + self.members(product))
        case .vector(let vector): return .object(members + self.members(vector))
        }
    }

    private func members(_ product: MatrixProduct) -> [(String, JSONNode)] {
        var members: [(String, JSONNode)] = []
        if product.batch != 1 { members.append(("batch", .int(product.batch))) }
        members += [("m", .int(product.m)), ("k", .int(product.k)), ("n", .int(product.n))]
        members += [("a", operand(product.a)), ("b", operand(product.b))]
        if product.transposesB { members.append(("transposeB", .bool(true))) }
        if product.headsPerSharedB != 1 { members.append(("headsPerSharedB", .int(product.headsPerSharedB))) }
        if let bias = product.bias { members.append(("bias", name(bias))) }
        members.append(("output", name(product.output)))
        return members
    }

    private func members(_ vector: VectorOperation) -> [(String, JSONNode)] {
        var members: [(String, JSONNode)] = []
        if !vector.inputs.isEmpty { members.append(("inputs", .array(vector.inputs.map(name)))) }
        if !vector.parameters.isEmpty { members.append(("parameters", .array(vector.parameters.map(name)))) }
        members.append(("output", name(vector.output)))
        return members
    }

    private func operand(_ ids: [TensorID]) -> JSONNode {
        if ids.count == 1, let id = ids.first { return name(id) }
        return .array(ids.map(name))
    }

    private func name(_ id: TensorID) -> JSONNode { .string(workload[id].name) }
}

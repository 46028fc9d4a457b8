import OperatorTrace

/// A workload in the making: the tensors named so far, the layers and stages closed so far.
///
/// Tensors are named after the operation that writes them, behind the name of the layer they belong to:
/// `vision.layers.0.q_proj` and `vision.layers.0.q_proj.weight`. Asking for a learned tensor again gives the same one.
struct TraceBuilder {
    let types: ElementTypes
    private(set) var tensors: [Tensor] = []
    private(set) var stages: [Stage] = []

    private var learned: [String: TensorID] = [:]
    private var layers: [Layer] = []
    private var operations: [Operation] = []
    /// What the names of learned tensors begin with.
    private var owner = ""
    /// What the names of computed tensors begin with.
    private var scope = ""

    init(types: ElementTypes) { self.types = types }

    /// What becomes of a result: its name if it is not the operation's, what it is for and where it may live.
    struct Result {
        var name: String?
        var kind = TensorKind.activation
        var placement = Placement.offChip
    }
}

/// Stages and layers.
extension TraceBuilder {
    /// Opens a stage, has its layers added and closes it; a stage or layer that stays empty is left out.
    ///
    /// `body` returns what the stage carries between iterations.
    mutating func stage(_ name: String, iterations: Int = 1, _ body: (inout TraceBuilder) -> [Carry]) {
        layers = []
        let carried = body(&self)
        guard !layers.isEmpty else { return }
        stages.append(Stage(name: name, iterations: iterations, carried: carried, layers: layers))
    }

    /// Opens a layer, has its operations added and closes it.
    ///
    /// `owner` begins the names of its learned tensors, `scope` those of its results (the same if not given).
    mutating func layer<Value>(
        _ name: String, owner: String, scope: String? = nil, _ body: (inout TraceBuilder) -> Value
    ) -> Value {
        operations = []
        rename(owner: owner, scope: scope)
        let value = body(&self)
        if !operations.isEmpty { layers.append(Layer(name: name, operations: operations)) }
        return value
    }

    /// Changes what names begin with inside a layer.
    mutating func rename(owner: String, scope: String? = nil) {
        self.owner = owner
        self.scope = scope ?? owner
    }
}

/// Tensors.
extension TraceBuilder {
    /// Adds a tensor under its full name.
    mutating func tensor(_ tensor: Tensor) -> TensorID {
        tensors.append(tensor)
        return TensorID(tensors.count - 1)
    }

    /// What the outside world delivers, under its full name.
    mutating func input(_ name: String, _ shape: [Int]) -> TensorID {
        tensor(Tensor(name: name, kind: .input, shape: shape, elementType: types.activations))
    }

    /// A learned tensor of the layer that is open, added when first asked for.
    mutating func parameter(_ name: String, _ shape: [Int], _ type: ElementType) -> TensorID {
        let fullName = owner + "." + name
        if let known = learned[fullName] { return known }
        let id = tensor(Tensor(name: fullName, kind: .weight, shape: shape, elementType: type))
        learned[fullName] = id
        return id
    }

    /// A result of the operation `operation` of the layer that is open.
    private mutating func result(_ operation: String, _ shape: [Int], _ result: Result) -> TensorID {
        let type = result.kind == .keyValueCache ? types.keyValueCache : types.activations
        return tensor(
            Tensor(
                name: scope + "." + (result.name ?? operation), kind: result.kind, shape: shape, elementType: type,
                placement: result.placement))
    }
}

/// Operations.
extension TraceBuilder {
    /// Adds a pass of the vector unit; gives its result.
    mutating func vector(
        _ name: String, _ kind: VectorKind, _ inputs: [TensorID], parameters: [TensorID] = [], shape: [Int],
        as result: Result = Result()
    ) -> TensorID {
        let output = self.result(name, shape, result)
        let operation = VectorOperation(kind: kind, inputs: inputs, parameters: parameters, output: output)
        operations.append(Operation(name: name, body: .vector(operation)))
        return output
    }

    /// Adds a product with a learned matrix of `k` rows and `n` columns: `[m, k]` to `[m, n]`.
    mutating func linear(
        _ name: String, _ inputs: [TensorID], m: Int, k: Int, n: Int, bias: Bool = false, as result: Result = Result()
    ) -> TensorID {
        let weight = parameter(name + ".weight", [k, n], types.weights)
        let shift = bias ? parameter(name + ".bias", [n], types.biases) : nil
        let output = self.result(name, [m, n], result)
        let product = MatrixProduct(m: m, k: k, n: n, a: inputs, b: [weight], bias: shift, output: output)
        operations.append(Operation(name: name, body: .product(product)))
        return output
    }

    /// Adds a product of two computed operands; `shape` is that of its result.
    mutating func product(_ name: String, shape: [Int], _ make: (_ output: TensorID) -> MatrixProduct) -> TensorID {
        let output = result(name, shape, Result())
        operations.append(Operation(name: name, body: .product(make(output))))
        return output
    }
}

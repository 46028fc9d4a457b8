import OperatorTrace

/// Sound workloads of every form that a policy's trace takes, small enough to simulate by the thousand: an encoder with
/// cached keys and values, sometimes replayed on images of its own, then an expert that attends to them in several
/// iterations. The same seed gives the same workload.
struct RandomWorkload {
    /// A computed tensor as a table of rows.
    struct Table {
        let id: TensorID
        let rows: Int
        let columns: Int
    }

    var random: SeededGenerator
    private(set) var tensors: [Tensor] = []
    private(set) var operations: [Operation] = []
    private var layers: [Layer] = []
    private var stages: [Stage] = []

    /// The formats that tensors may have.
    private var elementTypes = ElementType.allCases
    /// Layers of the encoder and of the expert, at most.
    private var depths = (encoder: 3, expert: 4)
    /// Whether all layers of a stage are made of the same choices.
    private var repeatsLayers = false

    private init(random: SeededGenerator) { self.random = random }

    /// The workload of a seed.
    static func make(seed: UInt64) -> Workload {
        var maker = RandomWorkload(random: SeededGenerator(seed: seed))
        return maker.workload(seed)
    }

    /// The workload of a seed that an array can run: in formats that it multiplies, and not deep.
    static func makeForArray(seed: UInt64, bytes: ArraySlice<UInt8> = []) -> Workload {
        var maker = RandomWorkload(random: SeededGenerator(seed: seed, bytes: bytes))
        // Mostly whole bytes, so that how a matrix is cut never changes its bytes.
        maker.elementTypes = maker.random.once(in: 3) ? [.int4, .int8, .fp16, .bf16] : [.int8, .fp16, .bf16]
        maker.depths = (2, 2)
        return maker.workload(seed)
    }

    /// One like that with more layers, which are alike but for what they stand between.
    static func makeDeep(seed: UInt64) -> Workload {
        var maker = RandomWorkload(random: SeededGenerator(seed: seed))
        maker.elementTypes = [.int8, .fp16]
        maker.depths = (5, 7)
        maker.repeatsLayers = true
        return maker.workload(seed)
    }

    private mutating func workload(_ seed: UInt64) -> Workload {
        addStages()
        return Workload(name: "random \(seed)", tensors: tensors, stages: stages)
    }

    private mutating func addStages() {
        var caches: [KeyValues] = []
        var context: Table?
        if !random.once(in: 4) { (context, caches) = addEncoder() }
        if context != nil, random.once(in: 3) { addStoredOnly() }
        addExpert(context: context, caches: caches)
    }

    /// Layers whose keys and values are kept, on an input or on gathered and joined rows.
    private mutating func addEncoder() -> (Table, [KeyValues]) {
        let iterations = random.once(in: 4) ? 2 : 1
        let width = 2 * random.number(1...20)
        var x = table("pixels", .input, random.number(1...24), width, perIteration: iterations > 1)
        if random.once(in: 2) { x = prefix(x) }
        var caches: [KeyValues] = []
        let count = random.number(1...depths.encoder)
        let choices = random
        for _ in 0..<count {
            if repeatsLayers { random = choices }
            let heads = Heads.random(using: &random)
            let cached = keyValues(of: x, heads, kind: .keyValueCache, mayStayOnChip: true)
            caches.append(cached)
            x = attention(x, heads, to: [cached])
            if random.once(in: 2) { x = feedForward(x) }
            closeLayer()
        }
        closeStage("encoder", iterations: iterations)
        return (x, caches)
    }

    /// Iterations of an Euler step on a chunk, with attention to its own rows, to the cache, or to both.
    private mutating func addExpert(context: Table?, caches: [KeyValues]) {
        let iterations = random.number(1...5)
        let (rows, width) = (random.number(1...24), random.number(1...40))
        let type = elementType()
        let noise = table("noise", .input, rows, width, type: type)
        var x = random.once(in: 2) ? timed(noise, iterations: iterations) : noise
        let count = random.number(1...depths.expert)
        let choices = random
        for index in 0..<count {
            if repeatsLayers { random = choices }
            let cached = caches.isEmpty ? nil : caches[index % caches.count]
            x = expertLayer(x, cached: cached)
            closeLayer()
        }
        if let context, random.once(in: 3) { x = crossed(x, context) }
        let velocity = linear("action_out", x, to: width)
        let chunk = table("chunk", .output, rows, width, type: type)
        vector("euler", .eulerStep, [noise, velocity], to: chunk)
        closeLayer()
        closeStage("expert", iterations: iterations, carried: [Carry(written: chunk.id, read: noise.id)])
    }

    /// A matrix that is stored and never read.
    private mutating func addStoredOnly() {
        _ = table("head.weight", .weight, random.number(1...50), random.number(1...50))
    }
}

// MARK: Tensors, operations, layers

extension RandomWorkload {
    mutating func elementType() -> ElementType {
        random.once(in: 2) ? .int8 : elementTypes.randomElement(using: &random) ?? .int8
    }

    mutating func tensor(
        _ name: String, _ kind: TensorKind, _ shape: [Int], type: ElementType? = nil, placement: Placement = .offChip,
        perIteration: Bool = false
    ) -> TensorID {
        let type = type ?? elementType()
        tensors.append(
            Tensor(
                name: "\(name).\(tensors.count)", kind: kind, shape: shape, elementType: type, placement: placement,
                perIteration: perIteration))
        return TensorID(tensors.count - 1)
    }

    mutating func table(
        _ name: String, _ kind: TensorKind, _ rows: Int, _ columns: Int, type: ElementType? = nil,
        perIteration: Bool = false
    ) -> Table {
        // Once in a while a result never leaves the chip.
        let placement: Placement = kind == .activation && random.once(in: 12) ? .onChip : .offChip
        let id = tensor(name, kind, [rows, columns], type: type, placement: placement, perIteration: perIteration)
        return Table(id: id, rows: rows, columns: columns)
    }

    mutating func add(_ name: String, _ body: Operation.Body) {
        operations.append(Operation(name: "\(name).\(operations.count)", body: body))
    }

    /// A pass of the vector unit into a table that is there.
    mutating func vector(
        _ name: String, _ kind: VectorKind, _ inputs: [Table], parameters: [TensorID] = [], to output: Table
    ) {
        add(
            name,
            .vector(
                VectorOperation(kind: kind, inputs: inputs.map(\.id), parameters: parameters, output: output.id)))
    }

    /// A pass of the vector unit into a table of its own, by default as large as its first input.
    mutating func vector(
        _ name: String, _ kind: VectorKind, _ inputs: [Table], parameters: [TensorID] = [], rows: Int? = nil,
        columns: Int? = nil
    ) -> Table {
        let output = table(
            name, .activation, rows ?? inputs.first?.rows ?? 1, columns ?? inputs.first?.columns ?? 1)
        vector(name, kind, inputs, parameters: parameters, to: output)
        return output
    }

    mutating func closeLayer() {
        guard !operations.isEmpty else { return }
        layers.append(Layer(name: "layers[\(layers.count)]", operations: operations))
        operations = []
    }

    mutating func closeStage(_ name: String, iterations: Int, carried: [Carry] = []) {
        closeLayer()
        stages.append(Stage(name: name, iterations: iterations, carried: carried, layers: layers))
        layers = []
    }
}

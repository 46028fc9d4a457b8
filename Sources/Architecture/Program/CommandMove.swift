/// What makes the commands of a layer those of another like it.
package struct CommandMove: Equatable, Sendable {
    /// By how much operation, tile and step lie behind.
    package var operations: Int32 = 0
    package var tiles: Int32 = 0
    package var steps: Int32 = 0
    /// By how many commands of each queue more it waits.
    package var waits = SIMD8<Int32>(repeating: 0)
    package var tensors = TensorMoves()

    /// Moves nothing.
    package init() {}

    package init(operations: Int32, tiles: Int32, steps: Int32, waits: SIMD8<Int32>, tensors: TensorMoves) {
        self.operations = operations
        self.tiles = tiles
        self.steps = steps
        self.waits = waits
        self.tensors = tensors
    }

    func apply(to command: inout Command) {
        command.operation += operations
        command.tile += tiles
        command.step += steps
        command.waits.shift(by: waits)
        guard case .transfer(var transfer) = command.work else { return }
        tensors.apply(to: &transfer)
        command.work = .transfer(transfer)
    }
}

/// Tensors that take the place of others of the same shapes.
package struct TensorMoves: Equatable, Sendable {
    /// By index of the tensor that is replaced.
    private var list: [TensorMove] = []
    /// Addresses from here on stay what they are, whichever tensor they belong to.
    private var end = 0

    /// One tensor in the place of another, by their indices.
    package struct TensorMove: Equatable, Sendable {
        fileprivate var old: Int32
        fileprivate var new: Int32
        fileprivate var distance: Int

        /// - Parameter distance: bytes by which the new one lies behind the old one in HBM.
        package init(old: Int, new: Int, distance: Int) {
            self.old = Int32(old)
            self.new = Int32(new)
            self.distance = distance
        }
    }

    package init() {}

    /// - Parameters:
    ///   - moves: each tensor at most once, in any order.
    ///   - end: the address behind all tensors.
    package init(_ moves: [TensorMove], end: Int) {
        list = moves.sorted { $0.old < $1.old }
        self.end = end
    }

    package func apply(to transfer: inout Transfer) {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle].old < transfer.tensor { low = middle + 1 } else { high = middle }
        }
        guard low < list.count, list[low].old == transfer.tensor else { return }
        transfer.tensor = list[low].new
        if transfer.address < end { transfer.address += list[low].distance }
    }
}

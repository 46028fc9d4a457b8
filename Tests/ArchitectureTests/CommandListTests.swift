import Architecture
import Quantities
import Testing

/// A list whose commands are written once and moved gives the same commands as one in which each stands for itself.
@Suite struct CommandListTests {
    private static let loads: [Command] = (0..<3).map { load(tensor: $0, address: 1000 * $0) }

    private static func load(tensor: Int, address: Int, operation: Int32 = 4, waits: Int32? = nil) -> Command {
        var command = Command(
            operation: operation, queue: .fetch, tile: 1, step: 2, allocates: Space(Bytes(64), in: .scratchpad),
            work: .transfer(
                Transfer(
                    address: address, rows: 1, rowBytes: 64, pitch: 64, tensor: Int32(tensor), trafficClass: .weights)))
        if let waits { command.waits[.array] = waits }
        return command
    }

    private static func move(operations: Int32, _ tensors: [TensorMoves.TensorMove], end: Int = 100_000) -> CommandMove
    {
        CommandMove(
            operations: operations, tiles: 10, steps: 20, waits: SIMD8(0, 0, 0, 5, 0, 0, 0, 0),
            tensors: TensorMoves(tensors, end: end))
    }

    @Test func movedCommandsDifferInOperationPlaceWaitsAndData() {
        let known = [Self.load(tensor: 7, address: 640, waits: 3), Self.load(tensor: 2, address: 128), Self.loads[0]]
        var list = CommandList(known)
        let moves = [
            TensorMoves.TensorMove(old: 7, new: 9, distance: 1 << 20), .init(old: 2, new: 3, distance: -64),
        ]
        list.append(0..<3, moved: Self.move(operations: 6, moves))

        let first = Self.load(tensor: 9, address: 640 + 1 << 20, operation: 10, waits: 8)
        let second = Self.load(tensor: 3, address: 64, operation: 10)
        let third = Self.load(tensor: 0, address: 0, operation: 10)
        let moved = [first, second, third].map { command in
            var command = command
            command.tile += 10
            command.step += 20
            return command
        }
        #expect(Array(list) == known + moved)
    }

    @Test func addressesBehindAllTensorsStay() throws {
        var list = CommandList([Self.load(tensor: 7, address: 640)])
        list.append(0..<1, moved: Self.move(operations: 0, [.init(old: 7, new: 9, distance: 50)], end: 640))
        guard case .transfer(let transfer) = list[1].work else { return #expect(Bool(false), "no transfer") }
        #expect(transfer.address == 640 && transfer.tensor == 9)
    }

    @Test func equalityIsThatOfTheCommands() {
        var moved = CommandList([Self.loads[0]])
        moved.append(0..<1, moved: Self.move(operations: 1, []))
        let written = CommandList(Array(moved))
        #expect(moved == written)
        #expect(moved != CommandList([Self.loads[0], Self.loads[0]]))
        #expect(written.areAlike(0, 0) && !moved.areAlike(0, 1))
        var twice = CommandList([Self.loads[0]])
        for _ in 0..<2 { twice.append(0..<1, moved: Self.move(operations: 1, [])) }
        #expect(twice.areAlike(1, 2))
    }

    /// A command that changes leaves those alone that repeat it, and those that it repeats.
    @Test(arguments: [0, 1, 2, 3, 4]) func changesConcernOnePlace(place: Int) {
        var list = CommandList(Self.loads)
        list.append(0..<2, moved: Self.move(operations: 1, []))
        var expected = Array(list)
        list[place].releases = Space(Bytes(64), in: .weights)
        expected[place].releases = Space(Bytes(64), in: .weights)
        #expect(Array(list) == expected)
        list[place].operation += 1
        expected[place].operation += 1
        #expect(Array(list) == expected)
    }

    @Test(arguments: 0...7) func whatIsRemovedMayComeAgain(count: Int) {
        var list = CommandList(Self.loads)
        list.append(0..<2, moved: Self.move(operations: 1, []))
        list.append(Self.load(tensor: 5, address: 0))
        list.append(1..<3, moved: Self.move(operations: 2, []))
        for place in [0, 6] { list[place].releases = Space(Bytes(64), in: .weights) }
        let all = Array(list)
        list.removeAll(from: count)
        #expect(Array(list) == Array(all[..<count]))
        for command in all[count...] { list.append(command) }
        #expect(Array(list) == all)
    }
}

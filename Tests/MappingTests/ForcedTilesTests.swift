import Architecture
import OperatorTrace
import Quantities
import Testing

@testable import Mapping

/// One product of 64 x 48 by 48 x 80, INT8, on a 16 x 16 array.
struct ForcedTilesTests {
    private static let (m, k, n) = (64, 48, 80)

    private static func workload() -> Workload {
        Workload(
            name: "product",
            tensors: [
                Tensor(name: "a", kind: .input, shape: [m, k], elementType: .int8),
                Tensor(name: "w", kind: .weight, shape: [k, n], elementType: .int8),
                Tensor(name: "c", kind: .output, shape: [m, n], elementType: .int8),
            ],
            stages: [
                Stage(
                    name: "s",
                    layers: [
                        Layer(
                            name: "l",
                            operations: [
                                Operation(
                                    name: "p",
                                    body: .product(
                                        MatrixProduct(
                                            m: m, k: k, n: n, a: [TensorID(0)], b: [TensorID(1)], output: TensorID(2))))
                            ])
                    ])
            ])
    }

    private static func machine(
        _ tile: TileExtents, _ order: LoopNest, reloads: Bool = true, accumulators: Int = 64 << 10
    ) -> AcceleratorSpec {
        var machine = AcceleratorSpec()
        machine.array = .gemmini
        machine.array.accumulators = Bytes(accumulators)
        machine.sram.capacity = Bytes(64 << 10)
        machine.mapping.tile = tile
        machine.mapping.loopOrder = order
        machine.mapping.reloadsTiles = reloads
        return machine
    }

    private static func products(_ program: Program) -> [ProductShape] {
        program.commands.compactMap {
            guard case .product(let shape) = $0.work else { return nil }
            return shape
        }
    }

    /// 2 x 3 x 5 tiles of 32 x 16 x 16: each iteration loads 512 B of A and 256 B of B.
    @Test(arguments: LoopNest.allCases.filter { $0 != .automatic })
    func everyIterationReloads(order: LoopNest) throws {
        let machine = Self.machine(TileExtents(m: 32, k: 16, n: 16), order)
        let program = try Mapper(for: machine).map(Self.workload())
        let shapes = Self.products(program)
        #expect(shapes.count == 30)
        #expect(shapes.allSatisfy { ($0.m, $0.k, $0.n) == (32, 16, 16) })
        #expect(shapes.filter { !$0.keepsPartialSums }.count == 10)
        #expect(shapes.filter { !$0.accumulates }.count == 10)
        #expect(program.transferredBytes == 30 * (512 + 256) + Self.m * Self.n)
        #expect(program.transferredBytes(of: .weights) == Self.k * Self.n)
        #expect(program.transferredBytes(of: .inputsOutputs) == Self.m * (Self.k + Self.n))
    }

    /// Of A 3072 B, of B 3840 B: how often each is read when a tile stays for the loop inside which it does not change.
    @Test(arguments: [
        (LoopNest.mkn, 1, 2), (.kmn, 1, 2), (.nkm, 5, 1), (.knm, 5, 1), (.mnk, 5, 2), (.nmk, 5, 2),
    ])
    func tilesStayWhileTheyAreUsed(order: LoopNest, passesA: Int, passesB: Int) throws {
        var machine = Self.machine(TileExtents(m: 32, k: 16, n: 16), order, reloads: false)
        // So small that no operand stays as a whole.
        machine.sram.capacity = Bytes(3 << 10)
        let program = try Mapper(for: machine).map(Self.workload())
        let read = program.transferredBytes - Self.m * Self.n
        #expect(read == passesA * Self.m * Self.k + passesB * Self.k * Self.n)
    }

    /// With k outermost, the sums of all 64 x 80 results wait in 20 KiB of accumulators, or go out and come back twice.
    @Test(arguments: [(20, 0), (19, 4 * 4 * 64 * 80)])
    func sumsGoOutWhereTheyDoNotFit(kibibytes: Int, spilled: Int) throws {
        let machine = Self.machine(TileExtents(m: 32, k: 16, n: 16), .kmn, accumulators: kibibytes << 10)
        let program = try Mapper(for: machine).map(Self.workload())
        #expect(program.transferredBytes == 30 * (512 + 256) + Self.m * Self.n + spilled)
    }

    @Test func tilesAreNotLargerThanTheProduct() throws {
        let machine = Self.machine(TileExtents(m: 1000, k: 1000, n: 40), .nmk)
        let shapes = Self.products(try Mapper(for: machine).map(Self.workload()))
        #expect(shapes.map(\.n) == [40, 40])
        #expect(shapes.allSatisfy { ($0.m, $0.k) == (64, 48) })
    }

    /// One extent given, the others chosen: the columns are cut where they were asked to be.
    @Test func theMapperChoosesTheRest() throws {
        let machine = Self.machine(TileExtents(n: 20), .automatic, reloads: false)
        #expect(Self.products(try Mapper(for: machine).map(Self.workload())).allSatisfy { $0.n == 20 })
    }

    @Test func tooLargeTilesAreRefused() {
        var machine = Self.machine(TileExtents(m: 64, k: 48, n: 80), .nmk)
        machine.sram.capacity = Bytes(8 << 10)
        let error = #expect(throws: MappingError.self) { try Mapper(for: machine).map(Self.workload()) }
        #expect(
            error?.description
                == "s.l.p: mapping.tile asks for tiles of 64 x 48 x 80 (m x k x n), which need 12032 B of SRAM, but "
                + "the machine has 8 KiB; make mapping.tile.m, .k or .n smaller, or set sram.capacity to 12032 B, "
                + "which is enough")
    }

    @Test func sumsThatFitNowhereAreRefused() {
        let machine = Self.machine(TileExtents(m: 64, k: 16, n: 80), .nmk, accumulators: 16 << 10)
        let error = #expect(throws: MappingError.self) { try Mapper(for: machine).map(Self.workload()) }
        #expect(
            error?.description
                == "s.l.p: mapping.tile asks for tiles of 64 x 16 x 80 (m x k x n), whose partial sums take 20 KiB, but "
                + "array.accumulators is 16 KiB; make mapping.tile.m or .n smaller, or set mapping.tile.k to 0")
    }
}

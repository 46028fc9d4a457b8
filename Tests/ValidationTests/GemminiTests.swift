import Architecture
import Testing

/// A whole machine against RTL: Gemmini in FireSim (References/gemmini_firesim.csv), each row with its own nest and all
/// with the same parameters. What the rows are and where the errors come from: Docs/Validation-gemmini.md.
struct GemminiTests {
    @Test func matrixProducts() throws {
        let rows = try GemminiRow.table().filter { $0.kind == "matmul" }
        #expect(rows.count == 9)
        let errors = try rows.map { abs(try $0.error()) }
        #expect(errors.mean <= 0.07)
        #expect(try #require(errors.max()) <= 0.15)
    }

    /// Convolutions of one pixel and stride 1 are products of the same bytes; what differs is how the design walks over
    /// an image.
    @Test func pointwiseConvolutions() throws {
        let rows = try GemminiRow.table().filter { $0.kind == "conv1x1" && $0.stride == 1 }
        #expect(rows.count == 30)
        let errors = try rows.map { abs(try $0.error()) }
        #expect(errors.mean <= 0.25)
    }

    /// The products are no easier than the rest for the model that the source publishes.
    @Test func thePublishedModelIsWorse() throws {
        let rows = try GemminiRow.table().filter { $0.kind == "matmul" }
        let errors = rows.map { abs(Double($0.timeloopCycles) / Double($0.cycles) - 1) }
        #expect(errors.mean > 0.25)
    }

    /// 10 % more or less of the one fitted number changes the mean error by little.
    @Test(arguments: [5_000, 6_000])
    func theIntervalIsNotTuned(picoseconds: Int) throws {
        let rows = try GemminiRow.table().filter { $0.kind == "matmul" }
        let errors = try rows.map { abs(try $0.error(requestInterval: picoseconds)) }
        #expect(errors.mean <= 0.08)
    }

    @Test func nestsAreRead() throws {
        let nest = try GemminiNest("L3[WIO] P2 C3 K12 - L2[WI] N1 K16X - L1[O] K4 C64 P8 C16X - L0[W] P8")
        #expect((nest.tile("PQN"), nest.tile("CRS"), nest.tile("K")) == (64, 1024, 64))
        #expect(nest.order == "mkn")
        #expect(try GemminiNest("L3[WIO] P2 K4 Q3 - L2[WI] N1").order == nil)
        #expect(try GemminiNest("L3[WIO] N1 - L2[WI] N1").order == "mnk")
    }
}

import Accelerator
import Architecture
import EventKernel
import Quantities

/// The simulator's innermost parts, one by one.
enum UnitBenchmarks {
    static func all() throws -> [Measurement] {
        [try eventQueue(), try arrayModel(), try memoryModel()]
    }

    /// Pairs of taking out the next event and scheduling another, with 64 pending.
    private static func eventQueue() throws -> Measurement {
        let pairs = 4_000_000
        return try Measurement.take("event queue, 64 pending", runs: 5) {
            var queue = EventQueue<Int>()
            for event in 0..<64 { queue.schedule(event, at: Cycles(event * 7 % 61)) }
            for _ in 0..<pairs {
                guard let next = queue.next() else { break }
                queue.schedule(next.event, at: next.time + Cycles(1 + next.event * 13 % 97))
            }
            return [.init("pairs", pairs)]
        }
    }

    /// Tile sequences of changing shape on the default array.
    private static func arrayModel() throws -> Measurement {
        let answers = 2_000_000
        let array = ArraySpec()
        return try Measurement.take("array model", runs: 5) {
            var sum = 0
            for number in 0..<answers {
                let shape = ProductShape(m: 1 + number % 211, k: 1 + number % 1531, n: 1 + number % 3067)
                sum &+= try array.run(shape).span.count
            }
            precondition(sum != 0)
            return [.init("tile sequences", answers)]
        }
    }

    /// The 1.3 GB of a SmolVLA inference in transfers of 100 kB.
    private static func memoryModel() throws -> Measurement {
        let transfers = 13_000
        let size = 100_000
        return try Measurement.take("memory model, 1.3 GB in 13,000 transfers", runs: 9) {
            var memory = MemorySystem(MemorySpec(), dma: DMASpec(), clock: Frequency(1_000_000_000))
            var end = Cycles(0)
            for number in 0..<transfers {
                let transfer = MemoryTransfer(address: number * size, rowBytes: size)
                end = memory.serve(transfer, arriving: end).end
            }
            return [.init("transfers", transfers), .init("simulated cycles", end.count)]
        }
    }
}

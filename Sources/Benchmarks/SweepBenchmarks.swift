import Accelerator
import Architecture
import Exploration
import Mapping
import Models
import OperatorTrace
import Quantities
import Reporting
import Synchronization

/// 256 machines on one and on two threads, as `systole sweep` runs them, without its log.
enum SweepBenchmarks {
    private static let capacities = (0..<16).map { Bytes((4 + 4 * $0) << 20) }
    private static let lanes = (1...16).map { 32 * $0 }

    static func all() throws -> [Measurement] {
        let trace = TraceIndex(try ModelDescription.smolVLA.lowered())
        return try [1, 2].map { jobs in
            try Measurement.take("sweep: 256 points, \(jobs) \(jobs == 1 ? "job" : "jobs")", runs: 1) {
                let cycles = try sweep(trace, jobs: jobs)
                return [.init("points", capacities.count * lanes.count), .init("simulated cycles", cycles)]
            }
        }
    }

    private static func sweep(_ trace: TraceIndex, jobs: Int) throws -> Int {
        let programs = ProgramCache()
        let next = Atomic(0)
        let cycles = Atomic(0)
        let failures = Atomic(0)
        onWorkers(jobs) {
            while true {
                let point = next.add(1, ordering: .relaxed).oldValue
                guard point < capacities.count * lanes.count else { return }
                var machine = AcceleratorSpec()
                machine.sram.capacity = capacities[point / lanes.count]
                machine.vector.lanes = lanes[point % lanes.count]
                do {
                    let program = try programs.program(of: trace, on: machine, .layerByLayer)
                    let result = try simulate(program, on: machine)
                    cycles.add(result.cycles.count, ordering: .relaxed)
                } catch {
                    failures.add(1, ordering: .relaxed)
                }
            }
        }
        precondition(failures.load(ordering: .relaxed) == 0, "every machine of the sweep can run SmolVLA")
        return cycles.load(ordering: .relaxed)
    }
}

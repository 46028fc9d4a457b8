import Architecture
import OperatorTrace
import Quantities

/// The order of reads and writes of the same data in HBM.
struct TransferReplay {
    private let program: Program
    /// By tensor, the one whose numbers it takes over from the iteration before.
    private let carriedFrom: [Int?]
    private var lastWrite: [Cycles]
    private var lastRead: [Cycles]
    private var lastWriteBefore: [Cycles]
    private var iteration = 0
    private(set) var check = VerifiedCheck(
        "memoryOrder", "nothing is read from HBM before it is written, or overwritten while it is read")

    init(_ program: Program, _ workload: Workload) {
        self.program = program
        lastWrite = Array(repeating: Cycles(0), count: program.tensors.count)
        lastRead = lastWrite
        lastWriteBefore = lastWrite
        var carriedFrom = [Int?](repeating: nil, count: program.tensors.count)
        var places: [String: Int] = [:]
        for (place, tensor) in program.tensors.enumerated() { places[tensor.name] = place }
        for carry in workload.stages.flatMap(\.carried) {
            if let read = places[workload[carry.read].name] {
                carriedFrom[read] = places[workload[carry.written].name]
            }
        }
        self.carriedFrom = carriedFrom
    }

    mutating func add(_ execution: OrderReplay.Execution) {
        if execution.iteration != iteration { (iteration, lastWriteBefore) = (execution.iteration, lastWrite) }
        guard case .transfer(let transfer) = execution.command.work else { return }
        let tensor = Int(transfer.tensor)
        // Partial sums on their way lie behind all tensors, and each tile of them waits for its own store.
        let place = program.tensors[tensor]
        guard transfer.address < place.address + place.bytes.count else { return }
        if execution.command.queue == .store {
            check.expect(execution.issued >= lastRead[tensor], "\(place.name) is overwritten while it is read")
            lastWrite[tensor] = max(lastWrite[tensor], execution.completed)
        } else {
            let source = iteration > 0 ? carriedFrom[tensor] : nil
            let written = max(lastWrite[tensor], source.map { lastWriteBefore[$0] } ?? .zero)
            check.expect(execution.issued >= written, "\(place.name) is read while it is written")
            lastRead[tensor] = max(lastRead[tensor], execution.completed)
        }
    }
}

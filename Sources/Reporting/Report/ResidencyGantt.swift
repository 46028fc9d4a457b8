import Accelerator
import Architecture
import Quantities

/// When what the residency plan keeps on chip is there: a row for each family of tensors, folded from the records of a
/// run in memory that does not grow with it.
struct ResidencyGantt: RecordSink {
    /// Tensors alike but for their layer.
    struct Row {
        var family: TensorFamily
        let isWeight: Bool
        /// Bytes that a run would move besides if nothing of the family stayed.
        var saved = Bytes(0)
        /// The most that is kept of the family's tensors, all of them added up.
        var most = Bytes(0)
        /// Bytes kept in each column of the picture, on average over its time.
        var kept: [Double]
    }

    /// One entry of the plan.
    private struct Stay {
        let row: Int
        let plan: PlannedStay
        /// Whether it ends and begins anew in every iteration of its stage, as what is computed in one layer does.
        let recurs: Bool
        /// When it began, and in which inference. Weights stay from one inference to the next.
        var begin: Cycles?
        var inference = 0
        /// Until when it has been added to its row.
        var added = Cycles(0)
    }

    private(set) var rows: [Row] = []
    private var stays: [Stay] = []
    /// Places in `stays`, by the operation at which they begin and end.
    private var beginning: [[Int]]
    private var ending: [[Int]]
    private var fold: ExecutionFold
    private let columns: Int
    /// Cycles in a column.
    private let width: Double

    /// - Parameters:
    ///   - columns: how many the picture has.
    ///   - cycles: how long the run takes.
    init(_ run: TracedRun, columns: Int, cycles: Cycles) {
        self.columns = columns
        width = Double(max(1, cycles.count)) / Double(columns)
        fold = ExecutionFold(run.program, on: run.machine)
        beginning = run.program.operations.map { _ in [] }
        ending = beginning
        var places: [String: Int] = [:]
        for plan in run.program.plan where plan.saved > .zero {
            let family = TensorFamily(of: plan.tensor)
            let row = places[family.pattern] ?? rows.count
            if row == rows.count {
                rows.append(
                    Row(family: family, isWeight: plan.isWeight, kept: Array(repeating: 0, count: columns)))
                places[family.pattern] = row
            } else {
                rows[row].family.add(family)
            }
            rows[row].saved += plan.saved
            rows[row].most += plan.kept
            let stages = [plan.from, plan.to].map { run.program.operations[$0].stage }
            beginning[plan.from].append(stays.count)
            ending[plan.to].append(stays.count)
            stays.append(Stay(row: row, plan: plan, recurs: !plan.isWeight && stages[0] == stages[1]))
        }
    }

    mutating func record(_ record: CommandRecord) {
        fold.add(record)
        while let executed = fold.removeFirst() { add(executed) }
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {}

    private mutating func add(_ executed: ExecutedOperation) {
        // In program order: prefetching takes space for an operation long before its tensors are there.
        let span = executed.progress
        for place in beginning[executed.operation] {
            let stay = stays[place]
            let isAnother = !stay.plan.isWeight && stay.inference != executed.inference
            guard stay.begin == nil || stay.recurs || isAnother else { continue }
            stays[place].begin = span.lowerBound
            stays[place].inference = executed.inference
        }
        for place in ending[executed.operation] { extend(place, to: span.upperBound) }
    }

    /// Adds what a stay covers up to a time; a later end covers more.
    private mutating func extend(_ place: Int, to end: Cycles) {
        guard let begin = stays[place].begin else { return }
        let start = max(begin, stays[place].added)
        guard start < end else { return }
        let (first, last) = (Double(start.count) / width, Double(end.count) / width)
        for column in Int(first)...min(columns - 1, Int(last)) {
            let share = min(last, Double(column + 1)) - max(first, Double(column))
            rows[stays[place].row].kept[column] += share * Double(stays[place].plan.kept.count)
        }
        stays[place].added = end
    }
}

/// Two sinks that take the same records.
struct PairSink<First: RecordSink, Second: RecordSink>: RecordSink {
    var first: First
    var second: Second

    var isClosed: Bool { first.isClosed && second.isClosed }

    mutating func record(_ record: CommandRecord) {
        first.record(record)
        second.record(record)
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {
        first.finish(unit, lastOperation: lastOperation, drain: drain, idle: idle)
        second.finish(unit, lastOperation: lastOperation, drain: drain, idle: idle)
    }
}

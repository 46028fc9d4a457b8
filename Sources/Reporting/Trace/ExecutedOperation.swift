import Accelerator
import Quantities

/// One execution of one operation: what its commands did, added up.
struct ExecutedOperation {
    /// Its number in program order, all iterations counted.
    var number: Int
    /// Index into `Program.operations`.
    var operation: Int
    var iteration: Int
    /// Which of the run's inferences it belongs to.
    var inference: Int
    var account: OperationAccount
    /// When its first command was issued and the last one was complete; nil if it has none (a reshape).
    var span: Range<Cycles>?
    /// The most SRAM that was taken when one of its commands was issued or since the command before that.
    var peakSRAM = Bytes(0)
    /// From the latest end of everything before it in program order to its own: executions add up to the run.
    var progress: Range<Cycles>

    /// How much later the run ends because of it; zero if it ended in the shadow of something before it.
    var cycles: Cycles { progress.upperBound - progress.lowerBound }
}

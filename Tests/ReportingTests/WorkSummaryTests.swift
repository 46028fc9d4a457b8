import Accelerator
import Architecture
import Quantities
import Testing

@testable import Reporting

@Suite struct WorkSummaryTests {
    /// Of equal works the first in the order of the array, its loads, the memory and the vector unit is named.
    @Test(arguments: [
        ([5, 5, 5], WorkSummary.Resource.array), ([4, 5, 5], .stationaryLoad), ([4, 4, 5], .vector),
        ([0, 0, 0], .array),
    ])
    func mostWorkBounds(cycles: [Int], resource: WorkSummary.Resource) {
        var account = OperationAccount(channels: 1)
        account.array.working = Cycles(cycles[0])
        account.array.loadingStationary = Cycles(cycles[1])
        account.vector.working = Cycles(cycles[2])
        let summary = WorkSummary(
            name: "stage", iterations: 1, cycles: Cycles(10), account: account, bounds: nil, machine: AcceleratorSpec())
        #expect(summary.boundBy == resource)
    }
}

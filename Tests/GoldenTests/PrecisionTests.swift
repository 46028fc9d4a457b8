import Architecture
import Mapping
import OperatorTrace
import Reporting
import Testing

/// The number formats of SmolVLA's tensors, followed into bytes, the array's rate and what stays on chip.
@Suite struct PrecisionTests {
    /// Everything stays, so that every weight is read once.
    private static let ample = ["residency=pinned", "sram.capacity=1GiB"]

    /// A format changes the bytes of the tensors that have it, and no others.
    @Test(arguments: ["weights=int4", "weights=bf16", "norms=fp16", "biases=fp32"])
    func weightsAreReadInTheirFormat(format: String) throws {
        let plain = try SmolVLARun(Self.ample)
        let other = try SmolVLARun(Self.ample + ["model.types.\(format)"])
        let difference = zip(plain.workload.tensors, other.workload.tensors).reduce(0) { sum, pair in
            #expect(pair.0.name == pair.1.name)
            return sum + pair.1.bytes.count - pair.0.bytes.count
        }
        #expect(difference != 0)
        let read = try [plain, other].map { run in
            let report = try RunReport.simulating(run.workload, on: run.machine, residency: run.residency)
            return report.total.account.read[.weights].count
        }
        #expect(read[1] - read[0] == difference)
    }

    /// A type's rate divides the array's peak, and its streamed rows take as much longer.
    @Test func bfloat16TakesTwiceTheArraysCycles() throws {
        let plain = try RunReport.simulatingSmolVLA(Self.ample)
        let wide = try RunReport.simulatingSmolVLA(
            Self.ample + ["model.types.weights=bf16", "model.types.activations=bf16"])
        let (rate, peak) = (AcceleratorSpec().array.rates.bf16, AcceleratorSpec().array)
        let macs = wide.total.account.macs.count
        #expect(macs == plain.total.account.macs.count)
        let bound = try #require(wide.total.bounds).array.count
        let product = macs * rate.denominator
        let perCycle = peak.rows * peak.columns * rate.numerator
        #expect(bound == (product + perCycle - 1) / perCycle)
        #expect(wide.total.account.array.working.count == 2 * plain.total.account.array.working.count)
    }

    /// The expert's weights take half the room at four bits, and so stay whole in SRAM that keeps little more than half of
    /// them at eight.
    @Test func halfAsManyBitsStayInHalfTheRoom() throws {
        let settings = ["residency=pinned", "sram.capacity=56MB", "model.dropDeadLayers=true"]
        let narrow = try RunReport.simulatingSmolVLA(settings + ["model.types.weights=int4"])
        let wide = try RunReport.simulatingSmolVLA(settings)
        let overCompulsory = try [narrow, wide].map { report in
            let bound = try #require(report.total.bounds).compulsory.count
            return Double(report.total.account.useful.count) / Double(bound)
        }
        #expect(overCompulsory[0] < 1.001)
        #expect(overCompulsory[1] > 1.5)
    }
}

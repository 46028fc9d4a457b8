import Accelerator
import Architecture
import Exploration
import JSONText
import Mapping
import Models
import OperatorTrace
import Quantities
import Reporting

@testable import systole

/// What is fed with the fuzzer's bytes. Whatever they are, a target returns: a trap, a hang, or a broken promise is a
/// crash to the fuzzer.
enum FuzzTarget: String, CaseIterable {
    case quantities, arguments, workload, model, accelerator, sweep, structured

    /// Something that must hold of every input does not.
    struct BrokenPromise: Error, CustomStringConvertible {
        let description: String
    }

    func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .quantities: try quantities(bytes)
        case .arguments: try arguments(bytes)
        case .workload: try workload(bytes)
        case .model: try model(bytes)
        case .accelerator: try accelerator(bytes)
        case .sweep: sweep(bytes)
        case .structured: try structured(bytes)
        }
    }

    /// A text that is read comes back as it was written.
    private func quantities(_ bytes: [UInt8]) throws(BrokenPromise) {
        let text = String(decoding: bytes, as: UTF8.self)
        func check<Value: TextValue>(_ type: Value.Type) throws(BrokenPromise) {
            guard let value = try? Value(text: text) else { return }
            try require((try? Value(text: value.text)) == value, "\(type) \(value.text) does not read back")
        }
        try check(Bytes.self)
        try check(Cycles.self)
        try check(Frequency.self)
        try check(Bandwidth.self)
        try check(TimeSpan.self)
        try check(Energy.self)
        try check(Share.self)
        try check(Ratio.self)
        try check(AddressMap.self)
        try check(Int.self)
        _ = try? SweepValues(text)
        _ = try? Shard(text: text)
        _ = nearestSpelling(of: text, among: Settings.keys())
    }

    /// Words are those between line breaks.
    private func arguments(_ bytes: [UInt8]) throws(BrokenPromise) {
        let words = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        do throws(UsageError) {
            _ = try Invocation(words[...], of: .systole)
        } catch {
            try require(!error.description.isEmpty, "an error without words")
        }
    }

    /// A file that is read is written and read back the same; a small one is run.
    private func workload(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let workload = try? Workload(json: bytes, name: "f") else { return }
        let text = workload.jsonText
        try require(
            (try? Workload(json: Array(text.utf8), name: "f"))?.jsonText == text, "a workload does not read back")
        guard workload.macs.count < 1 << 24, workload.stages.allSatisfy({ $0.iterations < 100 }),
            workload.tensors.allSatisfy({ $0.elements < 1 << 20 })
        else { return }
        try run(workload, on: AcceleratorSpec(), .resident)
    }

    private func model(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let document = try? JSONDocument.parse(bytes, name: "f"),
            let model = try? ModelDescription(document)
        else { return }
        let text = model.jsonText
        let again = try? ModelDescription(JSONDocument.parse(Array(text.utf8), name: "f"))
        try require(again?.jsonText == text, "a model does not read back")
        _ = try? model.lowered()
    }

    private func accelerator(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let document = try? JSONDocument.parse(bytes, name: "f"),
            let machine = try? AcceleratorSpec(document), machine.run.inferences < 4
        else { return }
        try run(RandomWorkload.makeForArray(seed: UInt64(bytes.count)), on: machine, .pinned)
    }

    private func sweep(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument.parse(bytes, name: "f") else { return }
        _ = try? SweepFile(document)
    }

    /// A sound workload on a sound machine, of every form that the bytes choose.
    private func structured(_ bytes: [UInt8]) throws(BrokenPromise) {
        let half = bytes.count / 2
        let seed = UInt64(bytes.first ?? 0)
        let size: RandomMachine.SRAMSize = seed.isMultiple(of: 2) ? .tight : .ample
        let modes = ResidencyMode.allCases
        guard let workload = try? RandomWorkload.makeForArray(seed: seed, bytes: bytes[..<half]).validated(),
            let machine = try? RandomMachine.make(seed: seed, sram: size, bytes: bytes[half...]).validated()
        else { return }
        try run(workload, on: machine, modes[Int(seed / 2) % modes.count])
    }

    /// Maps, simulates and verifies.
    private func run(_ workload: Workload, on machine: AcceleratorSpec, _ mode: ResidencyMode) throws(BrokenPromise) {
        guard let program = try? Mapper(for: machine, residency: mode).map(workload),
            program.executedCommands < 100_000, let result = try? simulate(program, on: machine)
        else { return }
        let report = RunReport(
            workload: workload, program: program, result: result, machine: machine, residency: mode)
        let verification = try? RunVerifier.verify(report, of: program, workload, on: machine)
        try require(verification?.holds == true, verification?.firstFault ?? "a second run fails")
        _ = report.plainText(perLayer: true)
    }

    private func require(_ holds: Bool, _ fault: @autoclosure () -> String) throws(BrokenPromise) {
        guard holds else { throw BrokenPromise(description: "\(rawValue): \(fault())") }
    }
}

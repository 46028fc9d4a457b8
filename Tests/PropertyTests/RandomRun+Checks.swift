import Accelerator
import Architecture
import Mapping
import OperatorTrace
import Quantities
import Reporting

/// What must hold of every run. Each check returns sentences about what does not.
extension RandomRun {
    /// Records add up to the accounts, and the causes of every unit to the cycles of the run.
    func conservationFaults() -> [String] {
        var faults: [String] = []
        let total = total
        var units: [(name: String, account: UnitAccount)] = [("array", total.array), ("vector", total.vector)]
        units += total.dma.enumerated().map { ("dma\($0)", $1) }
        for unit in units where unit.account.total != result.cycles {
            faults.append("the causes of \(unit.name) add up to \(unit.account.total), not \(result.cycles)")
        }
        for unit in units where unit.account.causes.contains(where: { $0.cycles < .zero }) {
            faults.append("\(unit.name) has a negative cause: \(unit.account)")
        }
        let transfers = list.records.compactMap { record -> (Transfer, CommandRecord)? in
            guard case .transfer(let transfer) = program.commands[record.command].work else { return nil }
            return (transfer, record)
        }
        let useful = transfers.reduce(Bytes.zero) { $0 + $1.0.bytes }
        if useful != total.read.total + total.written.total { faults.append("bytes of classes and transfers differ") }
        let moved = transfers.reduce(Bytes.zero) { $0 + $1.1.movedBytes }
        if moved != total.moved || moved < useful { faults.append("\(moved) moved, \(useful) of use") }
        if total.commands != list.records.count { faults.append("\(total.commands) commands, other records") }
        if total.macs != workload.macs { faults.append("\(total.macs) simulated of \(workload.macs)") }
        let end = list.records.reduce(Cycles.zero) { max($0, $1.completed) }
        if end != result.cycles { faults.append("the last record ends at \(end), the run at \(result.cycles)") }
        return faults
    }

    /// Everything that `systole simulate --verify` checks: units, order, waits, SRAM, hazards, sums.
    func verificationFaults() -> [String] {
        verification().checks.filter { $0.faults > 0 }.map { "\($0.rule): \($0.example ?? "")" }
    }

    /// What is found when the verifier is given these records for those of the run.
    func verification(records: [CommandRecord]? = nil, machine other: AcceleratorSpec? = nil) -> Verification {
        var verifier = RunVerifier(program, workload, on: other ?? machine)
        for record in records ?? list.records { verifier.record(record) }
        for rest in list.rests { verifier.finish(rest.unit, lastOperation: 0, drain: rest.drain, idle: rest.idle) }
        return verifier.verification(of: report)
    }

    /// The bytes that the mode asks for, class by class; whatever is beyond them is counted as spills.
    func trafficFaults() -> [String] {
        let expected = LayerTraffic(workload)
        let total = total
        var faults: [String] = []
        let hasHalfBytes = workload.tensors.contains { $0.elementType.bits < 8 }
        let isRequired = mode == .layerByLayer
        for trafficClass in TrafficClass.allCases where trafficClass != .spills {
            let directions = [
                ("read", total.read[trafficClass].count, expected.read[trafficClass] ?? 0),
                ("written", total.written[trafficClass].count, expected.written[trafficClass] ?? 0),
            ]
            for (direction, found, wanted) in directions {
                // Rows of a tile start on whole bytes, so that half-byte elements may take up to twice their room.
                let range = (isRequired ? wanted : 0)...(hasHalfBytes ? 2 * wanted : wanted)
                guard !range.contains(found) else { continue }
                faults.append("\(trafficClass.name) \(direction): \(found) B, expected \(wanted) B")
            }
        }
        let spills = total.read[.spills] + total.written[.spills]
        if sram == .ample, spills > .zero { faults.append("\(spills) spilled with ample SRAM") }
        return faults
    }

    /// No run is faster than its units, or moves fewer bytes than must move.
    func boundFaults() -> [String] {
        var faults: [String] = []
        let bytes = (total.read.total + total.written.total).count
        let compulsory = workload.compulsoryBytes
        if bytes < compulsory { faults.append("\(bytes) B moved, at least \(compulsory) B must") }
        let cycles = Double(result.cycles.count) * 1.000_000_001
        let seconds = cycles / Double(machine.clock.count)
        if seconds * Double(machine.availableBandwidth.count) < Double(bytes) { faults.append("faster than memory") }
        var arrayCycles = 0.0
        var passes = 0
        for record in list.records {
            switch program.commands[record.command].work {
            case .product(let product):
                let rate = machine.array.rates[product.type]
                let peak = Double(machine.array.rows * machine.array.columns) * Double(rate.numerator)
                arrayCycles += Double(product.m * product.k * product.n) * Double(rate.denominator) / peak
            case .vector(let work):
                passes += work.elements * machine.vector.passes(of: work.function)
            case .transfer, .release: break
            }
        }
        if cycles < arrayCycles { faults.append("faster than the array: \(cycles) < \(arrayCycles)") }
        if cycles * Double(machine.vector.lanes) < Double(passes) { faults.append("faster than the vector unit") }
        return faults
    }

    /// A second run, of a program whose iterations are written out, gives the same.
    func repetitionFaults() -> [String] {
        unrolled == list ? [] : ["written out, it runs differently"]
    }
}

extension Workload {
    /// Each byte of weight, constant or input that an operation reads, and of output, once; gathered rows only.
    var compulsoryBytes: Int {
        var seen: Set<TensorID> = []
        var bytes = 0
        let slices = sliceCounts
        for placed in placedOperations {
            if self[placed.operation.output].kind == .output {
                bytes += self[placed.operation.output].bytes.count * slices[placed.operation.output.index]
            }
            for id in placed.operation.reads where self[id].kind.isStored && seen.insert(id).inserted {
                let isTable = placed.operation.kindName == VectorKind.embeddingLookup.rawValue
                let rows = isTable ? min(self[id].rows, self[placed.operation.output].rows) : self[id].rows
                bytes += self[id].bytes(ofElements: rows * self[id].columns).count * slices[id.index]
            }
        }
        return bytes
    }
}

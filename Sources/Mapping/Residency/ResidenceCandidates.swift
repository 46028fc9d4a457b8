import Architecture
import OperatorTrace

/// The stretches of the trace over which a storage could stay in SRAM.
struct ResidenceCandidates {
    let index: TraceIndex
    let sram: SRAMSpec
    /// Storages that live only inside an attention block's tiles.
    let inner: StorageSet
    /// By step, the steps that are mapped together with it: what one of them holds is held for all.
    let together: [ClosedRange<Int>]

    /// One residence for every layer that touches the storage: loaded if the layer reads it first, stored if it is
    /// wanted after the layer. This is what the layer-by-layer mode requires.
    func byLayer(_ id: StorageID) -> [Residence] {
        guard isCandidate(id) else { return [] }
        var residences: [Residence] = []
        for touch in index[id].touches {
            let layer = index.steps[touch.step].layer
            if let last = residences.last, index.steps[last.steps.lowerBound].layer == layer {
                residences[residences.count - 1].steps =
                    last.steps.lowerBound...together[touch.step].upperBound
            } else {
                residences.append(
                    Residence(
                        storage: id, steps: together[touch.step], space: space(of: id), loads: !touch.isWrite,
                        stores: .never))
            }
            if touch.isWrite {
                residences[residences.count - 1].stores = storePolicy(of: id, writtenIn: layer)
            }
        }
        return residences
    }

    /// One residence from the storage's first touch to its last use, in place of those by layer; nil if there is no
    /// such thing or nothing would be gained.
    func whole(_ id: StorageID) -> Residence? {
        guard isCandidate(id), let first = index[id].touches.first, let last = index[id].touches.last else {
            return nil
        }
        guard !index.isCarriedOver(id) else { return nil }
        guard first.isWrite else { return wholeInput(id, from: first.step, to: last.step) }
        let firstStep = index.steps[first.step]
        let lastStep = index.steps[last.step]
        let isLocal = firstStep.stage == lastStep.stage
        guard isLocal || index.iterations(ofStage: firstStep.stage) == 1 else { return nil }
        let spans = !isLocal && index.iterations(ofStage: lastStep.stage) > 1
        let end =
            spans ? index.stageSteps[lastStep.stage].upperBound - 1 : together[last.step].upperBound
        return Residence(
            storage: id, steps: together[first.step].lowerBound...end, space: space(of: id), loads: false,
            stores: index[id].kind == .output ? .always : .never, spansIterations: spans)
    }

    /// An input that is read and never written: it is loaded once for all that read it, in all iterations unless each has
    /// an input of its own.
    private func wholeInput(_ id: StorageID, from first: Int, to last: Int) -> Residence? {
        let storage = index[id]
        let stages = (index.steps[first].stage, index.steps[last].stage)
        guard storage.isStored, storage.touches.allSatisfy({ !$0.isWrite }),
            !storage.perIteration || stages.0 == stages.1
        else { return nil }
        let spans = !storage.perIteration && index.iterations(ofStage: stages.1) > 1
        let begins = !storage.perIteration && index.iterations(ofStage: stages.0) > 1
        let begin = begins ? index.stageSteps[stages.0].lowerBound : together[first].lowerBound
        let end = spans ? index.stageSteps[stages.1].upperBound - 1 : together[last].upperBound
        return Residence(
            storage: id, steps: begin...end, space: space(of: id), loads: true, stores: .never,
            spansIterations: spans || begins)
    }

    /// The two residences that keep a carried tensor on chip from iteration to iteration, or nil if its uses do not
    /// allow that.
    func carried(_ carry: Carry, stage: Int) -> [Residence]? {
        let written = index.storage(of: carry.written)
        let read = index.storage(of: carry.read)
        let steps = index.stageSteps[stage]
        guard isCandidate(written), isCandidate(read), written != read,
            index[written].touches.allSatisfy({ steps.contains($0.step) }),
            let firstWrite = index[written].touches.first, firstWrite.isWrite,
            let firstRead = index[read].touches.first(where: { steps.contains($0.step) }),
            let lastRead = index[read].touches.last, steps.contains(lastRead.step), !firstRead.isWrite,
            space(of: written) == space(of: read)
        else { return nil }
        return [
            Residence(
                storage: read, steps: steps.lowerBound...together[lastRead.step].upperBound, space: space(of: read),
                loads: true,
                stores: .never),
            Residence(
                storage: written, steps: together[firstWrite.step].lowerBound...steps.upperBound - 1,
                space: space(of: written),
                loads: false, stores: index[written].kind == .output ? .lastIteration : .never, becomes: read),
        ]
    }

    /// The residence of a tensor that must never leave the chip.
    func permanent(_ id: StorageID) -> Residence? {
        guard let first = index[id].touches.first, let last = index[id].touches.last else { return nil }
        let stage = index.steps[last.step].stage
        let spans = index.iterations(ofStage: stage) > 1 && index.steps[first.step].stage != stage || !first.isWrite
        let begin = first.isWrite ? together[first.step].lowerBound : 0
        let end = spans ? index.stageSteps[stage].upperBound - 1 : together[last.step].upperBound
        return Residence(
            storage: id, steps: begin...end, space: space(of: id), loads: false, stores: .never,
            spansIterations: spans)
    }

    private func isCandidate(_ id: StorageID) -> Bool {
        index[id].placement == .offChip && !index[id].isParameter && !index[id].touches.isEmpty
            && !inner.contains(id)
    }

    private func space(of id: StorageID) -> Space {
        Space(index[id].bytes, in: sram.buffer(forWeights: index[id].kind == .weight))
    }

    private func storePolicy(of id: StorageID, writtenIn layer: Int) -> Residence.StorePolicy {
        if index[id].kind == .output { return .always }
        if index[id].touches.contains(where: { index.steps[$0.step].layer != layer }) { return .always }
        return index.isCarriedOver(id) ? .allButLastIteration : .never
    }
}

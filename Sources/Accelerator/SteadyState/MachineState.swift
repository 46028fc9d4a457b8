import Architecture
import Quantities

/// Everything that decides how a run goes on, at a moment inside an iterated segment.
///
/// Two states are compared with the time and the iteration of each as the start of counting. If they are equal, and what is
/// dispatched after them is alike, everything goes alike after both.
struct MachineState {
    let now: Cycles
    /// The iteration that dispatching has come to.
    let segment: Int
    let iteration: Int
    /// Places in the program, SRAM, and pending events, counted from here.
    private let counts: [Int]
    /// When units last stopped working.
    private let moments: [Cycles]
    private let array: SystolicArray.Standing
    /// Counted from here once they are compared.
    private var dma: DMAEngine
    private var ports: SRAMPorts
    private var isNormalized = false

    /// The state of a machine; nil while commands of an earlier segment are unfinished.
    init?(_ machine: borrowing Machine) {
        let (segment, iteration) = (machine.dispatcher.segment, machine.dispatcher.iteration)
        now = machine.now
        self.segment = segment
        self.iteration = iteration
        var counts = machine.dispatcher.counts
        for queue in 0..<CommandQueue.count {
            let state = machine.queues[queue]
            guard state.ended >= machine.order.base(segment, iteration: 0, queue) else { return nil }
            let base = machine.order.base(segment, iteration: iteration, queue)
            counts += [state.granted - base, state.started - base, state.ended - base, Int(state.seenUnmet)]
        }
        for (time, ending) in machine.endings.inOrder {
            counts += [(time - machine.now).count, Int(ending.queue), Int(ending.channel)]
        }
        self.counts = counts
        moments = machine.moments
        array = machine.array.standing(at: now)
        dma = machine.dma
        ports = machine.ports
    }

    /// Whether a later state of the same segment goes on as this one does. What takes long to compare is put in the form for
    /// it once, and only if the rest is equal.
    mutating func recurs(in later: inout MachineState) -> Bool {
        guard later.now > now, counts == later.counts else { return false }
        let momentsRecur = moments.indices.allSatisfy { place in
            later.moments[place] - later.now == moments[place] - now || isUntouched(place, in: later)
        }
        guard momentsRecur, array == later.array else { return false }
        normalize()
        later.normalize()
        return ports == later.ports && dma == later.dma
    }

    private mutating func normalize() {
        guard !isNormalized else { return }
        isNormalized = true
        ports = ports.normalized(relativeTo: now)
        dma = dma.normalized(relativeTo: now)
    }

    /// The same state after iterations that went like those since this one. What was not at work in them stopped working
    /// so much longer ago.
    func moments(after cycles: Cycles, from later: MachineState) -> [Cycles] {
        later.moments.indices.map { place in
            isUntouched(place, in: later) ? later.moments[place] - cycles : later.moments[place]
        }
    }

    /// Whether a unit has not been at work between this state and a later one.
    private func isUntouched(_ place: Int, in later: MachineState) -> Bool {
        moments[place] < now && later.moments[place] == moments[place]
    }
}

extension Machine {
    /// When units last stopped working: what their idle time is counted from, however long that may be.
    var moments: [Cycles] {
        get { array.moments + [vector.busyUntil] + dma.channels.map(\.busyUntil) }
        set {
            array.moments = Array(newValue[..<SystolicArray.momentCount])
            vector.busyUntil = newValue[SystolicArray.momentCount]
            for (channel, time) in newValue[(SystolicArray.momentCount + 1)...].enumerated() {
                dma.setBusyUntil(time, channel: channel)
            }
        }
    }
}

import Architecture
import Quantities

extension Timeline {
    /// What comes of granting SRAM in program order, each command as soon as what was given back by then is enough.
    struct Occupancy {
        var peak = Space.none
        var left: Space
        var faults: [String] = []
    }

    /// Recomputes from times alone when each command could have been granted its room.
    func occupancy(of sram: SRAMSpec) -> Occupancy {
        var result = Occupancy(left: sram.space)
        var free = sram.space
        // Room to be given back, latest first.
        var returns: [(time: Cycles, space: Space)] = []
        var granted = Cycles(0)
        var lastRelease = Cycles(0)
        for execution in executions {
            while let next = returns.last, next.time <= granted || !execution.command.allocates.fits(in: free) {
                granted = max(granted, next.time)
                free += next.space
                returns.removeLast()
            }
            guard execution.command.allocates.fits(in: free) else {
                result.faults.append("\(execution.command) finds no room")
                return result
            }
            free -= execution.command.allocates
            result.peak = result.peak.maximum(with: sram.space - free)
            if execution.issued < granted, execution.record != nil {
                result.faults.append("\(execution.command) starts at \(execution.issued), before room at \(granted)")
            }
            guard !execution.command.releases.isEmpty else { continue }
            var time = execution.completed
            if execution.record == nil {
                lastRelease = max(lastRelease, time, granted)
                time = lastRelease
            }
            let place = returns.firstIndex { $0.time <= time } ?? returns.endIndex
            returns.insert((time, execution.command.releases), at: place)
        }
        result.left = returns.reduce(free) { $0 + $1.space }
        return result
    }
}

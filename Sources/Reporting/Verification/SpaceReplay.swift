import Architecture
import Quantities

/// When SRAM is granted and given back, recomputed from times alone: room is granted in program order, to each command as
/// soon as what was given back by then is enough.
struct SpaceReplay {
    private let sram: SRAMSpec
    private var free: Space
    /// Room to be given back, latest first.
    private var returns: [(time: Cycles, space: Space)] = []
    private var granted = Cycles(0)
    private var lastRelease = Cycles(0)
    private var isStuck = false
    private var peak = Bytes(0)
    private var occupancy = VerifiedCheck(
        "occupancy", "SRAM taken is never above its capacity, and all of it comes back")
    private var grants = VerifiedCheck("grants", "no command starts before its room is free")

    init(_ sram: SRAMSpec) {
        self.sram = sram
        free = sram.space
    }

    mutating func add(_ execution: OrderReplay.Execution) {
        guard !isStuck else { return }
        let command = execution.command
        while let next = returns.last, next.time <= granted || !command.allocates.fits(in: free) {
            granted = max(granted, next.time)
            free += next.space
            returns.removeLast()
        }
        isStuck = !command.allocates.fits(in: free)
        occupancy.expect(!isStuck, "\(command.allocates.bytes.text) find no room in \(free.bytes.text)")
        guard !isStuck else { return }
        free -= command.allocates
        peak = max(peak, (sram.space - free).bytes)
        grants.expect(
            !execution.isRecorded || execution.issued >= granted,
            "\(command.queue) starts at \(execution.issued.count), before there is room at \(granted.count)")
        guard !command.releases.isEmpty else { return }
        var time = execution.completed
        if !execution.isRecorded {
            lastRelease = max(lastRelease, time, granted)
            time = lastRelease
        }
        let place = returns.firstIndex { $0.time <= time } ?? returns.endIndex
        returns.insert((time, command.releases), at: place)
    }

    mutating func close() {
        let left = returns.reduce(free) { $0 + $1.space }
        occupancy.expect(left == sram.space, "\(left.bytes.text) of \(sram.space.bytes.text) come back")
    }

    func checks(peak reported: Bytes) -> [VerifiedCheck] {
        var occupancy = occupancy
        occupancy.expect(
            max(peak, reported) <= sram.total, "\(max(peak, reported).text) are taken of \(sram.total.text)")
        return [occupancy, grants]
    }
}

import Accelerator
import Quantities

/// Cuts the run into windows of equal length and says for each one how much SRAM was taken at most, how many bytes
/// moved, and how many requests were in flight at most.
struct CounterWindows {
    /// What happened in one window.
    struct Window: Equatable {
        var time: Range<Cycles>
        /// The most SRAM that was taken.
        var takenSRAM: Bytes
        /// Bytes on the memory bus.
        var movedBytes: Bytes
        /// The most DMA descriptors that were under way.
        var requests: Int
    }

    /// Cycles in a window, a power of two.
    let width: Int
    private var current = 0
    private var peakSRAM = Bytes(0)
    private var takenSRAM = Bytes(0)
    private var peakRequests = 0
    /// When the descriptors under way will have ended, latest first.
    private var ends: [Cycles] = []
    /// Bytes that move in the current window and those after it.
    private var moved: [Int] = [0]

    /// - Parameters:
    ///   - cycles: about how long the run is.
    ///   - count: about how many windows there shall be.
    init(cycles: Cycles, count: Int) {
        var width = 16
        while width < cycles.count / count { width *= 2 }
        self.width = width
    }

    /// Takes in a record, which comes no earlier than those before it; returns the windows that lie behind it.
    mutating func add(_ record: CommandRecord) -> [Window] {
        let finished = advance(to: record.issued)
        takenSRAM = record.takenSRAM
        peakSRAM = max(peakSRAM, record.peakSRAM)
        guard case .dma = record.unit else { return finished }
        retire(until: record.issued)
        ends.insert(record.completed, at: ends.firstIndex { $0 <= record.completed } ?? ends.endIndex)
        peakRequests = max(peakRequests, ends.count)
        spread(record)
        return finished
    }

    /// Returns what is left, up to the end of the run.
    mutating func finish(at end: Cycles) -> [Window] {
        let finished = advance(to: end)
        let start = Cycles(current * width)
        return start < end ? finished + [window(start..<end)] : finished
    }

    private mutating func advance(to time: Cycles) -> [Window] {
        var finished: [Window] = []
        while time.count / width > current {
            finished.append(window(Cycles(current * width)..<Cycles((current + 1) * width)))
            current += 1
            moved.removeFirst()
            if moved.isEmpty { moved.append(0) }
            peakSRAM = takenSRAM
            retire(until: Cycles(current * width))
            peakRequests = ends.count
        }
        return finished
    }

    private func window(_ time: Range<Cycles>) -> Window {
        Window(time: time, takenSRAM: peakSRAM, movedBytes: Bytes(moved[0]), requests: peakRequests)
    }

    private mutating func retire(until time: Cycles) {
        while let last = ends.last, last <= time { ends.removeLast() }
    }

    /// Books a transfer's bytes evenly over its time on the bus.
    private mutating func spread(_ record: CommandRecord) {
        let (begin, end) = (record.began.count, max(record.ended.count, record.began.count + 1))
        let lastPlace = (end - 1) / width - current
        if lastPlace >= moved.count { moved.append(contentsOf: repeatElement(0, count: lastPlace + 1 - moved.count)) }
        var before = 0
        for place in (begin / width - current)...lastPlace {
            let until = min(end, (place + current + 1) * width)
            let share = record.movedBytes.count.multipliedFullWidth(by: until - begin)
            let sum = (end - begin).dividingFullWidth(share).quotient
            moved[place] += sum - before
            before = sum
        }
    }
}

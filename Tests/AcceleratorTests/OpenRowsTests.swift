import Architecture
import Testing

@testable import Accelerator

/// What lanes of HBM2 know of the rows in their banks, with 32 bursts in sight.
@Suite struct OpenRowsTests {
    private let rows: OpenRows

    init() {
        let geometry = MemoryGeometry(MemorySpec(), .hbm2)
        rows = OpenRows(lanes: geometry.lanes, banks: geometry.banks, sight: 32)
    }

    private init(_ rows: OpenRows) { self.rows = rows }

    private func visit(_ bank: Int, _ row: Int) -> FixedTable<RegionVisit> {
        FixedTable(repeating: RegionVisit(bank: bank, row: row, done: 4096), count: 1)
    }

    private func useOnAll(bank: Int, row: Int, bursts: Int) { rows.useEvenly(visit(bank, row), 1, bursts: bursts) }

    private func use(lane: Int, bank: Int, row: Int, bursts: Int) {
        rows.use(visit(bank, row), 1, lane: lane, bursts: bursts)
    }

    private var normalizedRows: OpenRows {
        let copy = OpenRowsTests().rows
        copy.take(rows)
        copy.normalize()
        return copy
    }

    /// Two streams take turns after one lane has had a thousand bursts to itself: on no lane are they further apart for it.
    @Test(arguments: [0, 5, 15]) func burstsBeforeDoNotCount(lane: Int) {
        use(lane: 0, bank: 1, row: 9, bursts: 1000)
        useOnAll(bank: 0, row: 1, bursts: 16)
        useOnAll(bank: 0, row: 2, bursts: 15)
        #expect(rows.meeting(lane: lane, bank: 0, row: 1) == .interleaved(isOpen: false))
        #expect(rows.meeting(lane: lane, bank: 0, row: 2) == .hit)
        #expect(rows.meeting(lane: lane, bank: 0, row: 3) == .conflict(idle: 0, takesTurns: false))
        useOnAll(bank: 2, row: 4, bursts: 17)
        #expect(rows.meeting(lane: lane, bank: 0, row: 1) == .conflict(idle: 17, takesTurns: false))
    }

    /// Bursts of one lane are a sixteenth as many to what all lanes have.
    @Test func burstsOfOneLaneCountByTheirMean() {
        useOnAll(bank: 0, row: 1, bursts: 8)
        use(lane: 3, bank: 1, row: 9, bursts: 160)
        for lane in [0, 3] {
            #expect(rows.meeting(lane: lane, bank: 0, row: 2) == .conflict(idle: 10, takesTurns: false))
        }
    }

    /// What all come to have of the first lane was used as long ago as there, however many bursts came before.
    @Test(arguments: [0, 1000]) func whatTheFirstLaneUsedIsAsLongAgo(before: Int) {
        useOnAll(bank: 1, row: 9, bursts: before)
        use(lane: 5, bank: 1, row: 9, bursts: before)
        useOnAll(bank: 0, row: 1, bursts: 8)
        use(lane: 0, bank: 0, row: 2, bursts: 8)
        use(lane: 0, bank: 1, row: 9, bursts: 10)
        useOnAll(bank: 0, row: 3, bursts: 21)
        #expect(rows.meeting(lane: 7, bank: 0, row: 2) == .interleaved(isOpen: false))
        #expect(rows.meeting(lane: 7, bank: 0, row: 1) == .conflict(idle: 0, takesTurns: false))
        useOnAll(bank: 1, row: 9, bursts: 1)
        #expect(rows.meeting(lane: 7, bank: 0, row: 2) == .conflict(idle: 1, takesTurns: false))
    }

    /// A lane that gets an entry of its own takes over how long ago the shared one was used.
    @Test(arguments: [0, 1000]) func whatAllUsedIsAsLongAgoForOne(before: Int) {
        use(lane: 5, bank: 1, row: 9, bursts: before)
        useOnAll(bank: 0, row: 1, bursts: 8)
        use(lane: 5, bank: 0, row: 2, bursts: 31)
        #expect(rows.meeting(lane: 5, bank: 0, row: 1) == .interleaved(isOpen: false))
        use(lane: 5, bank: 1, row: 9, bursts: 1)
        #expect(rows.meeting(lane: 5, bank: 0, row: 1) == .conflict(idle: 1, takesTurns: false))
    }

    /// Streams that took turns are forgotten after as many bursts as are in sight.
    @Test(arguments: [31, 32]) func turnsEnd(bursts: Int) {
        use(lane: 5, bank: 1, row: 9, bursts: 1000)
        useOnAll(bank: 0, row: 1, bursts: 8)
        rows.noteTurnsOfAll()
        rows.noteTurns(lane: 5)
        useOnAll(bank: 0, row: 1, bursts: bursts)
        for lane in [0, 5] {
            #expect(rows.meeting(lane: lane, bank: 0, row: 1) == (bursts < 32 ? .interleaved(isOpen: true) : .hit))
        }
    }

    /// Lanes that get more than others in every period stand as they did after the one before.
    @Test func periodsLeaveTheSameState() {
        var states: [OpenRows] = []
        for _ in 0..<3 {
            useOnAll(bank: 0, row: 1, bursts: 8)
            use(lane: 3, bank: 0, row: 2, bursts: 5)
            useOnAll(bank: 0, row: 3, bursts: 40)
            use(lane: 0, bank: 2, row: 1, bursts: 7)
            useOnAll(bank: 2, row: 7, bursts: 3)
            states.append(normalizedRows)
        }
        #expect(states[1] == states[2])
    }

    /// What is left out of a normalized state never matters again: it goes on as the state itself does.
    @Test(arguments: 0..<40) func normalizedStatesGoOnAlike(start: Int) {
        var generator = PatternGenerator()
        for _ in 0..<7 * start { _ = generator.next(below: 2) }
        for _ in 0..<generator.next(below: 60) { step(&generator) }
        let other = OpenRowsTests(normalizedRows)
        for _ in 0..<200 {
            var same = generator
            step(&generator)
            other.step(&same)
            for lane in 0..<16 {
                for place in 0..<16 {
                    let (bank, row) = (place / 4, place % 4)
                    let meeting = rows.meeting(lane: lane, bank: bank, row: row)
                    #expect(meeting == other.rows.meeting(lane: lane, bank: bank, row: row))
                }
            }
        }
        #expect(normalizedRows == other.normalizedRows)
    }

    /// Something that happens to a few lanes or all of them.
    private func step(_ generator: inout PatternGenerator) {
        let (bank, row) = (generator.next(below: 4), generator.next(below: 4))
        let bursts = 1 + generator.next(below: 20)
        switch generator.next(below: 8) {
        case 0: rows.noteTurnsOfAll()
        case 1: rows.noteTurns(lane: generator.next(below: 16))
        case 2...4: useOnAll(bank: bank, row: row, bursts: bursts)
        default: use(lane: generator.next(below: 16), bank: bank, row: row, bursts: bursts)
        }
    }
}

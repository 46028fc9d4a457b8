import EventKernel
import Quantities
import Testing

@Suite struct EventQueueTests {
    @Test func emptyQueueHasNothingNext() {
        var queue = EventQueue<Int>()
        #expect(queue.isEmpty)
        #expect(queue.nextTime == nil)
        #expect(queue.next() == nil)
    }

    @Test func earlierEventsComeFirst() {
        var queue = EventQueue<String>()
        queue.schedule("late", at: Cycles(10))
        queue.schedule("early", at: Cycles(9))
        #expect(queue.nextTime == Cycles(9))
        #expect(queue.next()?.event == "early")
        #expect(queue.next()?.event == "late")
    }

    @Test func equalTimesComeByPhaseThenByScheduling() {
        var queue = EventQueue<String>()
        queue.schedule("start first", at: Cycles(5), phase: 1)
        queue.schedule("end first", at: Cycles(5), phase: 0)
        queue.schedule("start second", at: Cycles(5), phase: 1)
        queue.schedule("end second", at: Cycles(5), phase: 0)
        var order: [String] = []
        while let next = queue.next() { order.append(next.event) }
        #expect(order == ["end first", "end second", "start first", "start second"])
    }

    /// Against a sorted array, with events scheduled while others are taken out.
    @Test(arguments: 1...20) func agreesWithASortedArray(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func random(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var queue = EventQueue<Int>()
        var reference: [(time: Int, phase: Int, id: Int)] = []
        for id in 0..<2_000 {
            let time = random(below: 50)
            let phase = random(below: 3)
            queue.schedule(id, at: Cycles(time), phase: UInt8(phase))
            reference.append((time, phase, id))
            if random(below: 3) == 0 {
                reference.sort { ($0.time, $0.phase, $0.id) < ($1.time, $1.phase, $1.id) }
                let expected = reference.removeFirst()
                let next = queue.next()
                #expect(next?.event == expected.id)
                #expect(next?.time == Cycles(expected.time))
            }
        }
        #expect(queue.count == reference.count)
        reference.sort { ($0.time, $0.phase, $0.id) < ($1.time, $1.phase, $1.id) }
        for expected in reference { #expect(queue.next()?.event == expected.id) }
    }

    /// Pending events are listed as they would come out.
    @Test func listsEventsInOrder() {
        var queue = EventQueue<Int>()
        for event in 0..<40 { queue.schedule(event, at: Cycles(event * 7 % 5), phase: UInt8(event % 3)) }
        let listed = queue.inOrder.map(\.event)
        var taken: [Int] = []
        while let next = queue.next() { taken.append(next.event) }
        #expect(listed == taken)
        #expect(queue.scheduled == 40)
    }
}

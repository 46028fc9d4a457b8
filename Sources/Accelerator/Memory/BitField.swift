import Architecture

/// Some bits of an address, put together to a number.
struct BitField: Hashable, Sendable {
    /// Neighbouring address bits and where they go.
    private struct Run: Hashable {
        var shift: Int
        var mask: Int
        var target: Int
    }

    /// Most fields are one run.
    private var first = Run(shift: 0, mask: 0, target: 0)
    private var others: [Run] = []
    private var hasOthers = false
    /// Bits in all.
    private(set) var width = 0
    /// The lowest address bit, and one past the highest.
    private(set) var lowest = 62
    private(set) var end = 0

    /// The bits of `fields` in a map that starts above the bits within a burst, those of the first field lowest.
    init(_ map: AddressMap, _ fields: [AddressMap.Field], above burstShift: Int) {
        var runs: [Run] = []
        for field in fields {
            var shift = burstShift
            for run in map.runs {
                if run.field == field { add(run.bits, at: shift, to: &runs) }
                shift += run.bits
            }
        }
        first = runs.first ?? first
        others = Array(runs.dropFirst())
        hasOthers = !others.isEmpty
    }

    private mutating func add(_ bits: Int, at shift: Int, to runs: inout [Run]) {
        if let last = runs.last, last.shift + last.mask.nonzeroBitCount == shift {
            runs[runs.count - 1].mask = last.mask << bits | ((1 << bits) - 1)
        } else {
            runs.append(Run(shift: shift, mask: (1 << bits) - 1, target: width))
        }
        width += bits
        lowest = min(lowest, shift)
        end = max(end, shift + bits)
    }

    @inline(__always)
    func extract(_ address: Int) -> Int {
        var value = ((address &>> first.shift) & first.mask) &<< first.target
        guard hasOthers else { return value }
        for run in others { value |= ((address &>> run.shift) & run.mask) &<< run.target }
        return value
    }
}

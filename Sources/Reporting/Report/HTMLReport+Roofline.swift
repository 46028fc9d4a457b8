import Accelerator
import Architecture
import Quantities

extension HTMLReport {
    /// The products of a stage that have the same name.
    private struct OperationClass {
        var stage: Int
        var name: String
        var account: OperationAccount

        /// Multiply-accumulates for each byte over the HBM interface; nil if none crosses.
        var intensity: Double? {
            account.useful.count == 0 ? nil : Double(account.macs.count) / Double(account.useful.count)
        }

        /// Multiply-accumulates in each of the array's cycles that are booked to it.
        var rate: Double { Double(account.macs.count) / Double(max(1, account.array.total.count)) }
    }

    /// What each class of products reaches, under the roofs of array and memory.
    var rooflineSection: Section {
        Section(
            id: "roofline", title: "Roofline",
            explanation: "A dot for each class of products (same stage and name, all layers and iterations): "
                + "multiply-accumulates for each byte over the HBM interface, and in each cycle of the array that is "
                + "booked to it. At the right edge, those that move no bytes. Hover over a dot for its name.",
            body: picture(rooflineDrawing, report.stages.indices.map { (report.stages[$0].name, "series\($0 % 6)") }))
    }

    private var operationClasses: [OperationClass] {
        var classes: [OperationClass] = []
        var places: [String: Int] = [:]
        for (operation, account) in zip(run.program.operations, result.operations) where account.macs.count > 0 {
            let key = "\(operation.stage) \(operation.name)"
            if let place = places[key] {
                classes[place].account += account
            } else {
                places[key] = classes.count
                classes.append(OperationClass(stage: operation.stage, name: operation.name, account: account))
            }
        }
        return classes
    }

    private var rooflineDrawing: Drawing {
        let array = run.machine.array
        let peak = Double(array.rows * array.columns)
        let bandwidth = Double(run.machine.availableBandwidth.count) / Double(max(1, run.machine.clock.count))
        let slowest = operationClasses.map(\.rate).min() ?? 1
        let highest = ceilLog(peak)
        let frame = LogFrame(x: 0...5, y: min(highest - 1, max(0, ceilLog(slowest) - 1))...highest)
        var drawing = Drawing(width: 900, height: 400, title: "roofline of all classes of products")
        frame.draw(on: &drawing, xTitle: "MACs per HBM byte", yTitle: "MACs per cycle")
        let ridge = peak / bandwidth
        let left = frame.place(x: 1, y: max(1, bandwidth))
        drawing.path(
            [left, frame.place(x: max(1, ridge), y: peak), frame.place(x: 100_000, y: peak)], style: "roof")
        drawing.label(
            "array: \(Int(peak).groupedText) MACs per cycle", x: 860, y: frame.place(x: 1, y: peak).y - 6,
            anchor: .end, style: "label quiet")
        for part in operationClasses {
            let place = part.intensity.map { frame.place(x: $0, y: part.rate) } ?? frame.place(x: 100_000, y: part.rate)
            let intensity = part.intensity.map { "\(fixed($0)) MACs per byte" } ?? "no HBM bytes"
            drawing.circle(
                x: place.x, y: place.y, radius: 5, style: "dot fill-series\(part.stage % 6)",
                title:
                    "\(report.stages[part.stage].name) \(part.name): \(intensity), \(fixed(part.rate)) MACs per cycle")
        }
        return drawing
    }

    /// The power of ten at or above a number.
    private func ceilLog(_ number: Double) -> Int {
        var power = 0
        var value = 1.0
        while value < number {
            value *= 10
            power += 1
        }
        return max(1, power)
    }
}

/// A frame of two logarithmic axes between powers of ten.
struct LogFrame {
    let x: ClosedRange<Int>
    let y: ClosedRange<Int>
    private let left = 90.0
    private let right = 860.0
    private let top = 20.0
    private let bottom = 350.0

    init(x: ClosedRange<Int>, y: ClosedRange<Int>) {
        self.x = x
        self.y = y
    }

    /// Where a point is; what lies outside is moved to the edge.
    func place(x number: Double, y other: Double) -> (x: Double, y: Double) {
        (
            left + share(of: number, in: x) * (right - left),
            bottom - share(of: other, in: y) * (bottom - top)
        )
    }

    func draw(on drawing: inout Drawing, xTitle: String, yTitle: String) {
        for power in x {
            let place = place(x: Self.power(power), y: 0).x
            drawing.line((place, top), (place, bottom), style: "grid")
            drawing.label(
                Int(Self.power(power)).groupedText, x: place, y: bottom + 18, anchor: .middle, style: "label quiet")
        }
        for power in y {
            let place = place(x: 1, y: Self.power(power)).y
            drawing.line((left, place), (right, place), style: "grid")
            drawing.label(
                Int(Self.power(power)).groupedText, x: left - 8, y: place + 4, anchor: .end, style: "label quiet")
        }
        drawing.label(xTitle, x: (left + right) / 2, y: bottom + 40, anchor: .middle)
        drawing.label(yTitle, x: left, y: top - 7, anchor: .start)
    }

    private static func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { value, _ in value * 10 } }

    /// The place of a number's logarithm in a range of powers, from 0 to 1.
    private func share(of number: Double, in range: ClosedRange<Int>) -> Double {
        guard number > 0 else { return 0 }
        // The logarithm from the binary exponent and a rational fit of log2 on [1, 2): exact to a hundredth of a pixel.
        let fraction = number.significand
        let mantissa = (fraction - 1) / (fraction + 1)
        let square = mantissa * mantissa
        let natural = 2 * mantissa * (1 + square * (1.0 / 3 + square * (1.0 / 5 + square / 7)))
        let decimal = (Double(number.exponent) * 0.693_147_180_559_945 + natural) / 2.302_585_092_994_046
        return min(1, max(0, (decimal - Double(range.lowerBound)) / Double(range.upperBound - range.lowerBound)))
    }
}

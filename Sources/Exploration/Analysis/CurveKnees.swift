/// A bend of a falling curve: it falls steeply from one place to the next that counts, and little from there on.
package struct CurveKnee: Equatable, Sendable {
    /// The place of the point where the steep part begins.
    package let start: Int
    /// The place of the point where it ends: the knee.
    package let place: Int
    /// How far the curve falls between them.
    package let fall: Int
}

/// Finds the bends of a curve, wherever and however densely it was sampled.
///
/// The curve is taken as the least value reached so far: a fall from a peak back to what was reached before gains nothing.
/// It is first drawn with as few straight lines as stay within a fiftieth of its range (Douglas and Peucker 1973), so that
/// a slope sampled in many small steps is one line. A knee is where a line that falls by at least a twentieth of the range
/// and a hundredth of the largest value meets one that is at most a quarter as steep.
/// - Parameters:
///   - points: in the order of x.
package func curveKnees(of points: [(x: Int, y: Int)]) -> [CurveKnee] {
    guard points.count > 2, let least = points.map(\.y).min(), let most = points.map(\.y).max(), least < most else {
        return []
    }
    var curve: [(x: Double, y: Double)] = []
    for (point, x) in zip(points, positions(of: points.map(\.x))) {
        curve.append((x, min(curve.last?.y ?? .infinity, Double(point.y))))
    }
    let range = Double(most) - Double(least)
    let corners = corners(of: curve, within: range / 50)
    return corners.indices.dropFirst().dropLast().compactMap { corner in
        let (start, place, end) = (corners[corner - 1], corners[corner], corners[corner + 1])
        let fall = curve[start].y - curve[place].y
        let (before, after) = (slope(curve[start], curve[place]), slope(curve[place], curve[end]))
        guard fall >= range / 20, fall >= Double(most) / 100, after <= before / 4 else { return nil }
        return CurveKnee(start: start, place: place, fall: Int(fall))
    }
}

/// Where numbers lie on an axis: as their logarithms if the last is at least eight times the first, else as they are.
///
/// The logarithm is a straight line between powers of two: within a tenth of it, and exact on any machine.
private func positions(of numbers: [Int]) -> [Double] {
    guard let first = numbers.first, let last = numbers.last, first > 0, last / first >= 8 else {
        return numbers.map(Double.init)
    }
    return numbers.map { number in
        let number = Double(number)
        return Double(number.exponent) + number.significand - 1
    }
}

/// The places of the points between which straight lines stay within a height of the curve; its ends are among them.
private func corners(of curve: [(x: Double, y: Double)], within height: Double) -> [Int] {
    var corners = [0]
    // Ends of the parts that are left, the next one last.
    var ends = [curve.count - 1]
    while let end = ends.last, let start = corners.last {
        let slope = slope(curve[start], curve[end])
        var farthest: (place: Int, height: Double) = (start, height)
        for place in start..<end {
            let line = curve[start].y - slope * (curve[place].x - curve[start].x)
            let distance = (curve[place].y - line).magnitude
            if distance > farthest.height { farthest = (place, distance) }
        }
        if farthest.place > start {
            ends.append(farthest.place)
        } else {
            corners.append(end)
            ends.removeLast()
        }
    }
    return corners
}

/// How steeply a line falls.
private func slope(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double)) -> Double {
    end.x > start.x ? (start.y - end.y) / (end.x - start.x) : 0
}

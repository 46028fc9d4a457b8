import Exploration
import Locking
import Quantities

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far a sweep is, on one line of a terminal that is written over: points, rate, time left.
final class ProgressLine: Sendable {
    private static let interval = Duration.milliseconds(200)

    private let isShown = isatty(STDERR_FILENO) == 1
    private let began = ContinuousClock.now
    private let shown = Mutex<ContinuousClock.Instant?>(nil)

    /// Shows where the run is, at most five times a second.
    func report(_ progress: SweepRun.Progress) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = shown.withLock { shown in
            if let last = shown, now - last < Self.interval, progress.done < progress.total { return false }
            shown = now
            return true
        }
        if isDue { Self.write("\r" + Self.text(progress, after: now - began) + "\u{1B}[K") }
    }

    /// Removes the line.
    func clear() {
        if shown.withLock({ $0 != nil }) { Self.write("\r\u{1B}[K") }
    }

    /// `128 of 256 points, 41.2 a second, 3 s left`
    static func text(_ progress: SweepRun.Progress, after time: Duration) -> String {
        var text = "\(progress.done.groupedText) of \(progress.total.groupedText) points"
        let seconds = max(time / .seconds(1), 1e-3)
        guard progress.computed > 0 else { return text }
        let rate = Double(progress.computed) / seconds
        text += ", \(decimalText(numerator: Int((rate * 10).rounded()), denominator: 10, digits: 1)) a second"
        let left = Double(progress.total - progress.done) / rate
        return text + ", \(spokenTime(seconds: left)) left"
    }

    private static func write(_ text: String) {
        var bytes = Array(text.utf8)
        _ = systemWrite(STDERR_FILENO, &bytes, bytes.count)
    }
}

/// A length of time as people say it: `4 s`, `12 min`, `3 h 20 min`, `2 days`.
func spokenTime(seconds: Double) -> String {
    guard seconds < 1e12 else { return "30,000 years or more" }
    let whole = Int(seconds.rounded(.up))
    switch whole {
    case ..<90: return "\(whole) s"
    case ..<5400: return "\((whole + 30) / 60) min"
    case ..<172_800: return "\(whole / 3600) h \(whole % 3600 / 60) min"
    default: return "\((whole / 86_400).groupedText) days"
    }
}

/// `write(2)` under a name that methods called `write` do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

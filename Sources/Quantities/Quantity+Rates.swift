extension Bandwidth {
    /// The cycles of a clock that a transfer of `bytes` takes at this rate, rounded up.
    ///
    /// Traps when that is no `Int`; ``cyclesIfRepresentable(for:at:)`` is for numbers that were not checked.
    package func cycles(for bytes: Bytes, at clock: Frequency) -> Cycles {
        guard let cycles = cyclesIfRepresentable(for: bytes, at: clock) else {
            preconditionFailure("\(bytes.count) B at \(count) B/s and \(clock.count) Hz are no number of cycles")
        }
        return cycles
    }

    /// The cycles of a clock that a transfer takes, rounded up; nil when they do not fit, the rate is not positive, or
    /// another number is negative.
    package func cyclesIfRepresentable(for bytes: Bytes, at clock: Frequency) -> Cycles? {
        productDividedRoundingUp(bytes.count, by: clock.count, over: count).map { Cycles($0) }
    }
}

extension TimeSpan {
    private static let picosecondsPerSecond = 1_000_000_000_000

    /// The cycles of a clock that cover this time, rounded up.
    ///
    /// Traps when that is no `Int`; ``cyclesIfRepresentable(at:)`` is for numbers that were not checked.
    package func cycles(at clock: Frequency) -> Cycles {
        guard let cycles = cyclesIfRepresentable(at: clock) else {
            preconditionFailure("\(count) ps at \(clock.count) Hz are no number of cycles")
        }
        return cycles
    }

    /// The cycles of a clock that cover this time, rounded up; nil when they do not fit or a number is negative.
    package func cyclesIfRepresentable(at clock: Frequency) -> Cycles? {
        productDividedRoundingUp(count, by: clock.count, over: Self.picosecondsPerSecond).map { Cycles($0) }
    }
}

extension Cycles {
    /// The time these cycles take, in seconds. For reports only: nothing simulated may depend on it.
    package func seconds(at clock: Frequency) -> Double {
        Double(count) / Double(clock.count)
    }

    /// The time these cycles take, rounded up to whole picoseconds; nil when that does not fit, the clock is not
    /// positive, or there are fewer than no cycles.
    package func timeSpan(at clock: Frequency) -> TimeSpan? {
        productDividedRoundingUp(count, by: 1_000_000_000_000, over: clock.count).map { TimeSpan($0) }
    }
}

extension Bytes {
    /// The size in megabytes (10^6 B) with two decimals: `1292.01 MB`.
    package var megabytesText: String { megabytesText(digits: 2) }

    /// The size in mebibytes (2^20 B) with two decimals: `1232.16 MiB`.
    package var mebibytesText: String { mebibytesText(digits: 2) }

    /// The size in megabytes, or in the smaller unit of which it has at least one: `1292.01 MB`, `12.35 kB`, `96 B`.
    package var decimalUnitText: String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<1_000_000: decimalText(numerator: count, denominator: 1000, digits: 2) + " kB"
        default: megabytesText
        }
    }

    /// The size in mebibytes, or in the smaller unit of which it has at least one: `1232.16 MiB`, `12.35 KiB`, `96 B`.
    package var binaryUnitText: String {
        switch count {
        case ..<(1 << 10): "\(count) B"
        case ..<(1 << 20): decimalText(numerator: count, denominator: 1 << 10, digits: 2) + " KiB"
        default: mebibytesText
        }
    }

    /// The size in megabytes (10^6 B) with the decimals given, rounded half up.
    package func megabytesText(digits: Int) -> String {
        decimalText(numerator: count, denominator: 1_000_000, digits: digits) + " MB"
    }

    /// The size in mebibytes (2^20 B) with the decimals given, rounded half up.
    package func mebibytesText(digits: Int) -> String {
        decimalText(numerator: count, denominator: 1 << 20, digits: digits) + " MiB"
    }
}

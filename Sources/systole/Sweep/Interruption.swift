#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals that ask a long run to end, turned into a question that it asks itself between points.
///
/// This is state of the whole process because a signal is. The second signal ends the process at once.
enum Interruption {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]

    /// Runs a body during which a first signal only sets a mark; what handled signals before does so again afterwards.
    static func deferred<Result>(_ body: () throws -> Result) rethrows -> Result {
        let previous = numbers.map { number in
            let previous = signal(number, noteInterruption)
            let isIgnored = unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if isIgnored { signal(number, SIG_IGN) }
            return (number, previous)
        }
        defer { for (number, handler) in previous { signal(number, handler) } }
        return try body()
    }

    /// The signal that came; nil if none did.
    static var number: Int32? { received.pointee == 0 ? nil : received.pointee }

    /// Ends the process as the signal would have ended it.
    static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }
}

/// The number of the signal that came, one allocation for the life of the process.
private nonisolated(unsafe) let received: UnsafeMutablePointer<Int32> = {
    let received = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    received.initialize(to: 0)
    return received
}()

private func noteInterruption(_ number: Int32) {
    guard received.pointee == 0 else {
        signal(number, SIG_DFL)
        raise(number)
        return
    }
    received.pointee = number
}

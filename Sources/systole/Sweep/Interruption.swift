#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals that ask a long run to end, turned into a question that it asks itself between points.
///
/// This is state of the whole process because a signal is. The second signal does what it did before, which ends the
/// process at once.
enum Interruption {
    fileprivate static let numbers = [SIGINT, SIGTERM, SIGHUP]

    /// Runs a body during which a first signal only sets a mark; what handled signals before does so again afterwards.
    static func deferred<Result>(_ body: () throws -> Result) rethrows -> Result {
        for (place, number) in numbers.enumerated() {
            let previous = signal(number, noteInterruption)
            formerHandlers[place] = previous
            let isIgnored = unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
            if isIgnored { signal(number, SIG_IGN) }
        }
        defer { for (place, number) in numbers.enumerated() { signal(number, formerHandlers[place]) } }
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

/// What handled each of `Interruption.numbers` before, for the life of the process.
private nonisolated(unsafe) let formerHandlers: UnsafeMutablePointer<(@convention(c) (Int32) -> Void)?> = {
    let handlers = UnsafeMutablePointer<(@convention(c) (Int32) -> Void)?>.allocate(
        capacity: Interruption.numbers.count)
    handlers.initialize(repeating: nil, count: Interruption.numbers.count)
    return handlers
}()

private func noteInterruption(_ number: Int32) {
    guard received.pointee != 0 else {
        received.pointee = number
        return
    }
    for place in Interruption.numbers.indices where Interruption.numbers[place] == number {
        // Without a handler the signal ends the process; with one, temporary files go first.
        guard let former = formerHandlers[place] else { break }
        return former(number)
    }
    signal(number, SIG_DFL)
    raise(number)
}

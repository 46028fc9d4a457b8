import Locking

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The temporary files of this process, which a signal that ends it removes.
///
/// This is state of the whole process because a signal is: its handler is told nothing but the signal's number. The
/// handler only reads pointers and calls functions that POSIX lists as safe there.
enum TemporaryFiles {
    /// A registered file, which may not exist yet.
    struct Entry: Sendable {
        let path: String
        fileprivate let slot: Int

        /// Takes the file off the list, after it was renamed or removed.
        func forget() {
            TemporaryFiles.registry.withLock { _ in slots[slot] = nil }
        }
    }

    private struct Registry {
        var issuedNumbers = 0
        var watchesSignals = false
    }

    private static let registry = Mutex(Registry())

    /// A number that no other temporary file of this process has had.
    static func nextNumber() -> Int {
        registry.withLock { registry in
            registry.issuedNumbers += 1
            return registry.issuedNumbers
        }
    }

    /// Puts a file on the list before it is created; nil when the list is full.
    static func register(_ path: String) -> Entry? {
        registry.withLock { registry in
            guard let slot = (0..<slotCount).first(where: { slots[$0] == nil }) else { return nil }
            // Never freed: a handler on another thread might be reading it. A few bytes for each file written.
            slots[slot] = strdup(path)
            if !registry.watchesSignals {
                watchSignals()
                registry.watchesSignals = true
            }
            return Entry(path: path, slot: slot)
        }
    }

    /// Signals that end a process and that people or other processes send. One that is ignored (`nohup`) stays so.
    private static func watchSignals() {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] {
            let previous = signal(number, removeTemporaryFiles)
            if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                signal(number, SIG_IGN)
            }
        }
        // A file larger than the process may write is then an error like a full disk, not an end without a word.
        signal(SIGXFSZ, SIG_IGN)
    }
}

/// Files that can be written at the same time.
private let slotCount = 16

/// Paths as C strings, nil where free; one allocation for the life of the process.
private nonisolated(unsafe) let slots: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
    let slots = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: slotCount)
    slots.initialize(repeating: nil, count: slotCount)
    return slots
}()

/// The signal handler: removes what is on the list, then lets the signal end the process as it would have.
private func removeTemporaryFiles(_ number: Int32) {
    for slot in 0..<slotCount {
        if let path = slots[slot] { unlink(path) }
    }
    signal(number, SIG_DFL)
    raise(number)
}

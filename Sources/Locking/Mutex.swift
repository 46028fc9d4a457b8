import Synchronization

#if SANITIZES_THREADS
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A lock that the thread sanitizer sees, in place of the toolchain's, which waits in the kernel behind its back: with
    /// that one it takes everything under a lock for a race. `make test-thread` builds with it.
    public struct Mutex<Value>: ~Copyable, @unchecked Sendable {
        private let state: State

        private final class State {
            var value: Value
            let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

            init(_ value: consuming Value) {
                self.value = value
                pthread_mutex_init(lock, nil)
            }

            deinit {
                pthread_mutex_destroy(lock)
                lock.deallocate()
            }
        }

        public init(_ value: consuming sending Value) { state = State(value) }

        /// Runs `body` with the value, which nobody else has meanwhile.
        public borrowing func withLock<Result, E: Error>(
            _ body: (inout Value) throws(E) -> sending Result
        ) throws(E) -> sending Result {
            pthread_mutex_lock(state.lock)
            defer { pthread_mutex_unlock(state.lock) }
            return try body(&state.value)
        }
    }
#else
    /// The toolchain's lock.
    public typealias Mutex<Value: ~Copyable> = Synchronization.Mutex<Value>
#endif

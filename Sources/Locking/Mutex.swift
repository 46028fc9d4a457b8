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
        private let value: UnsafeMutablePointer<Value>
        private let lock: UnsafeMutablePointer<pthread_mutex_t>

        public init(_ initialValue: consuming sending Value) {
            value = .allocate(capacity: 1)
            value.initialize(to: initialValue)
            lock = .allocate(capacity: 1)
            pthread_mutex_init(lock, nil)
        }

        deinit {
            pthread_mutex_destroy(lock)
            lock.deallocate()
            value.deinitialize(count: 1)
            value.deallocate()
        }

        /// Runs `body` with the value, which nobody else has meanwhile.
        public borrowing func withLock<Result, E: Error>(
            _ body: (inout Value) throws(E) -> sending Result
        ) throws(E) -> sending Result {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            return try body(&value.pointee)
        }
    }
#else
    /// The toolchain's lock.
    public typealias Mutex<Value: ~Copyable> = Synchronization.Mutex<Value>
#endif

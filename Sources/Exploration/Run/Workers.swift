#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a body on `count` threads at once, this one among them, and returns when all are through.
///
/// Threads, not tasks: points are long and never wait for each other, and a count above the number of cores is honoured.
/// Where the system gives fewer threads, fewer run.
package func onWorkers(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<max(count, 1) {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                #if canImport(Darwin)
                    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                #else
                    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body() }
                #endif
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            work.release()
            break
        }
        #if canImport(Darwin)
            if let thread { threads.append(thread) }
        #else
            threads.append(thread)
        #endif
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
}

/// Carries a body through the C interface.
private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

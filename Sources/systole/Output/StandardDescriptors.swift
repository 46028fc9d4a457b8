#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Occupies standard descriptors that the process was started without (`systole >&-`).
///
/// Otherwise the next file opened would get the free number, and messages meant for standard error would end up in
/// it. They are opened the wrong way round, so that using them fails as a closed descriptor does.
func occupyStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
        _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
}

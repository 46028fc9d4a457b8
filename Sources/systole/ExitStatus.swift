/// How the process says whether it did what it was asked.
enum ExitStatus: Int32 {
    case success = 0
    /// Something was wrong with a file, a value or the system.
    case failure = 1
    /// The command line could not be understood.
    case usage = 2
}

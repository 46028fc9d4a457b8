import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command `systole`: arguments to one call, and its outcome to an exit status.
@main
struct Systole {
    static func main() {
        occupyStandardDescriptors()
        exit(run(CommandLine.arguments.dropFirst()).rawValue)
    }

    /// Does what the words after the program's name ask for.
    static func run(_ words: ArraySlice<String>) -> ExitStatus {
        do {
            switch try Invocation(words, of: .systole) {
            case .help(let text): try OutputDestination.standardOutput.write(text)
            case .version: try OutputDestination.standardOutput.write("systole \(systoleVersion)\n")
            case .command(let command): try command.run()
            }
            return .success
        } catch let error as UsageError {
            writeToStandardError("\(error)")
            return .usage
        } catch OutputError.readerGone {
            endAsClosedPipe()
        } catch is ReportedFailure {
            return .failure
        } catch {
            writeToStandardError("systole: \(error)")
            return .failure
        }
    }

    /// Ends the process as a closed pipe ends other tools, also where SIGPIPE was ignored by whoever started it.
    private static func endAsClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        exit(ExitStatus.failure.rawValue)
    }
}

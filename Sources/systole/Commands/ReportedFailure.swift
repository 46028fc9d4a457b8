/// A command that failed and has said why on standard error itself, since there was more than one reason to tell: exit
/// status 1, no further message.
struct ReportedFailure: Error {}

extension Workload {
    /// The same workload, known to be sound: names are usable and unique, shapes fit, every tensor has a producer
    /// that runs before its readers, and no sum over the workload overflows.
    ///
    /// Takes time linear in the size of the workload, whatever its numbers. The error is about the first fault in the
    /// order of the file.
    package func validated() throws(WorkloadError) -> Workload {
        var validator = WorkloadValidator(self)
        try validator.run()
        return self
    }
}

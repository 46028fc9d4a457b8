import OperatorTrace

extension ModelDescription {
    /// What one inference computes, operation by operation, in the order in which the public model code runs it.
    ///
    /// Throws a `ModelError` if the description does not hold together, a `WorkloadError` if the sums over the
    /// workload are too large to count.
    package func lowered() throws -> Workload {
        // The model that is built in is known to be sound, and so is its workload: a test has both checked.
        let isKnown = self == .smolVLA
        if !isKnown { try validate() }
        var trace = TraceBuilder(types: types)
        let images = lowerVision(into: &trace)
        let context = lowerPrefix(images, into: &trace)
        let caches = lowerLanguageModel(context, into: &trace)
        lowerExpert(reading: caches, into: &trace)
        let workload = Workload(name: name, options: recordedOptions, tensors: trace.tensors, stages: trace.stages)
        return isKnown ? workload : try workload.validated()
    }

    /// True if operations without use are left out; without an expert the language model's result is of use.
    var dropsDeadLayers: Bool { options.dropDeadLayers && expert != nil }
}

/// Why a workload is not sound: `expert.layers[3].q_proj: k is 960, but its input "x" has 720 columns`.
package struct WorkloadError: Error, Equatable, CustomStringConvertible {
    /// The part at fault.
    package let place: WorkloadPlace
    /// The part at fault, by its names.
    package let subject: String
    /// What was found, what was expected, and how to mend it.
    package let reason: String

    package init(_ place: WorkloadPlace, _ subject: String, _ reason: String) {
        self.place = place
        self.subject = subject
        self.reason = reason
    }

    package var description: String { "\(subject): \(reason)" }
}

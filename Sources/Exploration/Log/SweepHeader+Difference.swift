import Quantities

extension SweepHeader {
    /// The first thing in which another sweep differs, for a message: `it varies "sram.capacity" otherwise`.
    package func difference(from other: SweepHeader) -> String {
        if version != other.version { return "it is of version \(version), this is \(other.version)" }
        if workload.digest != other.workload.digest || workload.name != other.workload.name {
            return "its workload is another \(quotation(of: workload.name))"
        }
        if accelerator.digest != other.accelerator.digest || accelerator.name != other.accelerator.name {
            return "its machine is another \(quotation(of: accelerator.name))"
        }
        if residency != other.residency { return "its residency is \(quotation(of: residency))" }
        if settings != other.settings {
            let own = settings.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
            return own.isEmpty ? "it sets no key" : "it sets \(own)"
        }
        if axes.map(\.key) != other.axes.map(\.key) {
            return "it varies \(axes.map { quotation(of: $0.key) }.joined(separator: ", "))"
        }
        if let pair = zip(axes, other.axes).first(where: { $0 != $1 }) {
            return "it varies \(quotation(of: pair.0.key)) over other values"
        }
        return holdsResults ? "it was made for JSON" : "it was not made for JSON"
    }
}

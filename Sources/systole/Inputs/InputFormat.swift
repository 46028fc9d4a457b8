/// The formats of files that Systole reads, by what their key `format` says.
enum InputFormat: String, CaseIterable {
    case workload = "systole-workload/1"
    case model = "systole-model/1"
    case accelerator = "systole-accelerator/1"
    case sweep = "systole-sweep/1"
}

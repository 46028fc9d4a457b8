import OperatorTrace

extension ModelDescription {
    func validate() throws {}
    var recordedOptions: [OperatorTrace.Workload.Option] { [] }
}

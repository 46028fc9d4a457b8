/// A set of storages that is asked often.
struct StorageSet {
    /// By storage.
    private var isMember: [Bool]

    /// - Parameter count: how many storages there are.
    init(_ members: [StorageID], of count: Int) {
        isMember = Array(repeating: false, count: count)
        for member in members { isMember[member.index] = true }
    }

    func contains(_ id: StorageID) -> Bool { isMember[id.index] }
}

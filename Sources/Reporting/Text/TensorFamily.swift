/// Tensors whose names differ only in the number of their layer: `vlm.layers.*.keys`.
struct TensorFamily {
    /// A name with `*` for the number, if there is one.
    let pattern: String
    /// The numbers, in the order in which the tensors came.
    private(set) var numbers: [Int] = []

    /// The family that a tensor belongs to, with it alone in it.
    init(of name: String) {
        var parts = name.split(separator: ".").map(String.init)
        if let place = parts.firstIndex(where: { Int($0) != nil }), let number = Int(parts[place]) {
            parts[place] = "*"
            numbers = [number]
        }
        pattern = parts.joined(separator: ".")
    }

    /// Takes in the tensors of a family of the same pattern.
    mutating func add(_ other: TensorFamily) { numbers += other.numbers }

    /// The pattern with what is known of the numbers: `vlm.layers.11.keys`, `vlm.layers.0-15.keys`; `*` where they have gaps.
    var name: String {
        guard let least = numbers.min(), let most = numbers.max() else { return pattern }
        let text = least == most ? "\(least)" : most - least + 1 == Set(numbers).count ? "\(least)-\(most)" : "*"
        return pattern.split(separator: "*", omittingEmptySubsequences: false).joined(separator: text)
    }
}

/// A unit as people write it after a number, and how many base units it stands for.
struct UnitScale: Sendable {
    let symbol: String
    let scale: Int

    init(_ symbol: String, _ scale: Int) {
        self.symbol = symbol
        self.scale = scale
    }
}

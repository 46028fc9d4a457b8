/// One number of a result.
package enum Figure: Equatable, Sendable {
    case whole(Int)
    case real(Double)

    /// For comparing and drawing; a whole number beyond 2^53 is rounded.
    package var double: Double {
        switch self {
        case .whole(let number): Double(number)
        case .real(let number): number
        }
    }
}

import Quantities

/// Which of a product's three matrices stays in the array's registers while the others move through it.
package enum Dataflow: String, CaseIterable, TextValue {
    /// A tile of B (k x n) stays; rows of A stream from the left; partial sums move down and out at the bottom.
    case weightStationary = "weight-stationary"
    /// A tile of C (m x n) stays; A streams from the left and B from the top, one step of k after the other;
    /// finished sums shift down and out at the bottom.
    case outputStationary = "output-stationary"
    /// A tile of A (k x m) stays; columns of B stream from the left: the weight-stationary array on the transposed
    /// product.
    case inputStationary = "input-stationary"
}

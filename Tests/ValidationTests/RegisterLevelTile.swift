/// One stationary tile and the rows that stream through it, as the register-level array's controller sees it.
struct RegisterLevelTile {
    /// Which product of the sequence, and which of its batch.
    let product: Int
    let batch: Int
    /// The place in the stationary matrix, in array rows (steps of k, or rows of C) and columns.
    let row: Int
    let rows: Int
    let column: Int
    let columns: Int
    /// The streamed rows.
    let stream: Int
    let streamRows: Int
}

import OperatorTrace

/// Keys and values that queries look at, `rows` rows of all their heads side by side.
struct KeyValues {
    var keys: TensorID
    var values: TensorID
    var rows: Int
}

/// Where the keys and values of a transformer layer come from.
enum AttentionSource {
    /// The layer's own rows.
    case own
    /// Rows kept from another model, then the layer's own.
    case joint(KeyValues)
    /// Rows of another model, projected before the stage began.
    case projected(KeyValues)
    /// Rows of another model, `width` columns each, which the layer projects itself.
    case projecting(KeyValues, width: Int)
}

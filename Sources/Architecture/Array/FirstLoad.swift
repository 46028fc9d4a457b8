import Quantities

/// Whether a run that starts on an idle array waits for its first tile to be loaded.
package enum FirstLoad: String, CaseIterable, TextValue {
    /// Rows wait until the whole tile is in.
    case exposed
    /// The tile waits in the array already, or is written in place just ahead of the skewed stream.
    case hidden
}

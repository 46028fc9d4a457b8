import Quantities

/// When the next tile's stationary operand moves into the array, relative to the rows that stream.
package enum LoadOverlap: String, CaseIterable, TextValue {
    /// One register per element: load, stream, load, stream.
    case notOverlapped = "not-overlapped"
    /// A second register per element: the next tile is loaded while this one streams.
    case doubleBuffered = "double-buffered"
    /// A second register per element, filled by the stream itself: each step takes one streamed row together with
    /// one row of the next tile. Streams are cut into blocks of array rows, and the next tile comes with the last one.
    case lockStep = "lock-step"
}

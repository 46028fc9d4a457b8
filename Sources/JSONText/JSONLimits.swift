import Quantities

/// How much a JSON text may ask of its reader. A text beyond a limit is an error, never a crash.
package struct JSONLimits: Sendable {
    /// The size of the text; at most 2 GiB are possible.
    package var size: Bytes
    /// How deeply objects and arrays may be nested.
    package var nesting: Int
    /// How many values there may be in all; each takes 16 B while the document is in use.
    package var values: Int

    package init(size: Bytes = Bytes(256 << 20), nesting: Int = 64, values: Int = 10_000_000) {
        self.size = size
        self.nesting = nesting
        self.values = values
    }

    /// 256 MiB of text, nested 64 deep, 10 million values.
    package static let standard = JSONLimits()
}

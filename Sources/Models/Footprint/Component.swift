/// A part of a model by the names of its learned tensors: all whose names begin alike up to the first dot.
package struct Component: Equatable, Sendable {
    /// `vision`, `vlm`.
    package let name: String
    /// What the names say next: `layers`, `patch_embedding`; one without a name for tensors that have no such part.
    package var parts: [Part]

    /// Learned tensors of a component whose names go on alike.
    package struct Part: Equatable, Sendable {
        package let name: String
        package var storage: Storage
    }

    package var storage: Storage {
        parts.reduce(into: Storage()) { $0 += $1.storage }
    }
}

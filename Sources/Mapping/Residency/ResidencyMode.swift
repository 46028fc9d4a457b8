import Quantities

/// What may stay on chip between its uses.
package enum ResidencyMode: String, CaseIterable, TextValue {
    /// Every tensor that crosses a layer boundary goes out to HBM and comes back; weights are streamed at every use.
    case layerByLayer = "layer-by-layer"
    /// Activations and K/V stay in SRAM while they fit; weights are streamed at every use.
    case resident
}

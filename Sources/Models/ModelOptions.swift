/// How a model is run: choices that change the workload, not the model.
package struct ModelOptions: Equatable, Sendable {
    /// Images seen in one inference.
    package var cameras = 1
    /// Words of the instruction.
    package var languageTokens = 48
    /// Flow-matching steps of the expert.
    package var steps = 10
    /// True if the expert's keys and values of the language model are projected once, not in every step.
    package var hoistCrossAttentionKV = true
    /// True if operations of the language model whose results nobody uses are left out.
    package var dropDeadLayers = false
    /// True if all images pass through the vision transformer together and its weights are read once.
    package var batchCameras = false

    package init() {}
}

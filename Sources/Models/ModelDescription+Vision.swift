import OperatorTrace

/// Stage `vision`.
extension ModelDescription {
    /// Adds the vision transformer, once per camera or once for all; gives the patches of each pass.
    ///
    /// Passes are written out one after the other, on the same weights: what comes next reads all their results, so
    /// they must be different tensors.
    func lowerVision(into trace: inout TraceBuilder) -> [TensorID] {
        guard let vision else { return [] }
        let passes = options.batchCameras ? 1 : options.cameras
        var patches: [TensorID] = []
        trace.stage("vision") { trace in
            for pass in 0..<passes {
                let camera = passes == 1 ? nil : pass
                patches.append(lower(vision, camera: camera, into: &trace))
            }
            return []
        }
        return patches
    }

    private func lower(_ vision: VisionComponent, camera: Int?, into trace: inout TraceBuilder) -> TensorID {
        let (blocks, rows) = (vision.blocks, visionRows)
        let scope = camera.map { "vision.cameras.\($0)" } ?? "vision"
        let layer = camera.map { "cameras[\($0)]." } ?? ""
        let pixels = trace.input(scope + ".pixels", [rows.rows, vision.patchElements])

        var tokens = trace.layer(layer + "patch_embedding", owner: "vision", scope: scope) { trace in
            let embedded = trace.linear(
                "patch_embedding", [pixels], m: rows.rows, k: vision.patchElements, n: blocks.width, bias: true)
            let positions = trace.parameter("position_table.weight", [vision.tokens, blocks.width], types.weights)
            return trace.vector("position_add", .add, [embedded, positions], shape: [rows.rows, blocks.width])
        }
        for index in 0..<blocks.layers {
            let names = (owner: "vision.layers.\(index)", scope: scope + ".layers.\(index)")
            tokens = trace.layer(layer + "layers[\(index)]", owner: names.owner, scope: names.scope) { trace in
                trace.block(blocks, tokens, rows).output
            }
        }
        return trace.layer(layer + "post_norm", owner: "vision", scope: scope) { trace in
            let kind: TensorKind = connector == nil ? .output : .activation
            return trace.norm("post_norm", tokens, blocks, rows: rows.rows, as: .init(kind: kind))
        }
    }
}

import OperatorTrace

/// Stage `vision`.
extension ModelDescription {
    /// True if the public code's loop over cameras is kept: each image passes through vision transformer and connector
    /// before the next one, and reads their weights again.
    var loopsOverCameras: Bool { options.cameras > 1 && !options.batchCameras }

    /// Rows that pass through the vision transformer at a time, of one image or of all.
    var visionRows: TraceBuilder.Rows {
        let images = loopsOverCameras ? 1 : options.cameras
        return TraceBuilder.Rows(rows: images * (vision?.tokens ?? 0), images: images)
    }

    /// Adds the vision transformer; gives the patches of all images, or their tokens if the connector is in the loop.
    func lowerVision(into trace: inout TraceBuilder) -> TensorID? {
        guard let vision else { return nil }
        var result: TensorID?
        trace.stage("vision", iterations: loopsOverCameras ? options.cameras : 1) { trace in
            var rows = lower(vision, into: &trace)
            if loopsOverCameras, let connector { rows = lower(connector, reading: rows, of: vision, into: &trace) }
            result = rows
            return []
        }
        return result
    }

    private func lower(_ vision: VisionComponent, into trace: inout TraceBuilder) -> TensorID {
        let (blocks, rows) = (vision.blocks, visionRows)
        let pixels = trace.input(
            "vision.pixels", [rows.rows, vision.patchElements], perIteration: loopsOverCameras)

        var tokens = trace.layer("patch_embedding", owner: "vision") { trace in
            let embedded = trace.linear(
                "patch_embedding", [pixels], m: rows.rows, k: vision.patchElements, n: blocks.width, bias: true)
            let positions = trace.parameter("position_table.weight", [vision.tokens, blocks.width], types.weights)
            return trace.vector("position_add", .add, [embedded, positions], shape: [rows.rows, blocks.width])
        }
        for index in 0..<blocks.layers {
            tokens = trace.layer("layers[\(index)]", owner: "vision.layers.\(index)") { trace in
                trace.block(blocks, tokens, rows).output
            }
        }
        return trace.layer("post_norm", owner: "vision") { trace in
            let isLast = connector == nil
            return trace.norm(
                "post_norm", tokens, blocks, rows: rows.rows,
                as: .init(kind: isLast ? .output : .activation, perIteration: isLast && loopsOverCameras))
        }
    }

    /// Adds the connector; gives the tokens of the images that pass through it at a time.
    func lower(
        _ connector: ConnectorComponent, reading patches: TensorID, of vision: VisionComponent,
        into trace: inout TraceBuilder
    ) -> TensorID {
        let tokens = visionRows.images * imageTokens
        let shuffled = connector.shuffleFactor * connector.shuffleFactor * vision.blocks.width
        return trace.layer("connector", owner: "connector") { trace in
            let rows = trace.vector("pixel_shuffle", .pixelShuffle, [patches], shape: [tokens, shuffled])
            let projected = trace.linear("proj", [rows], m: tokens, k: shuffled, n: connector.width)
            let kind: TensorKind = languageModel == nil ? .output : .activation
            return trace.vector(
                "scale", .scale, [projected], shape: [tokens, connector.width],
                as: .init(name: "output", kind: kind, perIteration: loopsOverCameras))
        }
    }
}

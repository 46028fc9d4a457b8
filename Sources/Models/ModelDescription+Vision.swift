import OperatorTrace

/// Stage `vision`.
extension ModelDescription {
    /// True if each image passes through vision transformer and connector before the next one, as in the public code,
    /// and reads their weights again.
    var loopsOverCameras: Bool { options.cameras > 1 && !options.batchCameras }

    /// Rows that pass through the vision transformer at a time, of one image or of all.
    var visionRows: TraceBuilder.Rows {
        let images = loopsOverCameras ? 1 : options.cameras
        return TraceBuilder.Rows(rows: images * (vision?.tokens ?? 0), images: images)
    }

    /// Adds the vision transformer; gives the patches of all images, or the tokens of each if the connector is in the
    /// loop over cameras.
    ///
    /// The loop is written out, on the same weights, and not a stage of several iterations: what comes next reads the
    /// results of all its passes, so they must be different tensors.
    func lowerVision(into trace: inout TraceBuilder) -> [TensorID] {
        guard let vision else { return [] }
        var results: [TensorID] = []
        trace.stage("vision") { trace in
            guard loopsOverCameras else {
                results = [lower(vision, camera: nil, into: &trace)]
                return []
            }
            for camera in 0..<options.cameras {
                var rows = lower(vision, camera: camera, into: &trace)
                if let connector { rows = lower(connector, reading: rows, of: vision, camera: camera, into: &trace) }
                results.append(rows)
            }
            return []
        }
        return results
    }

    private func lower(_ vision: VisionComponent, camera: Int?, into trace: inout TraceBuilder) -> TensorID {
        let (blocks, rows) = (vision.blocks, visionRows)
        let scope = Self.scope("vision", camera)
        let pixels = trace.input(scope + ".pixels", [rows.rows, vision.patchElements])

        var tokens = trace.layer(Self.layer("patch_embedding", camera), owner: "vision", scope: scope) { trace in
            let embedded = trace.linear(
                "patch_embedding", [pixels], m: rows.rows, k: vision.patchElements, n: blocks.width, bias: true)
            let positions = trace.parameter("position_table.weight", [vision.tokens, blocks.width], types.weights)
            return trace.vector("position_add", .add, [embedded, positions], shape: [rows.rows, blocks.width])
        }
        for index in 0..<blocks.layers {
            let layer = Self.layer("layers[\(index)]", camera)
            let owner = "vision.layers.\(index)"
            tokens = trace.layer(layer, owner: owner, scope: scope + ".layers.\(index)") { trace in
                trace.block(blocks, tokens, rows).output
            }
        }
        return trace.layer(Self.layer("post_norm", camera), owner: "vision", scope: scope) { trace in
            let kind: TensorKind = connector == nil ? .output : .activation
            return trace.norm("post_norm", tokens, blocks, rows: rows.rows, as: .init(kind: kind))
        }
    }

    /// Adds the connector; gives the tokens of the images that pass through it at a time.
    func lower(
        _ connector: ConnectorComponent, reading patches: TensorID, of vision: VisionComponent, camera: Int?,
        into trace: inout TraceBuilder
    ) -> TensorID {
        let tokens = visionRows.images * imageTokens
        let shuffled = connector.shuffleFactor * connector.shuffleFactor * vision.blocks.width
        let (layer, scope) = (Self.layer("connector", camera), Self.scope("connector", camera))
        return trace.layer(layer, owner: "connector", scope: scope) { trace in
            let rows = trace.vector("pixel_shuffle", .pixelShuffle, [patches], shape: [tokens, shuffled])
            let projected = trace.linear("proj", [rows], m: tokens, k: shuffled, n: connector.width)
            let kind: TensorKind = languageModel == nil ? .output : .activation
            return trace.vector(
                "scale", .scale, [projected], shape: [tokens, connector.width], as: .init(name: "output", kind: kind))
        }
    }

    private static func layer(_ name: String, _ camera: Int?) -> String {
        camera.map { "cameras[\($0)].\(name)" } ?? name
    }

    private static func scope(_ name: String, _ camera: Int?) -> String {
        camera.map { "\(name).cameras.\($0)" } ?? name
    }
}

/// A vision transformer: patches of square images, a position table, transformer layers, a norm; no pooling.
package struct VisionComponent: Equatable, Sendable {
    /// Pixels along one side of an image.
    package var imageSize: Int
    /// Numbers per pixel.
    package var channels: Int
    /// Pixels along one side of a patch.
    package var patch: Int
    package var blocks: TransformerBlocks

    package init(imageSize: Int, channels: Int, patch: Int, blocks: TransformerBlocks) {
        self.imageSize = imageSize
        self.channels = channels
        self.patch = patch
        self.blocks = blocks
    }

    /// Patches along one side of an image.
    package var gridSize: Int { imageSize / patch }
    /// Rows that one image becomes.
    package var tokens: Int { gridSize * gridSize }
    /// Numbers in one patch.
    package var patchElements: Int { patch * patch * channels }
}

import OperatorTrace

/// A sound workload that tests break in one place at a time: attention of 3 rows in 4 heads over 5 cached rows and
/// their own 3, two iterations.
enum SampleWorkload {
    static let text = """
        {
          "format": "systole-workload/1",
          "name": "sample",
          "options": {
            "cameras": "1"
          },
          "tensors": [
            { "name": "noise", "kind": "input", "shape": [3, 8], "elementType": "int8" },
            { "name": "time", "kind": "constant", "shape": [1, 8], "elementType": "fp16", "perIteration": true },
            { "name": "context", "kind": "input", "shape": [5, 6], "elementType": "int8" },
            { "name": "kv.weight", "kind": "weight", "shape": [6, 4], "elementType": "int4" },
            { "name": "q.weight", "kind": "weight", "shape": [8, 8], "elementType": "int8" },
            { "name": "q.bias", "kind": "weight", "shape": [8], "elementType": "fp32" },
            { "name": "kv2.weight", "kind": "weight", "shape": [8, 4], "elementType": "int8" },
            { "name": "norm.weight", "kind": "weight", "shape": [8], "elementType": "fp16" },
            { "name": "table", "kind": "weight", "shape": [100, 8], "elementType": "bf16" },
            { "name": "cache", "kind": "key-value-cache", "shape": [5, 4], "elementType": "int8", "placement": "on-chip" },
            { "name": "timed", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "normed", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "q", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "own", "kind": "activation", "shape": [3, 4], "elementType": "int8" },
            { "name": "scores", "kind": "activation", "shape": [4, 3, 8], "elementType": "int8" },
            { "name": "attention", "kind": "activation", "shape": [4, 3, 8], "elementType": "int8" },
            { "name": "seen", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "words", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "joined", "kind": "activation", "shape": [3, 16], "elementType": "int8" },
            { "name": "wide.weight", "kind": "weight", "shape": [24, 8], "elementType": "int8" },
            { "name": "velocity", "kind": "activation", "shape": [3, 8], "elementType": "int8" },
            { "name": "chunk", "kind": "output", "shape": [3, 8], "elementType": "int8" }
          ],
          "stages": [
            {
              "name": "vlm",
              "layers": [
                {
                  "name": "layers[0]",
                  "operations": [
                    { "name": "kv_proj", "kind": "matmul", "m": 5, "k": 6, "n": 4, "a": "context", "b": "kv.weight", "output": "cache" }
                  ]
                }
              ]
            },
            {
              "name": "expert",
              "iterations": 2,
              "carried": [
                { "written": "chunk", "read": "noise" }
              ],
              "layers": [
                {
                  "name": "layers[0]",
                  "operations": [
                    { "name": "time_add", "kind": "add", "inputs": ["noise", "time"], "output": "timed" },
                    { "name": "norm", "kind": "rmsNorm", "inputs": ["timed"], "parameters": ["norm.weight"], "output": "normed" },
                    { "name": "q_proj", "kind": "matmul", "m": 3, "k": 8, "n": 8, "a": "normed", "b": "q.weight", "bias": "q.bias", "output": "q" },
                    { "name": "kv_proj", "kind": "matmul", "m": 3, "k": 8, "n": 4, "a": "normed", "b": "kv2.weight", "output": "own" },
                    { "name": "scores", "kind": "matmul", "batch": 4, "m": 3, "k": 2, "n": 8, "a": "q", "b": ["cache", "own"], "transposeB": true, "headsPerSharedB": 2, "output": "scores" },
                    { "name": "softmax", "kind": "softmax", "inputs": ["scores"], "output": "attention" },
                    { "name": "context", "kind": "matmul", "batch": 4, "m": 3, "k": 8, "n": 2, "a": "attention", "b": ["cache", "own"], "headsPerSharedB": 2, "output": "seen" }
                  ]
                },
                {
                  "name": "layers[1]",
                  "operations": [
                    { "name": "lookup", "kind": "embeddingLookup", "parameters": ["table"], "output": "words" },
                    { "name": "join", "kind": "concatenate", "inputs": ["seen", "words"], "output": "joined" },
                    { "name": "wide", "kind": "matmul", "m": 3, "k": 24, "n": 8, "a": ["joined", "timed"], "b": "wide.weight", "output": "velocity" },
                    { "name": "euler", "kind": "eulerStep", "inputs": ["noise", "velocity"], "output": "chunk" }
                  ]
                }
              ]
            }
          ]
        }

        """

    /// The workload of a text.
    static func read(_ text: String) throws -> Workload {
        try Workload(json: Array(text.utf8), name: "sample.json")
    }

    /// What is said of the text when one part of it is replaced; nil if it is accepted.
    static func complaint(replacing part: String, with other: String) throws -> String? {
        let pieces = text.split(separator: part, omittingEmptySubsequences: false)
        guard pieces.count == 2 else { throw SampleError.standsNotOnce(part, pieces.count - 1) }
        do {
            _ = try read(pieces.joined(separator: other))
            return nil
        } catch {
            return "\(error)"
        }
    }

    enum SampleError: Error { case standsNotOnce(String, Int) }
}

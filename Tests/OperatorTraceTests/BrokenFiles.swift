/// Broken files and what is said of each, found by running and checked by eye against the rules of Docs/Formats.md.
///
/// Three lines a case: a part of the sample (which stands there once), what it is replaced with, and the whole error.
/// A line break inside a part is written as ⏎.
enum BrokenFiles {
    static let words = cases(
        #"""
        systole-workload/1
        systole-workload/2
        sample.json:2:13: format: found "systole-workload/2", expected "systole-workload/1"
        systole-workload/1
        systole-model/1
        sample.json:2:13: format: found "systole-model/1", expected "systole-workload/1"; `systole lower` makes a workload of a model
          "format": "systole-workload/1",⏎

        sample.json:1:1: missing key "format"
        "options": {
        "option": {
        sample.json:4:3: unknown key "option"; did you mean "options"?
        "cameras": "1"
        "cameras": 1
        sample.json:5:16: options.cameras: found 1, expected a string
        "kind": "constant"
        "kind": "konstant"
        sample.json:9:31: tensors[1].kind: found "konstant", expected one of weight, activation, key-value-cache, input, output, constant
        "elementType": "int4"
        "elementType": "int3"
        sample.json:11:78: tensors[3].elementType: found "int3", expected one of int4, int8, fp16, bf16, int32, fp32
        "placement": "on-chip"
        "placment": "on-chip"
        sample.json:17:91: tensors[9]: unknown key "placment"; did you mean "placement"?
        "perIteration": true
        "perIteration": 1
        sample.json:9:99: tensors[1].perIteration: found 1, expected true or false
        "shape": [5, 6]
        "shape": "5x6"
        sample.json:10:52: tensors[2].shape: found "5x6", expected an array
        "kind": "softmax"
        "kind": "softmx"
        sample.json:58:42: stages[1].layers[0].operations[5].kind: there is no operation "softmx"; did you mean "softmax"?
        "kind": "softmax"
        "kind": "convolution"
        sample.json:58:42: stages[1].layers[0].operations[5].kind: there is no operation "convolution"; there are matmul, softmax, layerNorm, rmsNorm, gelu, silu, multiply, add, rope, scale, mask, embeddingLookup, pixelShuffle, concatenate, sinusoid, eulerStep
        "inputs": ["scores"]
        "input": ["scores"]
        sample.json:58:53: stages[1].layers[0].operations[5]: unknown key "input"; did you mean "inputs"?
        "headsPerSharedB": 2, "output": "scores"
        "headsPerSharedb": 2, "output": "scores"
        sample.json:57:140: stages[1].layers[0].operations[4]: unknown key "headsPerSharedb"; did you mean "headsPerSharedB"?
        "b": "kv.weight"
        "b": "kv.weights"
        sample.json:38:97: stages[0].layers[0].operations[0].b: there is no tensor "kv.weights"; did you mean "kv.weight"?
        "b": "kv.weight"
        "b": "zzz"
        sample.json:38:97: stages[0].layers[0].operations[0].b: there is no tensor "zzz"
        "b": "kv.weight"
        "b": 7
        sample.json:38:97: stages[0].layers[0].operations[0].b: found 7, expected the name of a tensor, or an array of names
        "m": 5
        "m": 5.0
        sample.json:38:57: stages[0].layers[0].operations[0].m: found 5.0, expected a whole number, written without a point or exponent
        "m": 5
        "m": 99999999999999999999
        sample.json:38:57: stages[0].layers[0].operations[0].m: found 99999999999999999999, expected a whole number from -9223372036854775808 to 9223372036854775807
        "a": "context", 

        sample.json:38:13: stages[0].layers[0].operations[0]: missing key "a"
        "read": "noise"
        "red": "noise"
        sample.json:47:9: stages[1].carried[0]: missing key "read"; is "red" meant?
        "iterations": 2
        "iterations": "2"
        sample.json:45:21: stages[1].iterations: found "2", expected a whole number
        "layers": [⏎        {⏎          "name": "layers[0]",⏎          "operations": [⏎            { "name": "kv_proj", "kind": "matmul", "m": 5
        "layers": 3, "x": [{"operations": [{ "m": 5
        sample.json:34:17: stages[0].layers: found 3, expected an array
        """#)

    static let names = cases(
        #"""
        "name": "sample"
        "name": ""
        sample.json:3:11: workload: its name is empty; use 1 to 200 printable characters
        { "name": "seen", "kind"
        { "name": "q", "kind": "constant", "shape": [1], "elementType": "int8" }, { "name": "seen", "kind"
        sample.json:24:15: tensor "q": another tensor has this name; rename one
        "name": "layers[1]"
        "name": "lay\ners"
        sample.json:63:19: expert.layers[1]: its name holds the character U+000A, which names may not; use 1 to 200 printable characters
        "name": "expert"
        "name": "vlm"
        sample.json:44:15: vlm: another stage has this name; rename one
        "name": "expert"
        "name": " expert"
        sample.json:44:15: stages[1]: its name begins or ends with a space; use 1 to 200 printable characters
        "name": "layers[1]"
        "name": "layers[0]"
        sample.json:63:19: expert.layers[0]: another layer of the stage has this name; rename one
        "name": "softmax", "kind"
        "name": "scores", "kind"
        sample.json:58:23: expert.layers[0].scores: another operation of the layer has this name; rename one
        "name": "softmax", "kind"
        "name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "kind"
        sample.json:58:23: expert.layers[0].operations[5]: its name is longer than 200 characters; use 1 to 200 printable characters
        "name": "softmax", "kind"
        "name": "a\"b", "kind"
        sample.json:58:23: expert.layers[0].operations[5]: its name holds a ", which names may not; use 1 to 200 printable characters
        """#)

    static let tensors = cases(
        #"""
        "shape": [5, 6]
        "shape": []
        sample.json:10:52: tensor "context": its shape has 0 dimensions, expected 1 to 8
        "shape": [5, 6]
        "shape": [5, 0]
        sample.json:10:52: tensor "context": a dimension is 0, expected 1 to 2147483648
        "shape": [5, 6]
        "shape": [5, -9223372036854775808]
        sample.json:10:52: tensor "context": a dimension is -9223372036854775808, expected 1 to 2147483648
        "shape": [5, 6]
        "shape": [5, 2147483649]
        sample.json:10:52: tensor "context": a dimension is 2147483649, expected 1 to 2147483648
        "shape": [5, 6]
        "shape": [2147483648, 2147483648, 2147483648]
        sample.json:10:52: tensor "context": the shape 2147483648 x 2147483648 x 2147483648 has more than 2^46 elements; split the tensor
        "shape": [5, 6]
        "shape": [1, 1, 1, 1, 1, 1, 1, 5, 6]
        sample.json:10:52: tensor "context": its shape has 9 dimensions, expected 1 to 8
        "kind": "weight", "shape": [6, 4], "elementType": "int4"
        "kind": "weight", "shape": [6, 4], "elementType": "int4", "placement": "on-chip"
        sample.json:11:99: tensor "kv.weight": its kind is weight, and only an activation or a key-value-cache can be on-chip: anything else crosses the HBM interface
        "kind": "activation", "shape": [3, 4], "elementType": "int8"
        "kind": "activation", "shape": [3, 4], "elementType": "int8", "perIteration": true
        sample.json:21:100: tensor "own": its kind is activation, and only an input, constant or output can be perIteration
        """#)

    static let dataflow = cases(
        #"""
        "inputs": ["seen", "words"]
        "inputs": ["velocity", "words"]
        sample.json:66:64: expert.layers[1].join: it reads "velocity" before expert.layers[1].wide writes it; change the order, or name it under carried if it comes from the iteration before
        "inputs": ["seen", "words"]
        "inputs": ["joined", "words"]
        sample.json:66:64: expert.layers[1].join: it reads "joined", which it writes itself; give the result a tensor of its own
        "output": "words"
        "output": "seen"
        sample.json:65:95: expert.layers[1].lookup: it writes "seen", which expert.layers[0].context writes already; give each result a tensor of its own
        "output": "words"
        "output": "table"
        sample.json:65:95: expert.layers[1].lookup: it writes "table", which is of kind weight; write an activation, a key-value-cache or an output
        { "name": "lookup", "kind": "embeddingLookup", "parameters": ["table"], "output": "words" },⏎

        sample.json:65:76: expert.layers[1].join: it reads "words", which no operation writes; write it first or make it an input
        "inputs": ["noise", "time"]
        "inputs": ["noise", "noise"]
        sample.json:9:5: tensor "time": no operation reads it; use it or remove it
        "output": "chunk"
        "output": "noise"
        sample.json:68:96: expert.layers[1].euler: it writes "noise", which is of kind input; write an activation, a key-value-cache or an output
        "written": "chunk"
        "written": "cache"
        sample.json:47:22: expert.carried[0]: no operation of the stage writes "cache"
        "written": "chunk"
        "written": "noise"
        sample.json:47:39: expert.carried[0]: it carries "noise" to itself; name the tensor that the next iteration reads it as
        "read": "noise"
        "read": "q"
        sample.json:47:39: expert.carried[0]: the first iteration finds nothing in "q"; make it an input or write it in a stage before
        "read": "noise"
        "read": "cache"
        sample.json:47:39: expert.carried[0]: "cache" is 5 x 4 of int8, but "chunk", which is carried to it, is 3 x 8 of int8
        "read": "noise"
        "read": "time"
        sample.json:47:39: expert.carried[0]: "time" has a slice for each iteration and cannot be carried
        { "written": "chunk", "read": "noise" }
        { "written": "chunk", "read": "noise" }, { "written": "velocity", "read": "noise" }
        sample.json:47:83: expert.carried[1]: two tensors are carried to "noise"; keep one
        "name": "noise", "kind": "input", "shape": [3, 8], "elementType": "int8"
        "name": "noise", "kind": "input", "shape": [3, 8], "elementType": "fp16"
        sample.json:47:39: expert.carried[0]: "noise" is 3 x 8 of fp16, but "chunk", which is carried to it, is 3 x 8 of int8
        "kind": "output", "shape": [3, 8], "elementType": "int8"
        "kind": "output", "shape": [3, 8], "elementType": "int8", "perIteration": true
        sample.json:47:22: expert.carried[0]: "chunk" has a slice for each iteration and cannot be carried
        "a": "context", "b"
        "a": "time", "b"
        sample.json:38:65: vlm.layers[0].kv_proj: k is 6, but its input "time" has 8 columns
        { "name": "seen", "kind"
        { "name": "spare", "kind": "constant", "shape": [1], "elementType": "int8" },⏎{ "name": "seen", "kind"
        sample.json:24:5: tensor "spare": no operation reads it; use it or remove it
        { "name": "seen", "kind"
        { "name": "spare", "kind": "output", "shape": [1], "elementType": "int8" },⏎{ "name": "seen", "kind"
        sample.json:24:5: tensor "spare": no operation writes it; write it or remove it
        "iterations": 2
        "iterations": 0
        sample.json:45:21: expert: iterations is 0, expected 1 to 1000000
        "iterations": 2
        "iterations": 1000001
        sample.json:45:21: expert: iterations is 1000001, expected 1 to 1000000
        """#)

    static let products = cases(
        #"""
        "m": 3, "k": 8, "n": 8
        "m": 3, "k": 9, "n": 8
        sample.json:55:64: expert.layers[0].q_proj: k is 9, but its input "normed" has 8 columns
        "m": 3, "k": 8, "n": 8
        "m": 4, "k": 8, "n": 8
        sample.json:55:56: expert.layers[0].q_proj: m is 4, but its input "normed" has 3 rows
        "m": 3, "k": 8, "n": 8
        "m": 3, "k": 8, "n": 7
        sample.json:55:72: expert.layers[0].q_proj: n is 7, but its b "q.weight" has 8 columns
        "m": 3, "k": 8, "n": 8
        "m": -3, "k": 8, "n": 8
        sample.json:55:56: expert.layers[0].q_proj: m is -3, expected 1 to 2147483648
        "m": 3, "k": 8, "n": 8
        "m": 3, "k": 9223372036854775807, "n": 8
        sample.json:55:64: expert.layers[0].q_proj: k is 9223372036854775807, expected 1 to 2147483648
        "m": 3, "k": 8, "n": 8
        "m": 2147483648, "k": 2147483648, "n": 8
        sample.json:55:73: expert.layers[0].q_proj: 1 x 2147483648 x 2147483648 x 8 is more than 2^58 multiply-accumulates; split the product
        "name": "q.weight", "kind": "weight", "shape": [8, 8]
        "name": "q.weight", "kind": "weight", "shape": [7, 8]
        sample.json:55:64: expert.layers[0].q_proj: k is 8, but its b "q.weight" has 7 rows
        "name": "q.bias", "kind": "weight", "shape": [8]
        "name": "q.bias", "kind": "weight", "shape": [9]
        sample.json:55:115: expert.layers[0].q_proj: n is 8, but its bias "q.bias" has 9 elements
        "m": 3, "k": 2, "n": 8
        "m": 3, "k": 2, "n": 9
        sample.json:57:84: expert.layers[0].scores: n is 9, but the rows of "cache" (5) and "own" (3) add up to 8
        "m": 3, "k": 2, "n": 8
        "m": 3, "k": 3, "n": 8
        sample.json:57:92: expert.layers[0].scores: its input "q" is 3 x 8, expected 3 x 12 (4 heads side by side) or 4 x 3 x 3
        "name": "cache", "kind": "key-value-cache", "shape": [5, 4]
        "name": "cache", "kind": "key-value-cache", "shape": [4, 4]
        sample.json:38:57: vlm.layers[0].kv_proj: m is 5, but its output "cache" has 4 rows
        "b": ["cache", "own"], "transposeB": true
        "b": ["cache", "q"], "transposeB": true
        sample.json:57:102: expert.layers[0].scores: "q" is 3 x 8, but what is joined as b has 4 columns
        "b": ["cache", "own"], "transposeB": true
        "b": "cache", "transposeB": true
        sample.json:57:84: expert.layers[0].scores: n is 8, but its b "cache" has 5 rows
        "b": ["cache", "own"], "transposeB": true
        "b": [], "transposeB": true
        sample.json:57:102: expert.layers[0].scores: it names no tensor in b, expected one
        "b": ["cache", "own"], "transposeB": true
        "b": ["cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache", "cache"], "transposeB": true
        sample.json:57:102: expert.layers[0].scores: it names 65 tensors in b, expected at most 64
        "transposeB": true, "headsPerSharedB": 2
        "transposeB": true, "headsPerSharedB": 3
        sample.json:57:159: expert.layers[0].scores: headsPerSharedB is 3, expected a divisor of the batch of 4
        "transposeB": true, "headsPerSharedB": 2
        "transposeB": true, "headsPerSharedB": 0
        sample.json:57:159: expert.layers[0].scores: headsPerSharedB is 0, expected a divisor of the batch of 4
        "name": "scores", "kind": "activation", "shape": [4, 3, 8]
        "name": "scores", "kind": "activation", "shape": [3, 4, 8]
        sample.json:57:172: expert.layers[0].scores: its output "scores" is 3 x 4 x 8, expected 3 x 32 (4 heads side by side) or 4 x 3 x 8
        "name": "scores", "kind": "activation", "shape": [4, 3, 8]
        "name": "scores", "kind": "activation", "shape": [3, 33]
        sample.json:57:172: expert.layers[0].scores: its output "scores" is 3 x 33, expected 3 x 32 (4 heads side by side) or 4 x 3 x 8
        "a": ["joined", "timed"]
        "a": ["joined", "joined"]
        sample.json:67:62: expert.layers[1].wide: k is 24, but the columns of "joined" (16) and "joined" (16) add up to 32
        "a": ["joined", "timed"]
        "a": ["joined", "attention"]
        sample.json:67:79: expert.layers[1].wide: "attention" is 4 x 3 x 8, but what is joined as a has 3 rows
        """#)

    static let operators = cases(
        #"""
        "inputs": ["noise", "velocity"]
        "inputs": ["noise"]
        sample.json:68:63: expert.layers[1].euler: it has 1 in inputs, expected 2 for eulerStep
        "inputs": ["seen", "words"]
        "inputs": ["seen"]
        sample.json:66:64: expert.layers[1].join: it has 1 in inputs, expected 2 to 64 for concatenate
        "inputs": ["noise", "velocity"]
        "inputs": ["noise", "time"]
        sample.json:68:92: expert.layers[1].euler: its output is 3 x 8, but its input "time" is 1 x 8
        "name": "attention", "kind": "activation", "shape": [4, 3, 8]
        "name": "attention", "kind": "activation", "shape": [4, 3, 9]
        sample.json:58:85: expert.layers[0].softmax: its output is 12 x 9, but its input "scores" is 12 x 8
        "name": "attention", "kind": "activation", "shape": [4, 3, 8]
        "name": "attention", "kind": "activation", "shape": [8, 3, 4]
        sample.json:58:85: expert.layers[0].softmax: its output is 24 x 4, but its input "scores" is 12 x 8
        "kind": "softmax", "inputs": ["scores"]
        "kind": "scale", "inputs": ["own"]
        sample.json:58:80: expert.layers[0].softmax: its output has 96 elements, but its input "own" has 12
        "kind": "constant", "shape": [1, 8]
        "kind": "constant", "shape": [2, 8]
        sample.json:53:60: expert.layers[0].time_add: its output is 3 x 8, but its input "time" is 2 x 8, neither the same nor rows to repeat
        "kind": "constant", "shape": [1, 8]
        "kind": "constant", "shape": [3, 1]
        sample.json:53:60: expert.layers[0].time_add: its output is 3 x 8, but its input "time" is 3 x 1, neither the same nor rows to repeat
        "inputs": ["noise", "time"]
        "inputs": ["time", "time"]
        sample.json:53:60: expert.layers[0].time_add: its output is 3 x 8, but no input has all 3 rows
        "name": "norm.weight", "kind": "weight", "shape": [8]
        "name": "norm.weight", "kind": "weight", "shape": [3]
        sample.json:54:85: expert.layers[0].norm: its output has 8 columns, but its parameter "norm.weight" is 1 x 3
        "parameters": ["norm.weight"]
        "parameters": ["norm.weight", "norm.weight"]
        sample.json:54:85: expert.layers[0].norm: it has 2 in parameters, expected 0 to 1 for rmsNorm
        "name": "table", "kind": "weight", "shape": [100, 8]
        "name": "table", "kind": "weight", "shape": [8, 100]
        sample.json:65:74: expert.layers[1].lookup: its output has 8 columns, but its parameter "table" is 8 x 100
        "parameters": ["table"], 

        sample.json:65:13: expert.layers[1].lookup: it has 0 in parameters, expected 1 for embeddingLookup
        "shape": [3, 16]
        "shape": [3, 15]
        sample.json:66:93: expert.layers[1].join: its output is 3 x 15, but "seen" (3 x 8) and "words" (3 x 8) make that neither one below the other nor side by side
        "shape": [3, 16]
        "shape": [6, 7]
        sample.json:66:93: expert.layers[1].join: its output is 6 x 7, but "seen" (3 x 8) and "words" (3 x 8) make that neither one below the other nor side by side
        """#)

    /// One case of a table.
    struct Case: Sendable, CustomStringConvertible {
        let part: String
        let replacement: String
        let complaint: String

        var description: String { complaint }
    }

    private static func cases(_ table: String) -> [Case] {
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.map { $0 == "⏎" ? "\n" : $0 })
        }
        var cases: [Case] = []
        for first in stride(from: 0, to: lines.count - 2, by: 3) {
            cases.append(
                Case(part: lines[first], replacement: lines[first + 1], complaint: lines[first + 2]))
        }
        return cases
    }
}

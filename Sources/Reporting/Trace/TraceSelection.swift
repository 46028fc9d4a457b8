import Architecture
import Quantities

/// Which executions a trace shows. The run is always the whole run.
package struct TraceSelection: Sendable {
    /// By operation of the program.
    private let operations: [Bool]
    private let iterations: ClosedRange<Int>

    /// Everything.
    package init(_ program: Program) {
        operations = Array(repeating: true, count: program.operations.count)
        iterations = 0...Int.max
    }

    /// The operations of some stages and layers in some iterations.
    ///
    /// - Parameters:
    ///   - stages: names; empty for all.
    ///   - layers: names, as they are in any of these stages; empty for all.
    ///   - iterations: counted from 0 in each stage.
    ///
    /// Throws `TraceSelectionError` where a name is unknown or nothing is left.
    package init(
        _ program: Program, stages: [String], layers: [String], iterations: ClosedRange<Int>? = nil
    ) throws(TraceSelectionError) {
        let known = program.stages.map(\.name)
        for stage in stages where !known.contains(stage) {
            throw .unknown(kind: "stage", name: stage, place: quotation(of: program.name), known: known)
        }
        let inStages = program.operations.map { stages.isEmpty || stages.contains(program.stages[$0.stage].name) }
        let knownLayers = zip(program.operations, inStages).reduce(into: [String]()) { names, next in
            if next.1, !names.contains(next.0.layer) { names.append(next.0.layer) }
        }
        for layer in layers where !knownLayers.contains(layer) {
            let place = stages.isEmpty ? quotation(of: program.name) : stages.map { quotation(of: $0) }.joined(separator: ", ")
            throw .unknown(kind: "layer", name: layer, place: place, known: knownLayers)
        }
        operations = zip(program.operations, inStages).map {
            $0.1 && (layers.isEmpty || layers.contains($0.0.layer))
        }
        self.iterations = iterations ?? 0...Int.max
        let longest = zip(program.operations, operations).reduce(0) {
            $1.1 ? max($0, program.stages[$1.0.stage].iterations) : $0
        }
        if self.iterations.lowerBound >= longest {
            throw .noIteration(self.iterations.lowerBound, last: longest - 1)
        }
    }

    /// Whether an operation is shown in some iteration.
    func includes(operation: Int) -> Bool { operations[operation] }

    func includes(operation: Int, iteration: Int) -> Bool {
        operations[operation] && iterations.contains(iteration)
    }
}

/// A selection that matches nothing: one sentence that says what there is.
package enum TraceSelectionError: Error, Equatable, CustomStringConvertible {
    case unknown(kind: String, name: String, place: String, known: [String])
    case noIteration(Int, last: Int)

    package var description: String {
        switch self {
        case .unknown(let kind, let name, let place, let known):
            "--\(kind): there is no \(kind) \(quotation(of: name)) in \(place), which has "
                + "\(Self.shortListing(known))\(suggestion(for: name, among: known))"
        case .noIteration(let first, let last) where last < 0:
            "--iterations: found \(first), but nothing is selected that runs at all"
        case .noIteration(let first, let last):
            "--iterations: found \(first), expected iterations "
                + (last == 0 ? "that include 0, the only one" : "from 0 to \(last)") + " of what is selected"
        }
    }

    /// All names, or the first and last of many.
    private static func shortListing(_ names: [String]) -> String {
        let most = 12
        guard names.count > most else { return names.joined(separator: ", ") }
        let shown = names.prefix(most - 1).joined(separator: ", ")
        return "\(shown) and \(names.count - most + 1) more, up to \(names.last ?? "")"
    }
}

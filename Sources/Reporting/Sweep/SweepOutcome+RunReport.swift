import Architecture
import Exploration
import JSONText

extension SweepOutcome {
    /// Parts of a result whose numbers a row keeps.
    private static let keptParts: Set<String> = [
        "cycles", "seconds", "macs", "hbm", "bounds", "sram", "energy", "unitCycles",
    ]

    /// What a run comes to as a row: every number of the result but those of single stages, of which it keeps cycles
    /// and bytes.
    /// - Parameters:
    ///   - version: the tool's.
    ///   - parameters: the values of the keys that are varied, put first in the whole result; nil to keep no whole one.
    package init(_ report: RunReport, version: String, resultWith parameters: [(key: String, value: String)]?) {
        let accelerator = parameters == nil ? JSONNode.null : report.machine.node
        let node = report.node(version: version, accelerator: accelerator, perLayer: false)
        var figures: [(name: String, figure: Figure)] = []
        if case .object(let members) = node {
            for (name, value) in members where Self.keptParts.contains(name) {
                Self.append(value, named: name, to: &figures)
            }
        }
        for stage in report.stages {
            figures.append(("stages.\(stage.name).cycles", .whole(stage.cycles.count)))
            figures.append(("stages.\(stage.name).hbm.totalBytes", .whole(stage.account.useful.count)))
        }
        self = .figures(figures, result: parameters.map { Self.text(of: node, at: $0) })
    }

    /// The text of an impossible point among whole results.
    package static func text(ofReason reason: String, at parameters: [(key: String, value: String)]) -> String {
        text(of: .object([("impossible", .string(reason))]), at: parameters)
    }

    private static func text(of node: JSONNode, at parameters: [(key: String, value: String)]) -> String {
        guard case .object(let members) = node else { return node.lineText }
        let values = parameters.map { key, value in
            (key, Int(value).map { JSONNode.int($0) } ?? Bool(value).map { .bool($0) } ?? .string(value))
        }
        return JSONNode.object([("parameters", .object(values))] + members).lineText
    }

    private static func append(
        _ node: JSONNode, named name: String, to figures: inout [(name: String, figure: Figure)]
    ) {
        switch node {
        case .int(let number): figures.append((name, .whole(number)))
        case .double(let number): figures.append((name, .real(number)))
        case .object(let members):
            for (inner, value) in members { append(value, named: "\(name).\(inner)", to: &figures) }
        default: return
        }
    }
}

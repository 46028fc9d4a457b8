import Quantities

/// How the machine is used: once, or in a robot's control loop.
package struct RunSpec: Equatable, Sendable {
    /// Inferences in a row, each starting with the SRAM as the one before left it.
    package var inferences = 1
    /// Time between two inferences that the robot allows; 0 for none given.
    package var period = TimeSpan(0)

    package init() {}

    package static let settings: [Setting<RunSpec>] = [
        Setting("inferences", \.inferences, "inferences in a row, SRAM left as it is"),
        Setting("period", \.period, "deadline of an inference; 0 ps for none"),
    ]
}

/// How far loads run ahead of the products and passes that need them.
package enum Prefetch: String, CaseIterable, TextValue {
    /// A tile is loaded when everything before it has been computed.
    case none
    /// The tile behind the one that is being computed.
    case nextTile = "next-tile"
    /// All tiles of the operation at hand and of the next one.
    case nextOperation = "next-operation"
    /// As far as SRAM is free, across operations, layers and stages.
    case unbounded
}

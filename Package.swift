// swift-tools-version: 6.1
import PackageDescription

/// One library target of the simulator. Arrows between targets are listed here and nowhere else;
/// `make check` refuses an import that is not listed.
func library(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports)
}

/// The tests of one target, or of a question asked of several.
func tests(_ name: String, of targets: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: targets, resources: resources)
}

let package = Package(
    name: "Systole",
    products: [
        .executable(name: "systole", targets: ["systole"])
    ],
    targets: [
        library("Quantities"),
        library("JSONText", imports: ["Quantities"]),
        library("EventKernel", imports: ["Quantities"]),
        library("OperatorTrace", imports: ["Quantities", "JSONText"]),
        library("Models", imports: ["OperatorTrace", "Quantities", "JSONText"]),
        library("Architecture", imports: ["Quantities", "JSONText"]),
        library("Mapping", imports: ["OperatorTrace", "Architecture", "Quantities"]),
        library("Accelerator", imports: ["Architecture", "EventKernel", "Quantities"]),
        library(
            "Reporting",
            imports: ["OperatorTrace", "Architecture", "Mapping", "Accelerator", "Quantities", "JSONText"]),
        .executableTarget(
            name: "systole",
            dependencies: [
                "Quantities", "JSONText", "OperatorTrace", "Models", "Architecture", "Mapping", "Accelerator",
                "Reporting",
            ]),
        tests("QuantitiesTests", of: ["Quantities"]),
    ],
    swiftLanguageModes: [.v6]
)

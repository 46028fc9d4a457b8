// swift-tools-version: 6.1
import PackageDescription

/// One library target of the simulator. Arrows between targets are listed here and nowhere else;
/// `make check` refuses an import that is not listed.
func library(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports)
}

/// The tests of one target, or of a question asked of several.
///
/// What is tested is optimised; the tests themselves are not, because that takes longer than it saves, unless what they
/// compare with computes much.
func tests(
    _ name: String, of targets: [Target.Dependency], computeMuch: Bool = false, resources: [Resource] = [],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: targets, exclude: exclude, resources: resources,
        swiftSettings: computeMuch
            ? [] : [.unsafeFlags(["-Onone", "-no-emit-module-separately-wmo", "-index-ignore-system-modules"])])
}

let package = Package(
    name: "Systole",
    products: [
        .executable(name: "systole", targets: ["systole"])
    ],
    targets: [
        library("Quantities"),
        library("JSONText", imports: ["Quantities"]),
        library("Locking"),
        library("EventKernel", imports: ["Quantities"]),
        library("OperatorTrace", imports: ["Quantities", "JSONText"]),
        library("Models", imports: ["OperatorTrace", "Quantities", "JSONText"]),
        library("Architecture", imports: ["Quantities", "JSONText"]),
        library("Mapping", imports: ["OperatorTrace", "Architecture", "Quantities", "Locking"]),
        library("Accelerator", imports: ["Architecture", "EventKernel", "Quantities"]),
        library("Exploration", imports: ["Quantities", "JSONText", "Locking"]),
        library(
            "Reporting",
            imports: [
                "OperatorTrace", "Architecture", "Mapping", "Accelerator", "Exploration", "Quantities", "JSONText",
                "Locking",
            ]),
        .executableTarget(
            name: "systole",
            dependencies: [
                "Quantities", "JSONText", "OperatorTrace", "Models", "Architecture", "Mapping", "Accelerator",
                "Exploration", "Reporting", "Locking",
            ]),
        .executableTarget(
            name: "systole-bench",
            dependencies: [
                "Quantities", "JSONText", "EventKernel", "OperatorTrace", "Models", "Architecture", "Mapping",
                "Accelerator", "Exploration", "Reporting",
            ], path: "Sources/Benchmarks"),
        tests("QuantitiesTests", of: ["Quantities"]),
        tests("JSONTextTests", of: ["JSONText", "Quantities"]),
        tests("EventKernelTests", of: ["EventKernel", "Quantities"], computeMuch: true),
        tests("OperatorTraceTests", of: ["OperatorTrace", "Quantities"]),
        tests(
            "ModelsTests", of: ["Models", "OperatorTrace", "JSONText", "Quantities"], resources: [.copy("References")]),
        tests("ArchitectureTests", of: ["Architecture", "JSONText", "Quantities"]),
        tests("MappingTests", of: ["Mapping", "OperatorTrace", "Architecture", "Quantities"]),
        tests("AcceleratorTests", of: ["Accelerator", "Architecture", "Quantities"]),
        tests("ExplorationTests", of: ["Exploration", "JSONText", "Quantities"]),
        tests("ReportingTests", of: ["Reporting", "Accelerator", "Architecture", "Quantities"]),
        tests(
            "PropertyTests",
            of: [
                "Models", "Mapping", "OperatorTrace", "Architecture", "Accelerator", "Exploration", "Reporting",
                "Quantities", "JSONText", "systole",
            ]),
        tests(
            "ValidationTests", of: ["Accelerator", "Architecture", "Mapping", "OperatorTrace", "Quantities"],
            computeMuch: true, resources: [.copy("References")]),
        tests(
            "GoldenTests",
            of: [
                "Models", "OperatorTrace", "Mapping", "Architecture", "Accelerator", "Reporting", "Quantities",
                "Locking",
            ], exclude: ["Golden"]),
        tests("CommandTests", of: ["systole", "Reporting"]),
    ],
    swiftLanguageModes: [.v6]
)

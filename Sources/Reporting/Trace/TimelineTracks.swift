import Accelerator
import Architecture
import Quantities

/// The rows of a timeline and all names that appear in it.
struct TimelineTracks {
    /// A row.
    struct Track {
        var name: String
        /// What a counter counts; nil for a track of slices.
        var counter: Counter?
    }

    /// What a counter counts.
    enum Counter {
        case bytes
        case bytesPerSecond
        case requests
    }

    /// Program order as a track: each operation from the latest end before it to its own.
    static let progress = 0
    static let array = 1
    static let vector = 2
    static func dma(_ channel: Int) -> Int { 3 + channel }

    /// What the timeline is of.
    let title: String
    let tracks: [Track]
    let memory: Int
    let sram: Int
    let bandwidth: Int
    let requests: Int
    let names: [String]

    private let layerNames: Int
    private let operationNames: Int
    private let loadNames: Int
    private let storeNames: Int
    private let memoryNames: Int
    private let workNames: Int

    init(_ run: TracedRun) {
        let program = run.program
        title = "\(program.name) on \(run.machine.name), \(run.residency.rawValue) (1 ns here is 1 cycle)"
        let channels = run.machine.dma.channels
        memory = 3 + channels
        (sram, bandwidth, requests) = (memory + 1, memory + 2, memory + 3)
        tracks =
            ["progress", "array", "vector"].map { Track(name: $0) }
            + (0..<channels).map { Track(name: "dma\($0)") }
            + [
                Track(name: "memory"), Track(name: "SRAM taken", counter: .bytes),
                Track(name: "HBM bandwidth", counter: .bytesPerSecond),
                Track(name: "requests in flight", counter: .requests),
            ]
        var names = program.stages.map(\.name)
        layerNames = names.count
        names += program.operations.map(\.layer)
        operationNames = names.count
        names += program.operations.map(\.name)
        loadNames = names.count
        names += program.operations.map { "load \($0.name)" }
        storeNames = names.count
        names += program.operations.map { "store \($0.name)" }
        memoryNames = names.count
        names += ["read", "write"].flatMap { verb in TrafficClass.allCases.map { "\(verb) \($0.name)" } }
        workNames = names.count
        names += ["tile", "load", "store"] + VectorFunction.allCases.map(\.rawValue)
        self.names = names
    }

    func track(of unit: UnitID) -> Int {
        switch unit {
        case .array: Self.array
        case .vector: Self.vector
        case .dma(let channel): Self.dma(channel)
        }
    }

    func name(ofStage stage: Int) -> Int { stage }
    func name(ofLayerOf operation: Int) -> Int { layerNames + operation }
    func name(of operation: Int) -> Int { operationNames + operation }

    func name(of operation: Int, loading: Bool) -> Int { (loading ? loadNames : storeNames) + operation }

    /// What the memory does.
    func name(of trafficClass: TrafficClass, isWrite: Bool) -> Int {
        memoryNames + (isWrite ? TrafficClass.allCases.count : 0) + trafficClass.rawValue
    }

    /// The name of a command's slice.
    func name(of command: Command) -> Int {
        switch command.work {
        case .product, .release: workNames
        case .transfer: workNames + (command.queue == .store ? 2 : 1)
        case .vector(let work): workNames + 3 + (VectorFunction.allCases.firstIndex(of: work.function) ?? 0)
        }
    }
}

import Quantities

extension MemorySpec {
    /// The keys under `memory.`
    package static let settings: [Setting<MemorySpec>] = [
        Setting("kind", \.kind, "kind of memory"),
        Setting("channels", \.channels, "channels, a power of two"),
        Setting("refresh", \.refresh, "how rows are refreshed"),
        Setting("availableShare", \.availableShare, "part of the bandwidth that is left to this machine"),
        Setting("addressMap", \.addressMap, "which address bits choose channel, bank and row"),
        Setting("rowHashing", \.rowHashing, "whether row bits are folded into the bank"),
        Setting("controllerLatency", \.controllerLatency, "time that controller and PHY add to a read"),
        Setting("bandwidth", \.bandwidth, "bandwidth of an ideal memory"),
        Setting("latency", \.latency, "latency of an ideal memory"),
    ]
}

import OperatorTrace
import Quantities

/// The learned tensors of a workload, added up in several ways.
struct WeightTable {
    private(set) var components: [Component] = []
    private(set) var types: [Footprint.Group<ElementType>]
    private(set) var uses: [Footprint.Group<WeightUse>]

    /// Where a component and its parts stand in `components`, by name.
    private var places: [Substring: (component: Int, parts: [Substring: Int])] = [:]

    init(_ workload: Workload) {
        types = ElementType.allCases.map { .init(key: $0) }
        uses = WeightUse.allCases.map { .init(key: $0) }
        let useOfTensor = WeightUse.all(of: workload)
        for (index, tensor) in workload.tensors.enumerated() where tensor.kind == .weight {
            let use = useOfTensor[index]
            var storage = Storage()
            storage.parameters = tensor.elements
            storage.bytes = tensor.bytes
            storage.unreadBytes = use == .unread ? tensor.bytes : .zero
            add(storage, to: tensor.name)
            for place in types.indices where types[place].key == tensor.elementType { types[place].storage += storage }
            for place in uses.indices where uses[place].key == use { uses[place].storage += storage }
        }
        types.removeAll { $0.storage.parameters == 0 }
        uses.removeAll { $0.storage.parameters == 0 }
    }

    /// Adds to the component and part that a name such as `vision.layers.0.q_proj.weight` tells.
    private mutating func add(_ storage: Storage, to name: String) {
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        let partName = words.count > 2 ? words[1] : ""
        var place = places[words[0]] ?? (component: components.count, parts: [:])
        if place.component == components.count { components.append(Component(name: String(words[0]), parts: [])) }
        if let part = place.parts[partName] {
            components[place.component].parts[part].storage += storage
        } else {
            place.parts[partName] = components[place.component].parts.count
            components[place.component].parts.append(.init(name: String(partName), storage: storage))
        }
        places[words[0]] = place
    }
}

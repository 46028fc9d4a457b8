import Architecture

/// A value for each queue, kept in place.
struct ByQueue<Value> {
    private var values: (Value, Value, Value, Value, Value, Value)

    init(_ value: Value) { values = (value, value, value, value, value, value) }

    /// - Parameter queue: a `CommandQueue.index`.
    subscript(queue: Int) -> Value {
        get {
            switch queue {
            case 0: values.0
            case 1: values.1
            case 2: values.2
            case 3: values.3
            case 4: values.4
            default: values.5
            }
        }
        set {
            switch queue {
            case 0: values.0 = newValue
            case 1: values.1 = newValue
            case 2: values.2 = newValue
            case 3: values.3 = newValue
            case 4: values.4 = newValue
            default: values.5 = newValue
            }
        }
    }
}

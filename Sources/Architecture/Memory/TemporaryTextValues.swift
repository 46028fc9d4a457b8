import Quantities

extension Bytes: TextValue {}
extension Bandwidth: TextValue {}
extension TimeSpan: TextValue {}
extension Cycles: TextValue {}

extension TextValue where Self: Quantity {
    public static var expectation: String { "a whole number" }
    public var text: String { String(count) }
    public init(text: String) throws(TextValueError) { self.init(try Int(text: text)) }
}

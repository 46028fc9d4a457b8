import Architecture
import Exploration
import JSONText
import Models
import OperatorTrace
import Quantities

/// A file of one of the formats, read and checked.
enum InputFile: Sendable {
    case workload(Workload)
    case model(ModelDescription)
    case accelerator(AcceleratorSpec)
    case sweep(SweepFile)

    /// Reads a file once; its key `format`, one of those expected, says what it is.
    ///
    /// Errors start with the file's name and, inside it, line and column.
    init(contentsOf path: String, expecting formats: [InputFormat] = InputFormat.allCases) throws(InputError) {
        let bytes = try TextFile.read(path)
        do throws(JSONError) {
            let document = try JSONDocument.parse(bytes, name: path)
            switch try Self.format(of: document, expecting: formats) {
            case .workload: self = .workload(try Workload(document))
            case .model: self = .model(try ModelDescription(document))
            case .accelerator: self = .accelerator(try AcceleratorSpec(document))
            case .sweep: self = .sweep(try SweepFile(document))
            }
        } catch {
            throw InputError(error.description)
        }
    }

    private static func format(
        of document: JSONValue, expecting formats: [InputFormat]
    ) throws(JSONError) -> InputFormat {
        var reader = try document.object()
        let value = try reader.required("format")
        let text = try value.string()
        let expected = formats.map(\.rawValue)
        guard let format = InputFormat(rawValue: text), formats.contains(format) else {
            throw value.mismatch(listing(expected.map { quotation(of: $0) }) + suggestion(for: text, among: expected))
        }
        return format
    }
}

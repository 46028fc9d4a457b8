import JSONText

extension Workload {
    /// What a workload file says in its key `format`.
    package static let formatName = "systole-workload/1"

    /// Reads and validates a workload file. Errors start with the file's name and, inside it, line and column.
    package init(contentsOf path: String) throws(InputError) {
        let bytes = try TextFile.read(path)
        do throws(JSONError) {
            try self.init(json: bytes, name: path)
        } catch {
            throw InputError(error.description)
        }
    }

    /// Reads and validates the text of a workload file; `name` is what errors call it.
    package init(json bytes: [UInt8], name: String) throws(JSONError) {
        try self.init(JSONDocument.parse(bytes, name: name))
    }

    /// Reads and validates a workload from the whole of a parsed file.
    package init(_ document: JSONValue) throws(JSONError) {
        var reader = WorkloadReader()
        let workload = try reader.read(document)
        do throws(WorkloadError) {
            self = try workload.validated()
        } catch {
            throw document.value(at: error.place).error(error.reason, path: error.subject)
        }
    }
}

extension JSONValue {
    /// The part of a workload file that an error is about: the value of its key, or where that is left out, the whole.
    fileprivate func value(at place: WorkloadPlace) -> JSONValue {
        switch place {
        case .workload(let key):
            return member(key)
        case .option(let index):
            let options = (try? member("options").members()) ?? []
            return options.indices.contains(index) ? options[index].place : self
        case .tensor(let index, let key):
            return member("tensors").element(index).member(key)
        case .stage(let index, let key):
            return stage(index).member(key)
        case .carry(let stage, let index, let key):
            return self.stage(stage).member("carried").element(index).member(key)
        case .layer(let stage, let index, let key):
            return layer(stage: stage, index).member(key)
        case .operation(let place, let key):
            let layer = layer(stage: place.stage, place.layer)
            return layer.member("operations").element(place.operation).member(key)
        }
    }

    private func stage(_ index: Int) -> JSONValue { member("stages").element(index) }

    private func layer(stage: Int, _ index: Int) -> JSONValue { self.stage(stage).member("layers").element(index) }

    private func member(_ key: String?) -> JSONValue {
        guard let key, var reader = try? object() else { return self }
        return reader.optional(key) ?? self
    }

    private func element(_ index: Int) -> JSONValue {
        guard let elements = try? elements(), elements.indices.contains(index) else { return self }
        return elements[index]
    }
}

/// `written` in one iteration is `read` in the next; the first iteration reads what `read` held before the stage.
package struct Carry: Equatable, Sendable {
    package var written: TensorID
    package var read: TensorID

    package init(written: TensorID, read: TensorID) {
        self.written = written
        self.read = read
    }
}

/// The commands of a program, in order. Each is written for itself, or is one that was written before over again: the
/// same work for other operations and data, as in layers that are alike.
///
/// What came before is not copied: a place takes 9 bytes, a command 128. Who must be fast and needs one property reads the
/// tables instead of having the whole command put together.
package struct CommandList: RandomAccessCollection, Sendable {
    /// Commands that were written, in the order in which they were.
    package private(set) var written: ContiguousArray<Command> = []
    package private(set) var places: ContiguousArray<Place> = []
    /// The queue of each place by its index, beside the commands for who needs no more than that of all of them.
    package private(set) var queues: ContiguousArray<UInt8> = []
    /// The first one moves nothing.
    package private(set) var moves: ContiguousArray<CommandMove> = [CommandMove()]
    /// Before here in `written`, commands may stand at several places.
    private var sharedEnd = 0
    /// Before here in `written`, a command may stand at a place in front of that of the command before it.
    private var replacedEnd = 0

    /// Which command stands at a place, and how it is moved.
    package struct Place: BitwiseCopyable, Sendable {
        /// Index into `written`.
        package var command: Int32
        /// Index into `moves`.
        package var move: Int32

        /// Whether the command was written for this place.
        package var isOriginal: Bool { move == 0 }

        package init(command: Int32, move: Int32) {
            self.command = command
            self.move = move
        }
    }

    package init() {}

    package init(_ commands: [Command]) {
        for command in commands { append(command) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { places.count }

    /// The whole command. Setting it leaves those alone that repeat it.
    package subscript(place: Int) -> Command {
        get {
            var command = written[Int(places[place].command)]
            moves[Int(places[place].move)].apply(to: &command)
            return command
        }
        set {
            queues[place] = UInt8(newValue.queue.index)
            if places[place].isOriginal, places[place].command >= sharedEnd {
                written[Int(places[place].command)] = newValue
            } else {
                places[place] = Place(command: Int32(written.count), move: 0)
                written.append(newValue)
                replacedEnd = written.count
            }
        }
    }

    /// Whether the commands at two places are the same.
    package func areAlike(_ one: Int, _ other: Int) -> Bool {
        places[one].command == places[other].command && moves[Int(places[one].move)] == moves[Int(places[other].move)]
            || self[one] == self[other]
    }

    /// Room for so many commands, so that they need not be moved as they grow.
    package mutating func reserveCapacity(_ count: Int) {
        written.reserveCapacity(count)
        places.reserveCapacity(count)
        queues.reserveCapacity(count)
    }

    package mutating func append(_ command: Command) {
        places.append(Place(command: Int32(written.count), move: 0))
        queues.append(UInt8(command.queue.index))
        written.append(command)
    }

    /// Adds commands over again that were written for the places where they are.
    package mutating func append(_ known: Range<Int>, moved move: CommandMove) {
        let number = Int32(moves.count)
        moves.append(move)
        for place in known {
            precondition(places[place].isOriginal, "a command that is moved twice")
            places.append(Place(command: places[place].command, move: number))
            queues.append(queues[place])
            sharedEnd = Swift.max(sharedEnd, Int(places[place].command) + 1)
        }
    }

    /// Removes all commands from a place on.
    package mutating func removeAll(from first: Int) {
        var end = written.count
        for place in places[first...] where place.isOriginal { end = Swift.min(end, Int(place.command)) }
        places.removeSubrange(first...)
        queues.removeSubrange(first...)
        end = Swift.max(end, replacedEnd)
        written.removeSubrange(end...)
        sharedEnd = Swift.min(sharedEnd, end)
    }
}

extension CommandList: Equatable {
    package static func == (left: CommandList, right: CommandList) -> Bool { left.elementsEqual(right) }
}

extension CommandList: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Command...) { self.init(elements) }
}

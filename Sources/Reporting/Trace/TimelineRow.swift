import Accelerator
import Architecture
import Quantities

/// What is open on one track: a stage, an iteration and a layer around the slice of an operation.
struct TimelineRow {
    /// Whose slice is open.
    struct Place: Equatable {
        var operation: Int
        var iteration: Int
        var inference: Int
        var kind: Kind

        init(_ execution: ExecutionOrder.Place, _ kind: Kind) {
            operation = execution.operation
            iteration = execution.iteration
            inference = execution.inference
            self.kind = kind
        }

        var execution: ExecutionOrder.Place {
            ExecutionOrder.Place(operation: operation, iteration: iteration, inference: inference)
        }
    }

    /// What a slice of an operation shows of it.
    enum Kind: Equatable {
        case load
        case compute
        case store
    }

    private let track: Int
    private(set) var place: Place?
    /// Around the slice, outermost first: inference, stage, iteration, layer; kept open for the next slice that shares them.
    private var levels: [Level] = []
    private var details = Work()
    private var end = Cycles(0)

    private struct Level: Equatable {
        var slice: TimelineSlice
        var key: Int

        static func == (left: Level, right: Level) -> Bool {
            left.key == right.key && left.slice.category == right.slice.category
        }
    }

    /// What the open slice has done so far.
    private struct Work {
        var account = UnitAccount()
        var commands = 0
        var bytes = 0
        var macs = 0
    }

    init(track: Int) { self.track = track }

    /// Closes the slice that is open, and of the levels around it those that the new one does not share; opens it.
    mutating func open<Encoder: TimelineEncoder>(
        _ place: Place, _ slice: TimelineSlice, at time: Cycles, in program: Program, _ tracks: TimelineTracks,
        _ encoder: inout Encoder, _ text: inout TextBytes
    ) {
        closeSlice(work, at: end, &encoder, &text)
        let wanted = levels(of: place, program, tracks)
        let shared = zip(levels, wanted).prefix { $0.0 == $0.1 }.count
        closeLevels(downTo: shared, &encoder, &text)
        for level in wanted[shared...] { encoder.open(level.slice, on: track, at: time, into: &text) }
        levels = wanted
        encoder.open(slice, on: track, at: time, into: &text)
        self.place = place
        details = Work()
        end = time
    }

    /// Adds a command to the open slice.
    mutating func add(_ record: CommandRecord, _ command: Command) {
        details.account.add(record)
        details.commands += 1
        end = record.ended
        switch command.work {
        case .transfer(let transfer): details.bytes += transfer.bytes.count
        case .product(let product): details.macs += product.batch * product.m * product.k * product.n
        case .vector, .release: break
        }
    }

    /// Closes the slice that is open.
    mutating func closeSlice<Encoder: TimelineEncoder>(
        _ details: TimelineDetails, at time: Cycles, _ encoder: inout Encoder, _ text: inout TextBytes
    ) {
        guard place != nil else { return }
        encoder.close(track: track, at: time, details: details, into: &text)
        place = nil
        end = time
    }

    mutating func closeAll<Encoder: TimelineEncoder>(_ encoder: inout Encoder, _ text: inout TextBytes) {
        closeSlice(work, at: end, &encoder, &text)
        closeLevels(downTo: 0, &encoder, &text)
    }

    private mutating func closeLevels<Encoder: TimelineEncoder>(
        downTo count: Int, _ encoder: inout Encoder, _ text: inout TextBytes
    ) {
        while levels.count > count {
            levels.removeLast()
            encoder.close(track: track, at: end, details: .none, into: &text)
        }
    }

    private func levels(of place: Place, _ program: Program, _ tracks: TimelineTracks) -> [Level] {
        let operation = program.operations[place.operation]
        let inference = Level(
            slice: TimelineSlice(name: nil, iteration: place.inference, category: .inference), key: place.inference)
        let stage = Level(
            slice: TimelineSlice(name: tracks.name(ofStage: operation.stage), category: .stage), key: operation.stage)
        let iteration = Level(
            slice: TimelineSlice(name: nil, iteration: place.iteration, category: .iteration), key: place.iteration)
        let layer = Level(
            slice: TimelineSlice(name: tracks.name(ofLayerOf: place.operation), category: .layer),
            key: operation.layerIndex)
        return (program.inferences > 1 ? [inference, stage] : [stage])
            + (program.stages[operation.stage].iterations > 1 ? [iteration, layer] : [layer])
    }

    private var work: TimelineDetails {
        var shown = TimelineDetails()
        shown.add(details.account)
        shown.add(.bytes, details.bytes)
        shown.add(.macs, details.macs)
        shown.add(.commands, details.commands)
        return shown
    }
}

extension TimelineDetails {
    /// The cycles of a command, those before its slice included.
    mutating func add(_ record: CommandRecord) {
        var account = UnitAccount()
        account.add(record)
        add(account)
    }

    mutating func add(_ account: UnitAccount) {
        add(.working, account.working.count)
        add(.loadingStationary, account.loadingStationary.count)
        add(.fillDrain, account.fillDrain.count)
        add(.waitingForMemory, account.waitingForMemory.count)
        add(.waitingForSpace, account.waitingForSpace.count)
        add(.waitingForUnit, account.waitingForUnit.count)
        add(.sramConflicts, account.sramConflicts.count)
    }
}

extension ProductShape {
    /// `12 x (1024 x 64 x 1024)`: batch, m, k, n.
    var text: String { batch == 1 ? "\(m) x \(k) x \(n)" : "\(batch) x (\(m) x \(k) x \(n))" }
}

extension OperationRow {
    /// m, k and n of a product and its batch; the elements of a pass of the vector unit.
    var shapeText: String {
        guard let product, product.count == 4 else { return "\(elements) elements" }
        return product[0] == 1
            ? "\(product[1]) x \(product[2]) x \(product[3])"
            : "\(product[0]) x (\(product[1]) x \(product[2]) x \(product[3]))"
    }
}

import Accelerator
import Architecture
import Mapping
import Quantities

/// Turns records into the slices and counters of a timeline while they come.
///
/// What it keeps is bounded by the commands that can be under way at a time.
struct TimelineSink<Encoder: TimelineEncoder>: RecordSink {
    let run: TracedRun
    let selection: TraceSelection
    let detail: TraceDetail
    let tracks: TimelineTracks
    private(set) var encoder: Encoder
    var output: TraceOutput
    var fold: ExecutionFold
    private var rows: [TimelineRow]
    private var bus: (name: Int, begin: Cycles, end: Cycles, bytes: Int)?
    private var windows: CounterWindows
    private var counted: [Int?] = [nil, nil, nil]
    /// Stations of the arrow through each execution that have been drawn, and when the last one is.
    private var arrows: [Int: (stations: Int, time: Cycles)] = [:]
    private var end = Cycles(0)
    /// From the first to the last command that is shown.
    private var shown: (begin: Cycles, end: Cycles)?

    init(
        _ run: TracedRun, detail: TraceDetail, selection: TraceSelection, encoder: Encoder,
        to writer: OutputWriter? = nil, windows: Int? = nil
    ) {
        self.run = run
        self.selection = selection
        self.detail = detail
        self.encoder = encoder
        output = TraceOutput(writer)
        fold = ExecutionFold(run.program, on: run.machine)
        tracks = TimelineTracks(run)
        rows = tracks.tracks.indices.map { TimelineRow(track: $0) }
        let bounds = LowerBounds(of: run.workload, on: run.machine).total
        let memory = run.machine.availableBandwidth.cyclesIfRepresentable(
            for: bounds.compulsory, at: run.machine.clock)
        self.windows = CounterWindows(
            cycles: max(bounds.array, bounds.vector, memory ?? .zero),
            count: windows ?? (detail == .commands ? 16_384 : 2_048))
        self.encoder.begin(tracks, into: &output.text)
    }

    var isClosed: Bool { output.failure != nil }

    mutating func record(_ record: CommandRecord) {
        end = max(end, record.completed)
        draw(record)
        fold.add(record)
        while let executed = fold.removeFirst() { draw(executed) }
        for window in windows.add(record) { count(window) }
        output.flushIfLong()
    }

    mutating func finish(_ unit: UnitID, lastOperation: Int, drain: Cycles, idle: Cycles) {}

    /// Closes what is open when the run is over.
    mutating func close() throws(OutputError) {
        while let executed = fold.removeFirst() { draw(executed) }
        for place in rows.indices { rows[place].closeAll(&encoder, &output.text) }
        drawBus()
        for window in windows.finish(at: end) { count(window) }
        for track in [tracks.sram, tracks.bandwidth, tracks.requests] {
            encoder.count(0, on: track, at: min(end, shown?.end ?? end), into: &output.text)
        }
        encoder.end(into: &output.text)
        try output.finish()
    }

    // MARK: Units

    private mutating func draw(_ record: CommandRecord) {
        let row = tracks.track(of: record.unit)
        guard selection.includes(operation: record.operation, iteration: record.iteration) else {
            return rows[row].closeAll(&encoder, &output.text)
        }
        shown = (min(shown?.begin ?? record.issued, record.issued), max(shown?.end ?? .zero, record.completed))
        let command = run.program.commands[record.command]
        let kind: TimelineRow.Kind = command.queue == .store ? .store : command.queue.isTransfer ? .load : .compute
        let place = TimelineRow.Place(record.place, kind)
        if rows[row].place != place {
            let slice = TimelineSlice(
                name: name(of: place), category: category(of: command), flow: flow(through: place, at: record.began))
            rows[row].open(place, slice, at: record.began, in: run.program, tracks, &encoder, &output.text)
        }
        if detail == .commands { draw(record, command, on: row) }
        rows[row].add(record, command)
        if case .transfer(let transfer) = command.work { drawBus(record, transfer, isWrite: command.queue == .store) }
    }

    private mutating func draw(_ record: CommandRecord, _ command: Command, on row: Int) {
        encoder.open(
            TimelineSlice(name: tracks.name(of: command), category: category(of: command)), on: row,
            at: record.began, into: &output.text)
        var details = TimelineDetails()
        switch command.work {
        case .transfer(let transfer):
            details.add(.tensor, run.program.tensors[Int(transfer.tensor)].name)
            details.add(.bytes, transfer.bytes.count)
        case .product(let product):
            details.add(.shape, product.text)
        case .vector(let work):
            details.add(.shape, "\(work.rows) x \(work.columns)")
        case .release: break
        }
        details.add(record)
        encoder.close(track: row, at: record.ended, details: details, into: &output.text)
    }

    private func name(of place: TimelineRow.Place) -> Int {
        switch place.kind {
        case .compute: tracks.name(of: place.operation)
        case .load: tracks.name(of: place.operation, loading: true)
        case .store: tracks.name(of: place.operation, loading: false)
        }
    }

    private func category(of command: Command) -> TimelineCategory {
        switch command.work {
        case .transfer(let transfer): TimelineCategory(transfer.trafficClass)
        case .product: .product
        case .vector, .release: .vector
        }
    }

    /// The arrow through an execution: one station at its first load, at its first computation, at its first store.
    /// A computation may begin before its first load where other operands are on chip; an arrow never leads back.
    private mutating func flow(through place: TimelineRow.Place, at time: Cycles) -> TimelineSlice.Flow? {
        let counts = fold.order.counts(of: place.execution)
        let stations = (counts.loads > 0 ? 1 : 0) | (counts.computations > 0 ? 2 : 0) | (counts.stores > 0 ? 4 : 0)
        let number = fold.order.number(of: place.execution)
        let last = arrows[number] ?? (0, .zero)
        let station = place.kind == .load ? 1 : place.kind == .compute ? 2 : 4
        guard stations.nonzeroBitCount > 1, last.stations < station, last.time <= time else { return nil }
        arrows[number] = (last.stations | station, time)
        return TimelineSlice.Flow(number: number, isFirst: last.stations == 0, isLast: stations < station * 2)
    }

    // MARK: The run as a whole

    private mutating func draw(_ executed: ExecutedOperation) {
        arrows[executed.number] = nil
        let row = TimelineTracks.progress
        guard selection.includes(operation: executed.operation, iteration: executed.iteration) else {
            return rows[row].closeAll(&encoder, &output.text)
        }
        guard executed.cycles > .zero else { return }
        let place = TimelineRow.Place(fold.order.place(of: executed.number), .compute)
        let slice = TimelineSlice(name: tracks.name(of: executed.operation), category: .operation)
        rows[row].open(
            place, slice, at: executed.progress.lowerBound, in: run.program, tracks, &encoder, &output.text)
        var details = TimelineDetails()
        let operation = run.operations[executed.operation]
        details.add(.kind, operation.kind)
        details.add(.shape, operation.shapeText)
        let summary = WorkSummary(
            name: "", iterations: 1, cycles: executed.cycles, account: executed.account, bounds: nil,
            machine: run.machine)
        details.add(.bound, summary.boundBy.rawValue)
        details.add(.hbmTotalBytes, executed.account.useful.count)
        details.add(.macs, executed.account.macs.count)
        details.add(.commands, executed.account.commands)
        details.add(.sramPeakBytes, executed.peakSRAM.count)
        rows[row].closeSlice(details, at: executed.progress.upperBound, &encoder, &output.text)
    }

    // MARK: Memory

    private mutating func drawBus(_ record: CommandRecord, _ transfer: Transfer, isWrite: Bool) {
        let name = tracks.name(of: transfer.trafficClass, isWrite: isWrite)
        if let open = bus, open.name == name, record.began <= open.end {
            bus?.end = max(open.end, record.ended)
            bus?.bytes += record.movedBytes.count
            return
        }
        let free = bus?.end ?? .zero
        drawBus()
        bus = (name, max(free, record.began), max(free, record.ended), record.movedBytes.count)
    }

    private mutating func drawBus() {
        guard let open = bus else { return }
        let place = open.name - tracks.name(of: .weights, isWrite: false)
        let category = TimelineCategory(TrafficClass.allCases[place % TrafficClass.allCases.count])
        encoder.open(
            TimelineSlice(name: open.name, category: category), on: tracks.memory, at: open.begin, into: &output.text)
        var details = TimelineDetails()
        details.add(.bytes, open.bytes)
        encoder.close(track: tracks.memory, at: open.end, details: details, into: &output.text)
        bus = nil
    }

    private mutating func count(_ window: CounterWindows.Window) {
        guard let shown, window.time.upperBound > shown.begin, window.time.lowerBound < shown.end else { return }
        let width = window.time.upperBound - window.time.lowerBound
        let bandwidth = width.count.dividingFullWidth(
            window.movedBytes.count.multipliedFullWidth(by: run.machine.clock.count)
        ).quotient
        let values = [window.takenSRAM.count, bandwidth, window.requests]
        for (place, value) in values.enumerated() where counted[place] != value {
            counted[place] = value
            encoder.count(value, on: tracks.sram + place, at: window.time.lowerBound, into: &output.text)
        }
    }
}

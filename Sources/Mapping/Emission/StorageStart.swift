import Architecture

/// What commands that read a storage, write it or free its room wait for, at the start of a layer or an iteration: what
/// their queues have not waited for yet, counted from there.
struct StorageStart: Equatable {
    /// What a load of it would wait for; nil if it would not wait for this run's stores.
    private let written: Waits?
    /// Nil if it has not been read from HBM.
    private let read: ReadStart?
    private let held: HeldStart?

    /// One that lies in SRAM.
    private struct HeldStart: Equatable {
        var space: Space
        var pieces: [PieceStart]
        /// What a command of each queue would wait for to use its room, if that is freed.
        var users: [Waits]
    }

    /// What decides whether a store waits for what has been read, and for what.
    private struct ReadStart: Equatable {
        var store: Waits
        var units: [UnitStart]

        /// Of one unit's queue: whether it has waited for the reads, whether it had before the segment, and whether it
        /// has waited for all commands that the other unit had before.
        struct UnitStart: Equatable {
            var hasWaited: Bool
            var hadWaited: Bool
            var followsOther: Bool
        }

        init?(_ read: Dependencies, _ books: ProgramBuilder.Books, since counts: SIMD8<Int32>, isExact: Bool) {
            guard read != Dependencies() else { return nil }
            store = isExact ? books.waits(of: .store, read, since: counts) : .none
            units = [(CommandQueue.array, CommandQueue.vector), (.vector, .array)].map { queue, other in
                UnitStart(
                    hasWaited: all(read.counts .<= books.awaited[queue.index]),
                    hadWaited: all(read.counts .<= books.awaitedBefore[queue.index]),
                    followsOther: books.awaited[queue.index][other.index] >= books.base[other.index])
            }
        }
    }

    private struct PieceStart: Equatable {
        var rows: Range<Int>
        var columns: Range<Int>
        var ready: OperandWaits
    }

    /// - Parameters:
    ///   - counts: commands of every queue before the start.
    ///   - isFreed: whether its room may be freed before the next such start.
    ///   - storesAwaitReads: whether it matters for which reads a store would wait, not only whether it would.
    init(
        _ storage: StorageID, _ emitter: borrowing Emitter, since counts: SIMD8<Int32>, isFreed: Bool,
        storesAwaitReads: Bool
    ) {
        let books = emitter.builder.books
        written = emitter.state.written[storage.index].map { books.waits(of: .reload, $0, since: counts) }
        read = ReadStart(
            emitter.state.read[storage.index], books, since: counts, isExact: storesAwaitReads)
        held = emitter.state.held[storage.index].map { held in
            HeldStart(
                space: held.space,
                pieces: held.pieces.map {
                    PieceStart(rows: $0.rows, columns: $0.columns, ready: OperandWaits($0.ready, books, since: counts))
                },
                users: isFreed
                    ? CommandQueue.allCases.map { books.waits(of: $0, held.users, since: counts) } : [])
        }
    }
}

/// What a product, and a pass, would wait for to read something in SRAM.
struct OperandWaits: Equatable {
    private let product: Waits
    private let pass: Waits

    init(_ ready: Dependencies, _ books: ProgramBuilder.Books, since counts: SIMD8<Int32>) {
        product = books.waits(of: .array, ready, since: counts)
        pass = books.waits(of: .vector, ready, since: counts)
    }
}

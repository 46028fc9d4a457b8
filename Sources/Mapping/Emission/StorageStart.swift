import Architecture

/// What commands that read a storage, write it or free its room wait for, at the start of a layer or an iteration: what
/// their queues have not waited for yet, counted from there.
struct StorageStart: Equatable {
    /// What a load of it would wait for; nil if it would not wait for this run's stores.
    private let written: Waits?
    private let held: HeldStart?

    /// One that lies in SRAM.
    private struct HeldStart: Equatable {
        var space: Space
        var pieces: [PieceStart]
        /// What a command of each queue would wait for to use its room, if that is freed.
        var users: [Waits]
    }

    private struct PieceStart: Equatable {
        var rows: Range<Int>
        var columns: Range<Int>
        var ready: OperandWaits
    }

    /// - Parameters:
    ///   - counts: commands of every queue before the start.
    ///   - isFreed: whether its room may be freed before the next such start.
    init(_ storage: StorageID, _ emitter: borrowing Emitter, since counts: SIMD8<Int32>, isFreed: Bool) {
        let books = emitter.builder.books
        written = emitter.state.written[storage.index].map { books.waits(of: .reload, $0, since: counts) }
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

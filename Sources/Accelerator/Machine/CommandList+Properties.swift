import Architecture

/// One property each of the command at a place, without the rest of it. Here and not where the list is, because methods
/// of another module are called, with the tables retained and released, instead of compiled in place.
extension CommandList {
    /// The command as it was written: equal to the one at the place but for operation, tile, step, data, and how far it
    /// counts commands that it waits for.
    func original(of place: Place) -> Command { written[Int(place.command)] }

    func queue(of place: Place) -> CommandQueue { written[Int(place.command)].queue }
    func allocates(_ place: Place) -> Space { written[Int(place.command)].allocates }
    func releases(_ place: Place) -> Space { written[Int(place.command)].releases }

    /// The work as it was written: that of a transfer may be for other data.
    func work(of place: Place) -> Command.Work { written[Int(place.command)].work }

    /// Index into `Program.operations`.
    func operation(of place: Place) -> Int {
        Int(written[Int(place.command)].operation + moves[Int(place.move)].operations)
    }

    func tile(of place: Place) -> Int { Int(written[Int(place.command)].tile + moves[Int(place.move)].tiles) }
    func step(of place: Place) -> Int { Int(written[Int(place.command)].step + moves[Int(place.move)].steps) }

    func waits(of place: Place) -> Waits {
        var waits = written[Int(place.command)].waits
        if !place.isOriginal { waits.shift(by: moves[Int(place.move)].waits) }
        return waits
    }

    /// The transfer, if it is one.
    func transfer(of place: Place) -> Transfer? {
        guard case .transfer(var transfer) = written[Int(place.command)].work else { return nil }
        if !place.isOriginal { moves[Int(place.move)].tensors.apply(to: &transfer) }
        return transfer
    }
}

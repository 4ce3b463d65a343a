/// Counts transactions; one that lies in several turns is put together at the end.
struct AOFTransactionCounter: Sendable {
    /// Where a transaction begins.
    struct Place: Hashable, Sendable {
        var file: Int
        var offset: UInt64
    }

    private(set) var count: UInt64 = 0
    /// Commands in transactions, MULTI and EXEC left out.
    private(set) var commands: UInt64 = 0
    private(set) var bytes: UInt64 = 0
    private var open: (place: Place, commands: UInt64, isWhole: Bool)?
    private(set) var pieces: [Place: UInt64] = [:]
    private(set) var largest: (place: Place, commands: UInt64)?

    @inline(__always)
    mutating func note(_ role: AOFCommand.Role, _ transaction: UInt64?, _ size: UInt64, file: Int) {
        if let transaction { noteInside(role, transaction, size, file) }
    }

    @inline(never)
    private mutating func noteInside(_ role: AOFCommand.Role, _ transaction: UInt64, _ size: UInt64, _ file: Int) {
        bytes += size
        let place = Place(file: file, offset: transaction)
        if role == .multi {
            count += 1
            open = (place, 0, true)
            return
        }
        if open?.place != place { open = (place, 0, false) }
        if role == .exec {
            close(isWhole: true)
        } else if role != .select {
            commands += 1
            open?.commands += 1
        }
    }

    private mutating func close(isWhole: Bool) {
        guard let (place, commands, beganHere) = open else { return }
        open = nil
        if isWhole && beganHere {
            if commands > largest?.commands ?? 0 { largest = (place, commands) }
        } else {
            pieces[place, default: 0] += commands
        }
    }

    mutating func endTurn() {
        close(isWhole: false)
    }

    mutating func merge(_ other: AOFTransactionCounter) {
        count += other.count
        commands += other.commands
        bytes += other.bytes
        pieces.merge(other.pieces, uniquingKeysWith: +)
        if let theirs = other.largest, theirs.commands > largest?.commands ?? 0 { largest = theirs }
    }

    /// Takes the transactions of several turns into account.
    mutating func finish() {
        for (place, commands) in pieces where commands > largest?.commands ?? 0 { largest = (place, commands) }
    }
}

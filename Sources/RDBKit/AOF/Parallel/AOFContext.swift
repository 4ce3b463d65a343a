/// What is known at a place of a log, from the records in front of it.
struct AOFContext {
    /// The database that commands go to; nil behind damage, up to the next SELECT.
    var database: UInt64? = 0
    /// Where the MULTI stands whose transaction is open.
    var transaction: UInt64?
    /// The last `#TS:`, Unix seconds: what follows was written then or later.
    var seconds: Int64?
    /// Commands in front, in all files of the set.
    var commands: UInt64 = 0
    /// Whether the wanted range of the log has begun.
    var hasBegun = true

    /// Enters a file, or what follows damage: nothing but the time is known from before.
    mutating func enterStretch(behindDamage: Bool) {
        database = behindDamage ? nil : 0
        transaction = nil
    }

    /// Takes in what a command means for itself.
    @inline(__always)
    mutating func enter(_ role: AOFCommand.Role, at offset: UInt64) {
        if role == .multi && transaction == nil { transaction = offset }
    }

    /// Takes in what a command means for those behind it.
    @inline(__always)
    mutating func leave(_ role: AOFCommand.Role, _ reader: borrowing AOFReader) {
        commands &+= 1
        if role != .plain { leaveUnusual(role, reader) }
    }

    @inline(never)
    private mutating func leaveUnusual(_ role: AOFCommand.Role, _ reader: borrowing AOFReader) {
        switch role {
        case .select:
            // Servers, too, stay where they are when they cannot read the number.
            guard let number = UInt64(String(decoding: reader.argument(1), as: UTF8.self)) else { return }
            database = number
        case .exec: transaction = nil
        default: break
        }
    }
}

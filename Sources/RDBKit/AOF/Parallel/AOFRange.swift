/// The range of a log that is wanted, as it lies in one of its files.
struct AOFRange: Sendable {
    /// Begins behind the first `#TS:` that is not earlier, Unix seconds.
    var sinceSeconds: Int64?
    /// Begins with the first record that starts there or later.
    var sinceOffset: UInt64 = 0
    /// Begins behind so many commands of the set.
    var sinceCommands: UInt64 = 0
    /// Ends in front of the first `#TS:` that is later.
    var untilSeconds: Int64?
    /// Ends behind the last record that ends there or earlier.
    var untilOffset = UInt64.max
    /// Ends behind so many commands of the set.
    var untilCommands = UInt64.max

    /// A range begins where no transaction is open, so that none is cut.
    @inline(__always)
    func begin(_ context: inout AOFContext, at offset: UInt64) {
        if !context.hasBegun { tryToBegin(&context, at: offset) }
    }

    @inline(never)
    private func tryToBegin(_ context: inout AOFContext, at offset: UInt64) {
        guard context.transaction == nil, offset >= sinceOffset, context.commands >= sinceCommands else { return }
        if let sinceSeconds, context.seconds ?? .min < sinceSeconds { return }
        context.hasBegun = true
    }

    /// Whether the command that ends in front of `offset` is behind the range.
    @inline(__always)
    func endsBefore(_ context: AOFContext, _ offset: UInt64) -> Bool {
        offset > untilOffset || context.commands >= untilCommands
    }

    /// Whether what follows this `#TS:` is behind the range.
    func endsBefore(seconds: Int64) -> Bool {
        untilSeconds.map { seconds > $0 } ?? false
    }
}

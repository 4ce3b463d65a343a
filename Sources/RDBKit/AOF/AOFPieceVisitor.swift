/// Receives a command argument by argument, each in pieces: one that is too large, or too odd, to be parsed in memory.
protocol AOFPieceVisitor: ~Copyable {
    /// A command of `count` words starts, its name included.
    mutating func beginCommand(_ count: Int)
    /// A word of `length` bytes starts; the line with its length stands at `offset`.
    mutating func beginArgument(length: UInt64, at offset: UInt64)
    /// The next bytes of the word, with slack behind them.
    mutating func piece(_ base: UnsafeRawPointer, _ size: Int)
    /// The word has ended.
    mutating func endArgument()
}

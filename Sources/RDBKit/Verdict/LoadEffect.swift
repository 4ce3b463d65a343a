/// What one thing in a file does to the server that loads it.
public enum LoadEffect: String, Sendable, CaseIterable {
    /// A value is loaded damaged: nothing looks at it until a command does.
    case keepsDamage = "keeps-damage"
    /// A key, or a part of one, is not there afterwards.
    case loses
    /// The server ends with a message.
    case refuses
    /// The server is ended by a signal.
    case crashes
    /// The server goes on for ever.
    case hangs

    /// Whether nothing behind it is loaded.
    public var isFatal: Bool { self == .refuses || self == .crashes || self == .hangs }
}

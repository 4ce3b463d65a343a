/// What a server does with a file at start.
public enum ServerOutcome: String, Sendable, CaseIterable {
    /// It serves all that is in the file.
    case loads
    /// It starts, but something is lost: skipped, dropped, or loaded as damaged as it is.
    case loadsWithLosses = "loads-with-losses"
    /// It ends with a message.
    case refuses
    /// It is ended by a signal.
    case crashes
    /// It neither ends nor serves.
    case hangs
}

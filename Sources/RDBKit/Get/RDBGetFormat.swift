/// What is made of a key that is asked for.
public enum RDBGetFormat: String, CaseIterable, Sendable {
    /// The line of the key and its value, as ``RDBDumper`` shows them.
    case text
    /// One JSON object on a line, as ``RDBConverter`` makes it.
    case json
    /// The commands that make it, as a client sends them.
    case resp
    /// What `DUMP` would answer, for `RESTORE`.
    case payload
    /// The bytes of a string.
    case raw
}

/// What is made of a log.
public enum AOFConvertFormat: String, CaseIterable, Sendable {
    /// One JSON object on each line.
    case ndjson
    /// The same objects in one array.
    case json
    /// The commands, as a client sends them.
    case resp
    /// The same commands, readable, one on each line.
    case commands
    /// A line for each command that says where and when, too.
    case lines
    /// A line for each word of each command that says which bytes it takes.
    case map
}

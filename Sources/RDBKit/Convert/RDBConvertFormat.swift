/// What a conversion makes.
public enum RDBConvertFormat: String, CaseIterable, Sendable {
    /// One JSON object on each line.
    case ndjson
    /// The same objects in one array.
    case json
    /// One row for each element.
    case csv
    /// The names of the keys.
    case keys
    /// The commands that make the data, as a client sends them.
    case resp
    /// The same commands, readable, one on each line.
    case commands
}

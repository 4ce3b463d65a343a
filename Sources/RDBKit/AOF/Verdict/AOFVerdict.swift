/// What a server does with an append-only file when it starts, with its default `aof-load-truncated yes`.
public struct AOFVerdict: Equatable, Sendable {
    /// The server.
    public let server: ServerTarget
    /// Whether it starts.
    public internal(set) var loads = true
    /// Files that it truncates, rewrites or deletes at its start, whether it then goes on or not.
    public internal(set) var changesFiles: [String] = []
    /// Why it refuses, what it changes, what it needs.
    public internal(set) var reasons: [String] = []

    init(_ server: ServerTarget) {
        self.server = server
    }

    mutating func refuse(_ file: String, _ reason: String) {
        loads = false
        reasons.append("\(file): \(reason)")
    }

    mutating func change(_ file: String, _ reason: String) {
        if !changesFiles.contains(file) { changesFiles.append(file) }
        reasons.append("\(file): \(reason)")
    }
}

/// How an append-only file is checked.
public struct AOFCheckOptions: Sendable {
    /// How RDB preambles and base files are checked.
    public var rdb = RDBCheckOptions()
    /// The server whose commands are expected; all known ones where it is nil.
    public var server: ServerTarget?
    /// Databases that the server is configured for.
    public var databases: UInt64 = 16
    /// Bytes of the chunks that threads read of a large log.
    var chunkBytes: UInt64 = 4 << 20

    /// The defaults.
    public init() {}

    /// How the RDB in front of a log is checked: it is judged for the same server.
    var preamble: RDBCheckOptions {
        var options = rdb
        if options.server == nil, let server {
            var settings = ServerSettings(server)
            settings.databases = databases
            options.server = settings
        }
        return options
    }
}

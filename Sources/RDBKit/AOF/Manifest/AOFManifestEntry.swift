/// A file of a multi-part set, as the manifest names it.
public struct AOFManifestEntry: Equatable, Sendable {
    /// What the file is in the set.
    public enum Role: UInt8, Sendable {
        /// The state at the last rewrite; at most one.
        case base = 0x62
        /// Obsolete: not loaded, to be deleted.
        case history = 0x68
        /// Commands since; loaded in the order of the manifest.
        case incr = 0x69

        /// The letter that manifests use.
        public var letter: String { String(UnicodeScalar(rawValue)) }

        /// The word that names of files and messages use.
        public var word: String {
            switch self {
            case .base: "base"
            case .history: "history"
            case .incr: "incr"
            }
        }
    }

    /// Name in the manifest's directory.
    public var name: [UInt8]
    /// Number; those of incr files increase.
    public var sequence: Int64
    /// What it is.
    public var role: Role
    /// Replication offsets of its first byte and of the byte behind it (Redis 8.0 and later).
    public var startOffset: Int64?
    public var endOffset: Int64?
    /// Its line, counted from 1.
    public var line = 0

    /// Describes a file.
    public init(name: [UInt8], sequence: Int64, role: Role) {
        self.name = name
        self.sequence = sequence
        self.role = role
    }

    /// The name as text.
    public var nameText: String { String(decoding: name, as: UTF8.self) }

    /// The line that servers write for it, without its end.
    public var text: String {
        var text = "file \(ManifestWords.quoted(name)) seq \(sequence) type \(role.letter)"
        if let startOffset { text += " startoffset \(startOffset)" }
        if let endOffset { text += " endoffset \(endOffset)" }
        return text
    }

    /// Number and role in a name that a server gave: `appendonly.aof.2.incr.aof`.
    public static func parse(name: String) -> (sequence: Int64, role: Role)? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 4, let sequence = Int64(parts[parts.count - 3]) else { return nil }
        switch (parts[parts.count - 2], parts[parts.count - 1]) {
        case ("base", "rdb"), ("base", "aof"): return (sequence, .base)
        case ("incr", "aof"): return (sequence, .incr)
        default: return nil
        }
    }

    /// A name as servers give them, with another number; one that is not theirs gets the number behind it.
    static func name(like name: String, sequence: Int64) -> String {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parse(name: name) != nil else { return "\(name).\(sequence)" }
        parts[parts.count - 3] = String(sequence)
        return parts.joined(separator: ".")
    }
}

/// What a server knows of a command, or of a subcommand (`xgroup|create`).
public struct AOFCommand: Sendable {
    /// The name in lower case.
    public let name: String
    /// Fewest and most arguments, the name included.
    public let arguments: ClosedRange<Int>
    /// Whether it changes data.
    public let isWrite: Bool
    /// Where its keys are; ``AOFReader/keys(of:)`` finds them.
    let keySpecifications: [AOFKeySpecification]
    /// Whether its second word is the name of a subcommand.
    public let hasSubcommands: Bool
    /// What it means for the framing of a log.
    let role: Role

    /// What a command means for a log besides being one.
    enum Role: UInt8 {
        case plain, select, multi, exec, container
        /// Takes away what other commands made.
        case deletion
    }

    init?(text: Substring, server: ServerTarget?) {
        let words = text.split(separator: " ")
        guard words.count == 4 else { return nil }
        let arities = words[1].split(separator: ",").map { Int($0) }
        guard let range = Self.range(arities, server) else { return nil }
        name = String(words[0])
        arguments = range
        isWrite = words[2].contains("w")
        hasSubcommands = words[2].contains("c") && server != .redis62
        keySpecifications = words[3].split(separator: ",").compactMap { AOFKeySpecification(text: $0) }
        role = Self.role(of: name, hasSubcommands: hasSubcommands)
    }

    /// The counts that `server` accepts; those that any server accepts where it is nil.
    private static func range(_ arities: [Int?], _ server: ServerTarget?) -> ClosedRange<Int>? {
        let wanted = server.map { arities.count == 1 ? arities[0...0] : arities[$0.column...$0.column] } ?? arities[...]
        let ranges = wanted.compactMap { $0 }.map { $0 < 0 ? -$0...Int.max : $0...$0 }
        guard let first = ranges.first else { return nil }
        return ranges.reduce(first) {
            min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
        }
    }

    private static func role(of name: String, hasSubcommands: Bool) -> Role {
        switch name {
        case "select": .select
        case "multi": .multi
        case "exec": .exec
        case "flushall", "flushdb", "del", "unlink", "swapdb": .deletion
        default: hasSubcommands ? .container : .plain
        }
    }
}

extension ServerTarget {
    /// Its place in ``AOFCommandData``; Redis 7.2 and Valkey 8 have what 7.0 has, as far as logs go.
    fileprivate var column: Int {
        switch self {
        case .redis62: 0
        case .redis70, .redis72, .valkey8: 1
        case .redis74: 2
        case .redis82: 3
        case .valkey91: 4
        }
    }
}

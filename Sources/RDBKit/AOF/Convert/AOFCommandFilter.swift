/// Which commands of a log are wanted, by name and key; each thread has its own.
struct AOFCommandFilter: ~Copyable {
    private let table: AOFCommandTable
    private let isEmpty: Bool
    private let byName: Bool
    private let byKey: Bool
    private let databases: KeyFilter
    /// For each command of the table, whether its name is wanted.
    private let wanted: [Bool]
    /// Wanted names that nobody knows, in lower case.
    private let otherNames: Set<[UInt8]>
    private var matcher: KeyMatcher
    /// Commands whose keys are not at hand.
    private var cutCommands: UInt64 = 0

    init(_ options: AOFConvertOptions, _ table: AOFCommandTable) {
        self.table = table
        let names = options.commands.map { $0.lowercased() }
        isEmpty = !options.picksCommands
        byName = !names.isEmpty
        databases = options.filter
        var keys = options.filter
        keys.databases = []
        keys.types = []
        keys.expiry = nil
        keys.valueBytes = nil
        byKey = !keys.isEmpty
        matcher = KeyMatcher(keys)
        var wanted = [Bool](repeating: false, count: table.commands.count)
        var others: Set<[UInt8]> = []
        for name in names {
            if let index = table.index(of: name.utf8) { wanted[index] = true } else { others.insert(Array(name.utf8)) }
        }
        self.wanted = wanted
        otherNames = others
    }

    /// Commands and keys that were left out because it could not be decided whether they are wanted.
    var undecided: UInt64 { matcher.undecidedKeys + cutCommands }

    /// Whether the current command of `reader` is wanted.
    @inline(__always)
    mutating func matches(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) -> Bool {
        isEmpty || decide(reader, index, context)
    }

    @inline(never)
    private mutating func decide(_ reader: borrowing AOFReader, _ index: Int, _ context: AOFContext) -> Bool {
        if !databases.databases.isEmpty {
            guard let database = context.database, databases.wants(database: database) else { return false }
        }
        if byName {
            let isWanted = index >= 0 ? wanted[index] : otherNames.contains(Self.lowercased(reader.argument(0)))
            guard isWanted else { return false }
        }
        return !byKey || hasKey(reader)
    }

    /// Whether one of the keys passes. Of a command that nobody knows, the first argument counts as its key.
    private mutating func hasKey(_ reader: borrowing AOFReader) -> Bool {
        var isCut = false
        for position in reader.keys(of: reader.command(in: table)) {
            guard let key = reader.wholeArgument(position.index) else {
                isCut = true
                continue
            }
            if matcher.matchesKey(database: 0, key: key.span, objectType: .string, metadata: KeyMetadata()) {
                return true
            }
        }
        if isCut { cutCommands += 1 }
        return false
    }

    private static func lowercased(_ name: [UInt8]) -> [UInt8] {
        name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}

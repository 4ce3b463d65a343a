/// Writes the commands that make the keys.
@safe
struct CommandWriter<Encoding: CommandEncoding>: RDBRecordWriter, ~Copyable {
    /// A command takes this many arguments, or bytes, and then the next one starts.
    static var mostArguments: Int { 512 }
    static var mostBytes: Int { 64 << 10 }

    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]

    let target: ServerTarget?
    let usesRestore: Bool
    let replaces: Bool
    /// Whether database 0 is selected when the output begins.
    let isFirstInput: Bool
    /// The input, to read a large value again.
    let input: RDBInput

    /// The current key.
    var key = RDBKey()
    var expiry: Int64?
    /// Arguments of the command that is being written and whose number is not known yet; 0 for none.
    var arguments = 0
    /// The field or member whose value or score comes next, or the group whose consumers do.
    var held = HeldString()
    /// A number as text, or the name of the consumer that comes next.
    var other = HeldString()
    /// The consumer whose pending entries come next.
    var consumerName = HeldString()
    var expiries = FieldExpiries()
    var pending: PendingEntries
    /// Where the pieces of a large string go.
    var largeTarget = LargeTarget.output
    /// Bytes of it that are still to come.
    var largeLeft: UInt64 = 0
    var isInDeletedEntry = false
    var hasEntries = false
    var ghosts: GhostEntries
    /// Whether the pending entries were looked through: a large stream in a pipe cannot be read twice.
    var ghostsAreKnown = true
    var streamMetadata: StreamMetadata?

    enum LargeTarget {
        case output, held, other
    }

    init(
        _ order: OrderedOutput, _ options: RDBConvertOptions, _ input: RDBInput, isFirstInput: Bool
    ) {
        output = TurnOutput(order)
        target = options.target
        usesRestore = options.usesRestore
        replaces = options.replaces
        self.input = input
        pending = PendingEntries(memory: options.memory)
        ghosts = GhostEntries(memory: options.memory)
        self.isFirstInput = isFirstInput
    }

    mutating func writeHeader(_ header: RDBHeader) {
        if !isFirstInput { writeDatabase(0) }
    }

    mutating func writeDatabase(_ database: UInt64) {
        begin("SELECT", 2)
        // No server selects a number beyond 32 bits, but none is made another one here.
        other.hold("\(database)")
        unsafe Encoding.argument(other.base, other.count, &output)
        Encoding.end(&output)
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        beginEntry(reader.key, expiresMs: reader.metadata.expiresMs)
        if reader.metadata.metadataClasses != nil { lose(.keyMetadata) }
        switch way(of: reader) {
        case .restore: try writeRestore(&reader)
        case .commands: try writeCommands(&reader)
        case .none(let loss):
            lose(loss)
            try reader.skipValue()
        }
    }

    mutating func beginEntry(_ key: RDBKey, expiresMs: Int64?) {
        self.key = key
        expiry = expiresMs
        arguments = 0
        hasEntries = false
        isInDeletedEntry = false
        expiries.clear()
    }

    /// How a key is written.
    private enum Way {
        case restore, commands
        case none(RDBConvertLoss)
    }

    private func way(of reader: borrowing RDBReader) -> Way {
        let type = reader.objectType
        // A value that streams can be restored only if it can be read again: its length stands in front.
        let canRestore = ValuePayload.isPossible(reader, input)
        if type == .module2 { return canRestore && acceptsPayloads(reader.header) ? .restore : .none(.modules) }
        if usesRestore && canRestore { return .restore }
        return type == .array ? .none(.arrays) : .commands
    }

    private func acceptsPayloads(_ header: RDBHeader) -> Bool {
        target.map { $0.acceptsPayload(version: header.version) } ?? true
    }

    private mutating func writeCommands(_ reader: inout RDBReader) throws(RDBError) {
        if reader.metadata.idleSeconds != nil { lose(.idle) }
        if reader.metadata.frequency != nil { lose(.frequency) }
        let type = reader.objectType.valueType ?? .module
        beginValue(type)
        if type == .stream { try findGhosts(reader) }
        try reader.decodeValue(into: &self)
        endValue(type)
    }

    /// In front of the value's commands: what was there goes, where that is wanted.
    mutating func beginValue(_ type: RDBValueType) {
        guard replaces && type != .string else { return }
        beginWithKey("DEL", 2)
        Encoding.end(&output)
    }

    /// Behind the value.
    mutating func endValue(_ type: RDBValueType) {
        closeCommand()
        if type == .stream { removeGhosts() }
        if let expiry, type != .string || !stringTakesExpiry { writeExpiry(expiry) }
    }

    private mutating func writeExpiry(_ milliseconds: Int64) {
        beginWithKey("PEXPIREAT", 3)
        argument(milliseconds)
        Encoding.end(&output)
    }

    /// Whether `SET` can set the expiry too: it takes no moment before 1970.
    var stringTakesExpiry: Bool { expiry.map { $0 > 0 } ?? false }

    mutating func reset() {
        held.clear()
        other.clear()
        consumerName.clear()
        expiries.clear()
        pending.clear()
        ghosts.clear()
        arguments = 0
        hasEntries = false
        isInDeletedEntry = false
    }
}

/// Parts of commands.
extension CommandWriter {
    /// Starts a command of `count` arguments, its name included.
    @inline(__always)
    mutating func begin(_ name: StaticString, _ count: Int) {
        Encoding.begin(count, &output)
        Encoding.word(name, isFirst: true, &output)
    }

    /// Starts a command of `count` arguments, its name and the key included.
    @inline(__always)
    mutating func beginWithKey(_ name: StaticString, _ count: Int) {
        begin(name, count)
        unsafe Encoding.argument(key.base, key.count, &output)
    }

    mutating func word(_ word: StaticString) {
        Encoding.word(word, isFirst: false, &output)
    }

    @inline(__always)
    mutating func argument(_ value: borrowing RDBScalar) {
        switch value {
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { unsafe Encoding.argument($0.baseAddress, $0.count, &output) }
        case .integer(let integer): argument(integer)
        }
    }

    @inline(__always)
    mutating func argument(_ integer: Int64) {
        Encoding.argument(integer, &output)
    }

    mutating func argument(_ id: StreamID) {
        other.hold(id)
        unsafe Encoding.argument(other.base, other.count, &output)
    }

    /// Goes on with the command that is being written, or starts it.
    @inline(__always)
    mutating func openCommand(_ name: StaticString) {
        if arguments == 0 { startCommand(name) }
    }

    mutating func startCommand(_ name: StaticString) {
        output.pin()
        let head = unsafe output.reserve(Encoding.headRoom)
        unsafe output.advance(to: head + Encoding.headRoom)
        Encoding.word(name, isFirst: true, &output)
        unsafe Encoding.argument(key.base, key.count, &output)
        arguments = 2
    }

    /// Ends the command that is being written if it is large enough.
    @inline(__always)
    mutating func closeFullCommand() {
        if arguments >= Self.mostArguments || (arguments > 0 && output.count - output.pinned >= Self.mostBytes) {
            closeCommand()
        }
    }

    /// Ends the command that is being written, if there is one.
    mutating func closeCommand() {
        guard arguments > 0 else { return }
        Encoding.finishHead(arguments, &output)
        Encoding.end(&output)
        output.unpin()
        arguments = 0
        if !expiries.isEmpty { writeFieldExpiries() }
    }

    mutating func writeFieldExpiries() {
        for run in expiries.runs(limit: Self.mostArguments) {
            beginWithKey("HPEXPIREAT", 5 + run.fields.count)
            argument(run.milliseconds)
            word("FIELDS")
            argument(Int64(run.fields.count))
            for field in run.fields {
                unsafe Encoding.argument(expiries.names.base + field.lowerBound, field.count, &output)
            }
            Encoding.end(&output)
        }
        expiries.clear()
    }
}

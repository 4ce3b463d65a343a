/// Writes the commands that turn the first of two compared files into the second.
///
/// With a ``DiffOptions/mapping`` these are commands for a server on which the keys of the first are mapped already.
/// Strings, sets, sorted sets, hashes and expiries are changed where they differ; other values are made anew.
public final class DiffPatchWriter {
    private var patch: any DiffPatch
    private let output: ConvertedOutput

    /// Writes to `sink`, for a server that holds what was before.
    ///
    /// - Parameter isRESP: RESP, as clients send it, instead of lines to read.
    public init(_ differ: RDBDiffer, to sink: any ByteSink, isRESP: Bool, target: ServerTarget?) {
        output = ConvertedOutput(sink, isArray: false)
        var options = RDBConvertOptions()
        options.target = target
        options.replaces = true
        patch =
            isRESP
            ? CommandPatch<RESPEncoding>(differ, output, options) : CommandPatch<TextEncoding>(differ, output, options)
    }

    /// Writes the commands for one key; false when nothing more can be written.
    public func write(_ difference: KeyDifference) -> Bool {
        patch.write(difference)
        return output.failure == nil
    }

    /// The first keys that the commands do not make as the second source has them.
    public var gaps: [DiffPatchGap] { patch.gaps }
    /// All such keys.
    public var gapCount: UInt64 { patch.gapCount }

    /// Writes the rest.
    public func finish() throws(OutputError) {
        patch.finish()
        try output.finish()
    }
}

/// What ``DiffPatchWriter`` needs of a ``CommandPatch``, whatever its encoding.
private protocol DiffPatch {
    var gaps: [DiffPatchGap] { get }
    var gapCount: UInt64 { get }
    mutating func write(_ difference: KeyDifference)
    mutating func finish()
}

/// The commands of a patch in one encoding.
private final class CommandPatch<Encoding: CommandEncoding>: DiffPatch {
    private let differ: RDBDiffer
    private var writer: CommandWriter<Encoding>
    /// What is selected; nil for whatever the connection has selected that the commands are sent to.
    private var database: UInt64?
    private var turn: UInt64 = 0
    private(set) var gaps: [DiffPatchGap] = []
    private(set) var gapCount: UInt64 = 0
    private static var mostGaps: Int { 100 }

    init(_ differ: RDBDiffer, _ output: ConvertedOutput, _ options: RDBConvertOptions) {
        self.differ = differ
        writer = CommandWriter<Encoding>(
            OrderedOutput(output, threads: 1), options, differ.afterInput, isFirstInput: true)
    }

    func write(_ difference: KeyDifference) {
        guard let key = difference.key else { return }
        writer.output.beginTurn(turn)
        writer.output.beginRecord()
        if key.database != database {
            writer.writeDatabase(key.database)
            database = key.database
        }
        if difference.after == nil {
            command("DEL", [key.name])
        } else if !writeParts(difference, key) {
            writeWhole(key)
        }
        _ = writer.output.endTurn(keys: 0, isLast: false)
        turn += 1
    }

    func finish() {}

    private func command(_ name: StaticString, _ arguments: [[UInt8]]) {
        Encoding.begin(1 + arguments.count, &writer.output)
        Encoding.word(name, isFirst: true, &writer.output)
        for word in arguments {
            let padded = RawBuffer(word)
            unsafe Encoding.argument(padded.base, word.count, &writer.output)
        }
        Encoding.end(&writer.output)
    }

    /// Makes the key anew.
    private func writeWhole(_ key: DiffKey) {
        writer.losses = [:]
        do throws(RDBError) {
            try differ.write(key, to: &writer)
            let losses = RDBConvertLoss.allCases.filter { $0.isData && writer.losses[$0] != nil }
            if !losses.isEmpty || !writer.damages.isEmpty { note(key, losses) }
            writer.damages = []
        } catch {
            writer.reset()
            writer.output.cutRecord()
            // That has cut the SELECT as well.
            database = nil
            note(key, [], isLeftOut: true)
        }
    }

    private func note(_ key: DiffKey, _ losses: [RDBConvertLoss], isLeftOut: Bool = false) {
        gapCount += 1
        guard gaps.count < Self.mostGaps else { return }
        gaps.append(
            DiffPatchGap(
                database: key.database, name: key.name, losses: losses,
                isLeftOut: isLeftOut || losses.contains(.modules) || losses.contains(.arrays)))
    }

    /// Changes only what differs; false where that cannot be said so.
    private func writeParts(_ difference: KeyDifference, _ key: DiffKey) -> Bool {
        let changes = PatchCommand.inOrder(difference.changes)
        let commands = changes.compactMap { PatchCommand.words(for: $0, key) }
        guard !changes.isEmpty, commands.count == changes.count else { return false }
        for (name, arguments) in commands { command(name, arguments) }
        // A key that has expired meanwhile was made anew by the first command.
        if differ.comparesExpiries, changes.last?.part != .expiry, let expiry = key.expiresMs {
            command("PEXPIREAT", [key.name, Array("\(expiry)".utf8)])
        }
        return true
    }
}

/// The command for one change.
private enum PatchCommand {
    /// What is added first, then what is removed: a collection that is empty in between is deleted, and with it the
    /// expiry of its key. That comes last.
    static func inOrder(_ changes: [DiffChange]) -> [DiffChange] {
        let parts = changes.filter { $0.part != .expiry }
        return parts.filter { $0.kind != .removed } + parts.filter { $0.kind == .removed }
            + changes.filter { $0.part == .expiry }
    }

    /// nil where there is none that changes only this.
    static func words(for change: DiffChange, _ key: DiffKey) -> (StaticString, [[UInt8]])? {
        switch (key.type, change.part, change.kind) {
        case (_, .expiry, .removed): ("PERSIST", [key.name])
        case (_, .expiry, _): change.after.map { ("PEXPIREAT", [key.name, $0]) }
        case (.string, .value, _): change.after.map { ("SET", [key.name, $0, Array("KEEPTTL".utf8)]) }
        case (.set, .member, .removed): ("SREM", [key.name, change.name])
        case (.set, .member, _): ("SADD", [key.name, change.name])
        case (.zset, .member, .removed): ("ZREM", [key.name, change.name])
        case (.zset, .member, _), (.zset, .score, _):
            change.after.map { ("ZADD", [key.name, $0, change.name]) }
        // HSET takes the expiry of a field away, though it may be the same on both sides, or not count.
        case (.hash, .field, .removed): ("HDEL", [key.name, change.name])
        case (.hash, .field, _) where !key.hasFieldExpiries:
            change.after.map { ("HSET", [key.name, change.name, $0]) }
        default: nil
        }
    }
}

public import ArgumentParser
public import RDBKit
import ToolSupport

/// Which keys are asked for by name.
struct KeyOptions: ParsableArguments {
    @Flag(help: "Names are patterns, as KEYS of the servers takes them: *, ?, [a-z], [^a], \\x.")
    var glob = false

    @Flag(help: "Names are hexadecimal digits: 00ff is a key of two bytes.")
    var hex = false

    @Flag(help: "Names have escapes, as redis-cli shows them: \\x00, \\n, \\r, \\t, \\\\, \\\".")
    var escaped = false

    @Option(
        help: ArgumentHelp(
            "Also the keys named in this file (- for standard input), one on each line.", valueName: "file"),
        completion: .file())
    var keysFrom: String?

    @Flag(
        name: [.customShort("0"), .customLong("null")], help: "In --keys-from names end with zero bytes, not newlines.")
    var null = false

    @Option(
        help: ArgumentHelp("Only these databases: 0, 0,3 or 1..5 (repeatable).", valueName: "range"),
        transform: FilterArgument.databases)
    var db: [[ClosedRange<UInt64>]] = []

    /// Options that exclude each other or would have no effect are wrong usage.
    func validate(_ keys: [String], input: String) throws {
        if keys.isEmpty && keysFrom == nil { throw ValidationError("Name a key.") }
        if hex && escaped { throw ValidationError("--hex and --escaped exclude each other.") }
        if glob && (hex || keysFrom != nil) { throw ValidationError("--glob is for patterns on the command line.") }
        if null && keysFrom == nil { throw ValidationError("--null is for --keys-from.") }
        if keysFrom == "-" && input == "-" { throw ValidationError("Only one of the two can be standard input.") }
        for key in keys { _ = try bytes(of: key) }
    }

    /// The keys that are asked for.
    ///
    /// - Throws: `io-error` where the file of names cannot be read, `memory-limit` where it is too large.
    func filter(_ keys: [String]) throws(RDBError) -> KeyFilter {
        var filter = KeyFilter()
        filter.databases = db.flatMap { $0 }
        let named = keys.compactMap { try? bytes(of: $0) }
        if glob {
            filter.globs = named.map { GlobPattern($0.span) }
        } else {
            filter.names = KeyNames(named + (try keysFrom.map(namesInFile) ?? []))
        }
        return filter
    }

    private func bytes(of key: String) throws -> [UInt8] {
        if hex {
            guard let bytes = KeyText.bytes(hex: key) else {
                throw ValidationError("'\(key)' is not an even number of hexadecimal digits.")
            }
            return bytes
        }
        guard escaped else { return Array(key.utf8) }
        guard let bytes = KeyText.bytes(escaped: key) else {
            throw ValidationError("'\(key)' has an escape that is none of \\xHH, \\n, \\r, \\t, \\a, \\b, \\\\, \\\".")
        }
        return bytes
    }

    private func namesInFile(_ name: String) throws(RDBError) -> [[UInt8]] {
        try InputFile(name).records(endingWith: null ? 0 : UInt8(ascii: "\n"), atMost: 1 << 30)
    }
}

extension RDBGetFormat: ExpressibleByArgument {}

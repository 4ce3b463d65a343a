import ArgumentParser
import RDBKit
import ToolSupport

/// Under which names keys go on, and in which databases.
struct MappingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Change names of keys: s/PATTERN/REPLACEMENT/ with flags g and i, both in the syntax of PCRE2 ($1, ${name}) \
            (repeatable: one after the other).
            """, valueName: "s/a/b/"),
        transform: ChangeArgument.substitution)
    var rename: [KeySubstitution] = []

    @Option(
        help: ArgumentHelp("Put this in front of every key, after --prefix-strip and --rename.", valueName: "prefix"))
    var prefixAdd: String?

    @Option(help: ArgumentHelp("Take this off the keys that begin with it, before --rename.", valueName: "prefix"))
    var prefixStrip: String?

    @Option(
        help: ArgumentHelp("Give databases other numbers: 1:0, or 0:1,1:0 to swap (repeatable).", valueName: "from:to"),
        transform: ChangeArgument.databases)
    var mapDb: [[UInt64: UInt64]] = []

    func validate() throws {
        let all = mapDb.flatMap { $0.keys }
        if Set(all).count < all.count { throw ValidationError("--map-db gives one database two numbers.") }
    }

    var mapping: KeyMapping {
        var mapping = KeyMapping()
        mapping.names.substitutions = rename
        mapping.names.addedPrefix = Array((prefixAdd ?? "").utf8)
        mapping.names.strippedPrefix = Array((prefixStrip ?? "").utf8)
        for map in mapDb { mapping.databases.merge(map) { $1 } }
        return mapping
    }
}

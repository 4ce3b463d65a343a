import ArgumentParser
import RDBKit
import ToolSupport

/// What `rewrite` changes besides leaving keys out.
struct ChangeOptions: ParsableArguments {
    @Flag(help: "Keys lose their expiry.")
    var persist = false

    @Flag(help: "Leave out keys whose expiry has passed (after --shift-ttl).")
    var dropExpired = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Move every expiry: +2h, -30m, 7d (s, m, h, d; alone: seconds).", valueName: "span"),
        transform: ChangeArgument.shift)
    var shiftTtl: Int64?

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

    @Option(
        help: ArgumentHelp(
            "Leave out: aux, functions, modules, idle, freq (comma list, repeatable).", valueName: "parts"),
        transform: ChangeArgument.parts)
    var strip: [RDBRewriteOptions.Parts] = []

    @Flag(help: "Write no checksum (0, as servers do with rdbchecksum no).")
    var noCrc = false

    func validate() throws {
        let all = mapDb.flatMap { $0.keys }
        if Set(all).count < all.count { throw ValidationError("--map-db gives one database two numbers.") }
    }

    func apply(to options: inout RDBRewriteOptions, nowMs: Int64) {
        options.expiries.persists = persist
        options.expiries.dropsBeforeMs = dropExpired ? nowMs : nil
        options.expiries.shiftMs = shiftTtl ?? 0
        options.names.substitutions = rename
        options.names.addedPrefix = Array((prefixAdd ?? "").utf8)
        options.names.strippedPrefix = Array((prefixStrip ?? "").utf8)
        for map in mapDb { options.databases.merge(map) { $1 } }
        for parts in strip { options.stripped.formUnion(parts) }
        options.hasChecksum = !noCrc
    }
}

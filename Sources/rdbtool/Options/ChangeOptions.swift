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

    @OptionGroup var mapping: MappingOptions

    @Option(
        help: ArgumentHelp(
            "Leave out: aux, functions, modules, idle, freq (comma list, repeatable).", valueName: "parts"),
        transform: ChangeArgument.parts)
    var strip: [RDBRewriteOptions.Parts] = []

    @Flag(help: "Write no checksum (0, as servers do with rdbchecksum no).")
    var noCrc = false

    func apply(to options: inout RDBRewriteOptions, nowMs: Int64) {
        options.expiries.persists = persist
        options.expiries.dropsBeforeMs = dropExpired ? nowMs : nil
        options.expiries.shiftMs = shiftTtl ?? 0
        options.mapping = mapping.mapping
        for parts in strip { options.stripped.formUnion(parts) }
        options.hasChecksum = !noCrc
    }
}

public import ArgumentParser
public import RDBKit

/// Options about the names of keys and their databases: what can be said of a command's keys too.
public struct KeyNameOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only these databases: 0, 0,3 or 1..5 (repeatable).", valueName: "range"),
        transform: FilterArgument.databases)
    var db: [[ClosedRange<UInt64>]] = []

    @Option(
        help: ArgumentHelp(
            "Only keys that match, as KEYS of the servers does: *, ?, [a-z], [^a], \\x (repeatable: any of them).",
            valueName: "glob"))
    var key: [String] = []

    @Option(help: ArgumentHelp("No keys that match (repeatable).", valueName: "glob"))
    var notKey: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Only keys in which this regular expression (PCRE2) is found; ^ and $ bind it, \\xHH is a byte, so binary \
            keys can be named (repeatable, also besides --key: any of them).
            """, valueName: "regex"),
        transform: FilterArgument.regex)
    var keyRegex: [RegexPattern] = []

    @Option(
        help: ArgumentHelp("No keys in which this is found (repeatable).", valueName: "regex"),
        transform: FilterArgument.regex)
    var notKeyRegex: [RegexPattern] = []

    public init() {}

    /// The filter.
    public var filter: KeyFilter {
        var filter = KeyFilter()
        filter.databases = db.flatMap { $0 }
        filter.globs = key.map(GlobPattern.init)
        filter.excludedGlobs = notKey.map(GlobPattern.init)
        filter.regexes = keyRegex
        filter.excludedRegexes = notKeyRegex
        return filter
    }
}

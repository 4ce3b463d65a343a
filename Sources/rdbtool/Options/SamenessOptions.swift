import ArgumentParser
import RDBKit
import ToolSupport

/// What counts as the same.
struct SamenessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Leave these out: ttl, functions, groups, idle, freq (comma list, repeatable).", valueName: "parts"),
        transform: DiffIgnore.list)
    var ignore: [[DiffIgnore]] = []

    @Option(help: ArgumentHelp("Scores that differ by no more are the same.", valueName: "number"))
    var scoreTolerance: Double = 0

    @Option(help: ArgumentHelp("Expiries that differ by no more are the same, such as 1s.", valueName: "time"))
    var ttlTolerance: TimeSpan?

    @Flag(
        help: """
            Compare also what some versions do not keep or what is only a hint: counters of streams, when consumers were \
            seen.
            """)
    var exact = false

    func validate() throws {
        guard scoreTolerance >= 0, scoreTolerance.isFinite else {
            throw ValidationError("--score-tolerance is a number of 0 or more.")
        }
    }

    /// Whether anything is the same that digests call different.
    func isLenient(exactly: Bool) -> Bool {
        // These two are in exact digests only.
        let ignored = Set(ignore.joined()).subtracting(exactly ? [] : [.idle, .freq])
        return !ignored.isEmpty || scoreTolerance > 0 || (ttlTolerance?.seconds ?? 0) > 0
    }

    func apply(to options: inout DiffOptions) {
        let ignored = Set(ignore.joined())
        options.form.isExact = exact
        options.form.hasExpiries = !ignored.contains(.ttl)
        options.form.hasGroups = !ignored.contains(.groups)
        options.comparesFunctions = !ignored.contains(.functions)
        options.scoreTolerance = scoreTolerance
        options.expiryToleranceMs = (ttlTolerance?.seconds ?? 0).multipliedReportingOverflow(by: 1000).partialValue
    }
}

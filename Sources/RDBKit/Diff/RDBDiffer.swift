internal import Dispatch

/// Compares the keys of two files, each of which is an RDB file or JSON that `rdbtool convert` made of one.
///
/// ```swift
/// let differ = RDBDiffer(before: first, after: second)
/// let report = differ.compare { difference in print(difference.kind); return true }
/// print(report.isSame)
/// ```
public final class RDBDiffer: @unchecked Sendable {
    private let options: DiffOptions
    private let before: any DiffSource
    private let after: any DiffSource
    /// The second, to look ahead in it.
    let afterInput: RDBInput

    /// Compares `before` with `after`; both must be readable twice. What they are follows from their first bytes.
    public init(before: RDBInput, after: RDBInput, _ options: DiffOptions = DiffOptions()) {
        afterInput = after
        self.before = Self.source(before)
        self.after = Self.source(after)
        var options = options
        if self.before is JSONDiffSource || self.after is JSONDiffSource { options.form.isLimitedToJSON = true }
        self.options = options
    }

    private static func source(_ input: RDBInput) -> any DiffSource {
        var input = input
        return input.beginsLikeJSON() ? JSONDiffSource(input) : RDBDiffSource(input)
    }

    /// Reads both, and calls `body` with each key that differs: in the order of the first file, then those that are
    /// only in the second.
    ///
    /// - Parameters:
    ///   - progress: Called now and then, by any thread, with the number of bytes read of both.
    ///   - body: Answers whether more is wanted; the report counts on.
    public func compare(
        progress: (@Sendable (DiffSide, UInt64) -> Void)? = nil, _ body: (KeyDifference) -> Bool
    ) -> DiffReport {
        let spill = DiffSpill(options.temporaryFolder)
        let places = DiffPlaces(memory: options.memory / 4, spill: spill)
        let table = DiffTable(memory: options.memory / 2, spill: spill, places)
        collect(into: table, progress)
        var report = DiffReport()
        report.before = before.facts
        report.after = after.facts
        guard !report.before.hasCollisions && !report.after.hasCollisions else { return report }
        table.finish()
        if options.comparesFunctions && report.isComparable { compareFunctions(&report) }
        // Without some of the keys all the others would seem to lack their counterparts.
        if spill.failure == nil { DiffVisit(before, after, options).run(places.takeSorted(), &report, body) }
        if let failure = spill.failure { report.failure = "\(options.temporaryFolder): \(failure)" }
        return report
    }

    private func collect(into table: DiffTable, _ progress: (@Sendable (DiffSide, UInt64) -> Void)?) {
        let hashes = DiffHashes()
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            let side: DiffSide = index == 0 ? .before : .after
            let source = index == 0 ? before : after
            source.collect(as: side, into: table, hashes, options) { progress?(side, $0) }
        }
    }

    private func compareFunctions(_ report: inout DiffReport) {
        guard before.facts.knowsFunctions && after.facts.knowsFunctions else {
            report.uncomparedFunctions = max(before.facts.functions.count, after.facts.functions.count)
            return
        }
        let libraries = LibraryDifference.between(
            libraries(of: before, lackedBy: after), libraries(of: after, lackedBy: before))
        // What seems to be missing may be in a part that cannot be read.
        report.libraries = libraries.filter {
            switch $0.kind {
            case .removed: !after.facts.mayHoldMore
            case .added: !before.facts.mayHoldMore
            case .changed: true
            }
        }
    }

    /// The names of the function libraries that only `source` has as they are.
    private func libraries(of source: any DiffSource, lackedBy other: any DiffSource) -> [String?] {
        let offsets = source.facts.functions.filter { other.facts.functions[$0.key] == nil }.values.sorted()
        return offsets.map { (try? source.library(at: $0, options)) ?? nil }
    }

    /// Whether expiries count.
    var comparesExpiries: Bool { options.form.hasExpiries }

    /// Writes the commands that make a key of the second source.
    func write<Encoding: CommandEncoding>(
        _ key: DiffKey, to writer: inout CommandWriter<Encoding>
    ) throws(RDBError) {
        try after.write(key, to: &writer, options)
    }
}

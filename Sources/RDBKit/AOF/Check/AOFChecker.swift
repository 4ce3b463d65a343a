/// Checks append-only files: one, or all of a set with its manifest.
///
/// ```swift
/// let report = AOFChecker().check(try AOFSet(path: "/var/lib/redis/appendonlydir"))
/// print(report.findings.isEmpty ? "sound" : "look at the findings")
/// ```
public struct AOFChecker: Sendable {
    /// How files are checked.
    public var options: AOFCheckOptions

    /// A checker with these options.
    public init(_ options: AOFCheckOptions = AOFCheckOptions()) {
        self.options = options
    }

    /// Reads all files of `set` and reports what is wrong with them.
    ///
    /// Memory is bounded whatever the files. Damage never throws: it is in the report.
    /// - Parameter progress: Called now and then with the number of bytes read, of all files together.
    public func check(_ set: AOFSet, progress: (@Sendable (UInt64) -> Void)? = nil) -> AOFCheckReport {
        var report = AOFCheckReport(set: set)
        for finding in set.findings { report.add(finding) }
        var before: UInt64 = 0
        for part in set.parts {
            report.parts.append(part.isThere ? check(part, before, progress) : nil)
            before += report.parts.last??.byteCount ?? 0
            if let checked = report.parts.last ?? nil { add(checked, part, &report) }
        }
        var shared = AOFSharedKeys(report, options.rdb)
        report.sharedKeys = shared.find()
        for finding in report.sharedKeys { report.add(finding) }
        return report
    }

    private var table: AOFCommandTable { options.server.map { AOFCommandTable(for: $0) } ?? .known }

    /// Checks one file that is no part of a set.
    func check(_ input: AOFInput) -> AOFPartReport {
        AOFPartChecker(input: input, table: table, options: options, progress: nil)
            .check()
    }

    private func check(
        _ part: AOFPart, _ before: UInt64, _ progress: (@Sendable (UInt64) -> Void)?
    ) -> AOFPartReport {
        do throws(RDBError) {
            let input = try AOFInput(path: part.path, memory: options.rdb.memory)
            return AOFPartChecker(input: input, table: table, options: options) { progress?(before + $0) }.check()
        } catch {
            var failed = AOFPartReport()
            failed.isUnreadable = true
            var findings = FindingCollector(limit: 1)
            findings.add(RDBFinding(error))
            failed.take(findings)
            return failed
        }
    }

    /// Puts the findings of a part into the report of the set.
    private func add(_ checked: AOFPartReport, _ part: AOFPart, _ report: inout AOFCheckReport) {
        var checked = checked
        if isNoLog(checked) { checked.becomeNotAOF() }
        if part.isLast && checked.tail?.isTorn == true
            && part.isGrowing(beyond: checked.byteCount, checked.compression)
        {
            report.isBeingWritten = true
            checked.becomeBeingWritten()
        }
        report.parts[report.parts.count - 1] = checked
        report.findings += checked.findings.map { AOFFinding(part.name, $0) }
        report.findingCounts.merge(checked.findingCounts, uniquingKeysWith: +)
        // Of a set, the file that a server has just begun is empty.
        if checked.byteCount == 0, checked.findingCounts.isEmpty, !checked.isUnreadable,
            report.set.kind == .file || report.set.kind == .stream
        {
            report.add(AOFFinding(part.name, .logEmpty))
        }
        if let code = Self.surprise(part, checked) {
            let content = checked.preamble == nil ? "commands" : "an RDB file"
            report.add(AOFFinding(part.name, code, detail: "it holds \(content)"))
        }
    }

    /// Whether nothing in it looks like a log: then no record was read, and the first byte is no beginning of one.
    private func isNoLog(_ checked: AOFPartReport) -> Bool {
        guard checked.preamble == nil, checked.commands == 0, checked.annotations == 0 else { return false }
        return checked.damages.first.map { $0.start == 0 && $0.error.code == .aofFormat && $0.error.offset == 0 }
            ?? false
    }

    /// Content that the name does not promise.
    private static func surprise(_ part: AOFPart, _ checked: AOFPartReport) -> RDBError.Code? {
        guard let entry = part.entry, checked.byteCount > 0 else { return nil }
        let hasRDB = checked.preamble != nil
        let promisesRDB = entry.nameText.hasSuffix(".rdb")
        if AOFManifestEntry.parse(name: entry.nameText) == nil { return nil }
        return hasRDB == promisesRDB ? nil : .partContent
    }
}

extension AOFPartReport {
    /// Replaces what was found by the one thing that matters.
    mutating func becomeNotAOF() {
        findings = [RDBFinding(RDBError(.notAOF, at: 0))]
        findingCounts = [.notAOF: 1]
    }

    /// A torn end is no damage while a server is writing.
    mutating func becomeBeingWritten() {
        findings.removeAll { $0.error.code == .truncated || $0.error.code == .multiOpen }
        findingCounts[.truncated] = nil
        findingCounts[.multiOpen] = nil
        let finding = RDBFinding(RDBError(.beingWritten, at: safeEnd))
        findings.append(finding)
        findingCounts[.beingWritten] = 1
    }
}

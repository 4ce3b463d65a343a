import RDBKit
import ToolSupport

/// One run of `rdbtool diff` on two RDB files.
struct DiffRun {
    private let before: InputFile
    private let after: InputFile
    private let options: DiffOptions
    private let work: WorkOptions
    private let presentation: DiffPresentation
    private let outputName: String?

    init(
        _ before: InputFile, _ after: InputFile, _ options: DiffOptions, _ work: WorkOptions,
        _ presentation: DiffPresentation, output: String?
    ) {
        self.before = before
        self.after = after
        self.options = options
        self.work = work
        self.presentation = presentation
        outputName = output
    }

    func run() throws(OutputError) -> ExitStatus {
        let (old, new) = (open(before), open(after))
        guard let old, let new else {
            showCounts(of: DiffReport(unreadable: old == nil ? .before : .after))
            return .failed
        }
        let differ = RDBDiffer(before: old.input, after: new.input, options)
        var summary = DiffSummary()
        var isWhole = true
        let report = try compare(differ, &summary, &isWhole)
        showLibraries(report.libraries)
        showCounts(of: report, summary)
        showFindings(report.before.findings, before)
        showFindings(report.after.findings, after)
        showWhatIsUnknown(report)
        return report.isComplete && isWhole ? (report.isSame ? .good : .negative) : .failed
    }

    private func open(_ file: InputFile) -> InputFile.Opened? {
        do throws(RDBError) {
            let opened = try file.open(memory: work.windowMemory)
            var input = opened.input
            // A device that holds nothing is no pipe.
            guard input.reopen != nil else { throw RDBError(input.isEmpty() ? .emptyFile : .notRepeatable, at: 0) }
            return opened
        } catch {
            showFindings([RDBFinding(error)], file)
            return nil
        }
    }

    private func compare(
        _ differ: RDBDiffer, _ summary: inout DiffSummary, _ isWhole: inout Bool
    ) throws(OutputError) -> DiffReport {
        switch presentation {
        case .nothing: return differ.compare { _ in false }
        case .keys(let format, let usesColor, let limit): return showKeys(differ, format, usesColor, limit)
        case .summary:
            return differ.compare { difference in
                summary.add(difference)
                return true
            }
        case .patch(let isRESP, let server): return try writePatch(differ, isRESP, server, &isWhole)
        }
    }

    private func showKeys(
        _ differ: RDBDiffer, _ format: ReportFormat, _ usesColor: Bool, _ limit: UInt64
    ) -> DiffReport {
        var shown: UInt64 = 0
        return differ.compare { difference in
            guard shown < limit else { return false }
            shown += 1
            switch format {
            case .json: print(JSONLine.encode(DifferenceJSON(difference)))
            case .text: for line in DiffText.lines(of: difference, usesColor: usesColor) { print(line) }
            }
            return true
        }
    }

    private func showLibraries(_ libraries: [LibraryDifference]) {
        guard case .keys(let format, let usesColor, _) = presentation else { return }
        for library in libraries {
            switch format {
            case .json: print(JSONLine.encode(LibraryDifferenceJSON(library)))
            case .text: print(DiffText.line(of: library, usesColor: usesColor))
            }
        }
    }

    /// What was found, in numbers: the same in all forms.
    private func showCounts(of report: DiffReport, _ summary: DiffSummary = DiffSummary()) {
        switch presentation {
        case .keys(.text, _, _): print(DiffText.total(of: report))
        case .summary(.text): for line in summary.lines + [DiffText.total(of: report)] { print(line) }
        case .summary(.json): print(JSONLine.encode(DiffSummaryJSON(report, summary)))
        case .keys(.json, _, _), .patch, .nothing: break
        }
    }

    /// Writes the commands; `isWhole` becomes false where they do not make all of B.
    private func writePatch(
        _ differ: RDBDiffer, _ isRESP: Bool, _ server: ServerTarget?, _ isWhole: inout Bool
    ) throws(OutputError) -> DiffReport {
        let output = try OutputFile(outputName, inputs: [before.name, after.name], threads: work.threads)
        let patch = DiffPatchWriter(differ, to: output.sink, isRESP: isRESP, target: server)
        let report = differ.compare { patch.write($0) }
        guard report.isComparable && report.failure == nil else {
            output.discard()
            return report
        }
        try patch.finish()
        showGaps(of: patch)
        isWhole = patch.gapCount == 0 && report.libraries.isEmpty
        if !report.libraries.isEmpty {
            StandardError.line("rdbtool: function libraries differ, and are not in the commands (--ignore functions)")
        }
        try output.commit()
        return report
    }

    private func showGaps(of patch: DiffPatchWriter) {
        for gap in patch.gaps { StandardError.line("rdbtool: " + DiffText.line(of: gap)) }
        let more = patch.gapCount - UInt64(patch.gaps.count)
        if more > 0 { StandardError.line("rdbtool: \(more.counted("more key")) not made as in B") }
    }

    private func showFindings(_ findings: [RDBFinding], _ file: InputFile) {
        for finding in findings where finding.severity == .error {
            StandardError.line(FindingLine(tool: "rdbtool", file: file.shownName, finding: finding).text)
        }
    }

    private func showWhatIsUnknown(_ report: DiffReport) {
        if let failure = report.failure { StandardError.line("rdbtool: \(Terminal.escaped(failure))") }
        if report.unknown > 0 {
            let keys = report.unknown.counted("key")
            StandardError.line("rdbtool: \(keys) could not be compared, for a part cannot be read")
        }
        if report.uncomparedFunctions > 0 {
            StandardError.line("rdbtool: " + DiffText.uncomparedFunctions(report.uncomparedFunctions))
        }
        let undecided = report.before.undecidedKeys + report.after.undecidedKeys
        if undecided > 0 {
            let keys = undecided.counted("key")
            StandardError.line("rdbtool: \(keys) left out: a regular expression met its match limit")
        }
    }
}

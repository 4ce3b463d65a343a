import RDBKit
import ToolSupport

/// One run of `rdbtool digest` on one file.
struct DigestRun {
    /// What is made.
    enum Task {
        case report(ReportFormat, isShort: Bool)
        case keys(DigestLineFormat)
        case certificate
    }

    private let file: InputFile
    private let digester: RDBDigester
    private let work: WorkOptions
    private let outputName: String?

    init(_ file: InputFile, _ options: RDBDigestOptions, _ work: WorkOptions, output: String?) {
        self.file = file
        digester = RDBDigester(options)
        self.work = work
        outputName = output
    }

    func run(_ task: Task) throws(OutputError) -> ExitStatus {
        switch task {
        case .report(let format, let isShort):
            let digest = digest()
            DigestReport.showFindings(of: digest, in: file)
            if !digest.report.isUnreadable { show(digest, format, isShort) }
            return digest.status
        case .keys(let format): return try writeKeys(format)
        case .certificate: return try writeCertificate()
        }
    }

    private func show(_ digest: RDBDigest, _ format: ReportFormat, _ isShort: Bool) {
        switch format {
        case .json: print(JSONLine.encode(DigestJSON(digest, file: file.name)))
        case .text:
            for line in DigestReport.lines(of: digest, file.shownName, isShort: isShort) { print(line) }
        }
    }

    private func digest() -> RDBDigest {
        do throws(RDBError) {
            let opened = try file.open(memory: work.windowMemory)
            let progress = Progress(work.progress, file: file.name, total: opened.size)
            defer { progress?.finish() }
            return digester.digest(opened.input) { progress?.reached($0) }
        } catch {
            return RDBDigest(failedWith: error)
        }
    }

    private func writeKeys(_ format: DigestLineFormat) throws(OutputError) -> ExitStatus {
        let output = try OutputFile(outputName, inputs: [file.name], threads: work.threads)
        let digest = try digestLines(to: output, format)
        DigestReport.showFindings(of: digest, in: file)
        try finish(output, isWhole: digest.isWhole)
        return digest.status
    }

    private func digestLines(to output: OutputFile, _ format: DigestLineFormat) throws(OutputError) -> RDBDigest {
        let opened: InputFile.Opened
        do throws(RDBError) {
            opened = try file.open(memory: work.windowMemory)
        } catch {
            return RDBDigest(failedWith: error)
        }
        let progress = Progress(work.progress, file: file.name, total: opened.size)
        defer { progress?.finish() }
        return try digester.digest(opened.input, linesTo: output.sink, format) { progress?.reached($0) }
    }

    private func writeCertificate() throws(OutputError) -> ExitStatus {
        let output = try OutputFile(outputName, inputs: [file.name], threads: work.threads)
        let digest = digest()
        DigestReport.showFindings(of: digest, in: file)
        if digest.isWhole {
            let text = JSONLine.encode(CertificateJSON(digest, file: file.name, madeMs: work.nowMs))
            try output.sink.write(Array((text + "\n").utf8))
        }
        try finish(output, isWhole: digest.isWhole)
        return digest.status
    }

    /// A file gets its name only when all of the input is in it.
    private func finish(_ output: OutputFile, isWhole: Bool) throws(OutputError) {
        if isWhole || outputName == nil || outputName == "-" { return try output.commit() }
        output.discard()
        StandardError.line("rdbtool: \(Terminal.escaped(outputName ?? "")): not written, for it would not be whole")
    }
}

extension RDBDigest {
    /// How a command ends that needs all of the contents.
    var status: ExitStatus { report.isUnreadable ? .failed : isWhole ? .good : .negative }
}

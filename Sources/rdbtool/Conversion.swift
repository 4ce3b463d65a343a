import RDBKit
import ToolSupport

/// One run of `rdbtool convert`: inputs one after the other into one output.
struct Conversion {
    private let options: RDBConvertOptions
    private let inputs: [InputFile]
    private let outputName: String?
    private let work: WorkOptions
    private let isQuiet: Bool

    init(
        _ options: RDBConvertOptions, inputs: [InputFile], output: String?, _ work: WorkOptions, isQuiet: Bool
    ) {
        self.options = options
        self.inputs = inputs
        outputName = output
        self.work = work
        self.isQuiet = isQuiet
    }

    /// Converts all inputs.
    ///
    /// - Throws: Why the output cannot be written; it is as it was then.
    func run() throws(OutputError) -> ExitStatus {
        let output = try OutputFile(outputName, inputs: inputs.map(\.name), threads: work.threads)
        if options.format == .resp && output.isTerminal {
            StandardError.line("rdbtool: --to resp is not for a terminal: use -o or a pipe, or --to commands")
            return .failed
        }
        var options = options
        options.escapesNames = output.isTerminal
        let converter = RDBConverter(options, to: output.sink)
        var status = ExitStatus.good
        var isWhole = true
        for input in inputs {
            let report = convert(input, with: converter)
            if let failure = converter.failure { throw failure }
            let outcome = ConvertOutcome(report: report, input: input)
            outcome.show(isQuiet: isQuiet)
            status = max(status, outcome.status)
            isWhole = isWhole && outcome.isWhole
        }
        try converter.finish()
        try finish(output, isWhole: isWhole || options.continuesBehindDamage)
        return status
    }

    private func convert(_ input: InputFile, with converter: RDBConverter) -> RDBConvertReport {
        do throws(RDBError) {
            let opened = try input.open(memory: work.windowMemory)
            let progress = Progress(work.progress, file: input.name, total: opened.size)
            defer { progress?.finish() }
            return converter.convert(opened.input, name: input.name) { progress?.reached($0) }
        } catch {
            return RDBConvertReport(failedWith: error)
        }
    }

    /// A file in which a part of an input is missing gets its name only if that was asked for.
    private func finish(_ output: OutputFile, isWhole: Bool) throws(OutputError) {
        if isWhole || outputName == nil || outputName == "-" { return try output.commit() }
        output.discard()
        StandardError.line(
            "rdbtool: \(Terminal.escaped(outputName ?? "")): not written, for it would not be whole (--keep-partial)")
    }
}

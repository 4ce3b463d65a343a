import ArgumentParser
import RDBKit
import ToolSupport

struct Inspect: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what every byte of a snapshot is.",
        discussion: """
            Columns: offset, length, first bytes in hexadecimal digits, meaning. Offsets count in the expanded file; \
            +N is an offset in the packed node that the compressed bytes above it expand to. A damaged file is shown up \
            to the damage and into it. Lines are in the order of the file and leave no byte out.

            EXAMPLES:
              rdbtool inspect dump.rdb | less
              rdbtool inspect --at 0x1a2b dump.rdb
              rdbtool inspect --format json dump.rdb | jq -r 'select(.kind == "opcode").meaning'

            EXIT STATUS: 0 no damage was met; 1 it is damaged, or has no byte at the offset; 2 it could not be read, \
            or the output not be written; 64 wrong usage.
            """
    )

    @Argument(help: "An RDB file, or - for standard input.", completion: .file(extensions: ["rdb"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "Show only what this byte is and all that it is part of: 6699 or 0x1a2b.", valueName: "offset"),
        transform: Inspect.offset)
    var at: UInt64?

    @Option(help: "How it looks: text or json (one object for each line).")
    var format = ReportFormat.text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where it goes: a file (.gz and .zst are compressed), - for standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    @OptionGroup(title: "Work") var work: WorkOptions

    func execute() throws -> ExitStatus {
        OutputFile.ending(tool: "rdbtool", name: output) { () throws(OutputError) in
            let target = try OutputFile(output, inputs: [file], threads: work.threads)
            let map = MapOutput(target.sink, format: format)
            let input = InputFile(file)
            let report = read(input, map)
            show(report, input)
            if at != nil, let place = report.place { map.show(place) }
            try map.finish()
            try target.commit()
            return status(of: report, input)
        }
    }

    private func read(_ input: InputFile, _ map: MapOutput) -> RDBByteMapReport {
        do throws(RDBError) {
            let opened = try input.open(memory: work.windowMemory)
            let progress = Progress(work.progress, file: input.name, total: opened.size)
            defer { progress?.finish() }
            let showsRows = at == nil
            return RDBByteMap(memory: work.checkMemory).read(opened.input, lookingFor: at) { row in
                guard showsRows else { return true }
                if case .part(let part) = row.content { progress?.reached(part.offset) }
                return map.show(row)
            }
        } catch {
            return RDBByteMapReport(failedWith: error)
        }
    }

    private func show(_ report: RDBByteMapReport, _ input: InputFile) {
        for finding in report.findings where finding.severity >= .warning {
            StandardError.line(FindingLine(tool: "rdbtool", file: input.shownName, finding: finding).text)
        }
        if let at, report.place == nil, !report.isUnreadable {
            StandardError.line(
                "rdbtool: \(Terminal.escaped(input.shownName)): no byte at \(RDBOffset(at)): there are \(report.byteCount)"
            )
        }
    }

    private func status(of report: RDBByteMapReport, _ input: InputFile) -> ExitStatus {
        if report.isUnreadable { return .failed }
        return report.isDamaged || (at != nil && report.place == nil) ? .negative : .good
    }

    private static func offset(_ text: String) throws -> UInt64 {
        let number = text.hasPrefix("0x") || text.hasPrefix("0X") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
        guard let number else { throw ValidationError("An offset is a number such as 6699 or 0x1a2b.") }
        return number
    }
}

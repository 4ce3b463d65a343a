import RDBKit
import SystemPackage
import ToolSupport

/// One run of `aoftool convert`, `dump` or `inspect`: inputs one after the other into one output.
struct LogConversion {
    private let options: AOFConvertOptions
    /// Files that options name: all sets must have them.
    private let namedFiles: [String]
    private let work: WorkOptions
    private let keepsPartial: Bool
    private let isQuiet: Bool

    init(
        _ options: AOFConvertOptions, _ namedFiles: [String], _ work: WorkOptions, keepsPartial: Bool,
        isQuiet: Bool
    ) {
        var options = options
        options.threads = work.threads
        options.memory = work.checkMemory
        options.windowMemory = work.windowMemory
        self.options = options
        self.namedFiles = namedFiles
        self.work = work
        self.keepsPartial = keepsPartial
        self.isQuiet = isQuiet
    }

    /// Writes what `paths` hold to the output with this name; nil is standard output.
    ///
    /// - Parameter config: The configuration file that names a part of `paths`: it is no output either.
    func write(_ paths: [String], config: String? = nil, to name: String?) -> ExitStatus {
        do throws(OutputError) {
            return try convert(paths, config, to: name)
        } catch {
            guard !error.isBrokenPipe else { return .good }
            StandardError.line(OutputFile.line(error, tool: "aoftool", name: name))
            return .failed
        }
    }

    private func convert(_ paths: [String], _ config: String?, to name: String?) throws(OutputError) -> ExitStatus {
        let sets = paths.map(open)
        let inputs = paths + sets.compactMap { $0 }.flatMap(Self.files) + [config].compactMap { $0 }
        let output = try OutputFile(name, inputs: inputs, threads: work.threads)
        if options.format == .resp && output.isTerminal {
            StandardError.line("aoftool: --to resp is not for a terminal: use -o or a pipe, or --to commands")
            return .failed
        }
        let converter = AOFConverter(options, to: output.sink)
        var status = ExitStatus.good
        var isWhole = true
        for set in sets {
            let result = try set.map { set throws(OutputError) in try convert(set, with: converter) }
            status = max(status, result?.status ?? .failed)
            isWhole = isWhole && result?.isWhole == true
        }
        if options.follows, let set = sets.first ?? nil, let path = paths.first {
            status = max(status, try follow(set, path, with: converter))
        }
        try converter.finish()
        try finish(output, name, isWhole: isWhole || keepsPartial)
        if let at = options.at, !converter.hasWritten {
            say(paths.joined(separator: ", "), "no record holds byte \(at)")
            return max(status, .negative)
        }
        return status
    }

    /// All that is read of a set.
    private static func files(_ set: AOFSet) -> [String] {
        set.parts.map(\.path.string) + [set.manifestPath?.string].compactMap { $0 }
    }

    private func open(_ path: String) -> AOFSet? {
        do throws(RDBError) {
            let set = try AOFSet(path: FilePath(path))
            let missing = namedFiles.first { name in !set.parts.contains { $0.name == name } }
            guard let file = missing else { return set }
            say(path, "it has no file \(file)")
        } catch {
            say(InputFile(path).shownName, error.message)
        }
        return nil
    }

    private func convert(
        _ set: AOFSet, with converter: AOFConverter
    ) throws(OutputError) -> (status: ExitStatus, isWhole: Bool) {
        let progress = Progress(work.progress, file: set.parts.last?.name ?? "", total: nil)
        let report = converter.convert(set) { progress?.reached($0) }
        progress?.finish()
        if let failure = converter.failure { throw failure }
        show(report, of: set)
        let isWhole = !report.isUnreadable && !report.isDamaged && report.undecided == 0
        let lacksData = report.losses.contains { $0.key.isData && $0.value > 0 }
        return (report.isUnreadable ? .failed : isWhole && !lacksData ? .good : .negative, isWhole)
    }

    /// Goes on until nothing more is wanted, nobody reads what is written, or a signal asks it to end.
    private func follow(
        _ set: AOFSet, _ path: String, with converter: AOFConverter
    ) throws(OutputError) -> ExitStatus {
        var status = ExitStatus.good
        do throws(RDBError) {
            let follower = try AOFFollower(converter, FilePath(path))
            Interruption.begin(once: true)
            while !follower.isDone && !Interruption.isRequested {
                // A signal ends the pause: what was written until then is shown.
                Pause.tenthOfSecond()
                status = max(status, readOn(follower, set, path))
            }
        } catch {
            say(path, "cannot be followed: \(error.message)")
            return .failed
        }
        if let failure = converter.failure { throw failure }
        return status
    }

    private func readOn(_ follower: AOFFollower, _ set: AOFSet, _ path: String) -> ExitStatus {
        let (replacements, gaps, cuts) = (follower.replacements, follower.gaps, follower.cuts)
        let report = follower.readOn()
        show(report, of: set)
        if follower.replacements > replacements {
            say(path, "another file took its place: going on at that file's end")
        }
        if follower.cuts > cuts {
            say(path, "its end was cut off or written anew: going on behind what is left of it")
        }
        guard follower.gaps == gaps else {
            say(path, "not in the output: files of the set that were gone before they could be read")
            return .negative
        }
        return report.isDamaged ? .negative : .good
    }

    /// A file in which a part of an input is missing gets its name only if that was asked for.
    private func finish(_ output: OutputFile, _ name: String?, isWhole: Bool) throws(OutputError) {
        guard let name, name != "-", !isWhole else { return try output.commit() }
        output.discard()
        say(name, "not written, for it would not be whole (--keep-partial)")
    }

    private func show(_ report: AOFConvertReport, of set: AOFSet) {
        let least: RDBSeverity = isQuiet ? .error : .warning
        for finding in report.findings
        where finding.finding.severity >= least || (finding.finding.error.code == .beingWritten && !isQuiet) {
            StandardError.line(FindingLine(tool: "aoftool", file: finding.file, finding: finding.finding).text)
        }
        let name = set.manifestName.isEmpty ? set.parts.last?.name ?? "" : set.manifestName
        if report.isTorn { say(name, "a part of what is damaged is in the output") }
        if report.misplacedCommands > 0 {
            let commands = report.misplacedCommands.counted("command")
            say(name, "not in the output: \(commands) behind damage, of unknown database")
        }
        if report.undecided > 0 {
            let what = report.undecided.counted("key or command", "keys and commands")
            say(name, "not in the output: \(what) whose match could not be decided")
        }
        for loss in RDBConvertLoss.allCases {
            guard let count = report.losses[loss], count > 0, loss.isData || !isQuiet else { continue }
            say(name, "not in the output: \(loss.counted(count))")
        }
    }

    private func say(_ name: String, _ text: String) {
        StandardError.line("aoftool: \(Terminal.escaped(name)): \(Terminal.escaped(text))")
    }
}

import ArgumentParser
import RDBKit
import SystemPackage
import ToolSupport

struct Fix: ToolCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make an append-only file load again, losing nothing that need not be lost.",
        discussion: """
            Cuts a torn end off, or zeros that a power loss left, behind the last whole record that is not inside an \
            open MULTI; takes a transaction out that never ended; writes a wrong or missing manifest anew. Damage in \
            the middle is taken out with --splice only. Shows what it would do, then asks. What is taken out is kept \
            beside the files, and --undo puts it back. An interrupted mend is shown, and finished, by the next run.

            EXAMPLES:
              aoftool fix --dry-run appendonlydir
              aoftool fix --yes --max-loss 1MiB appendonlydir
              aoftool fix --undo appendonly.aof.aoftool-20260101T000000Z-x1y2.journal

            EXIT STATUS: 0 sound, or mended without any loss; 1 mended with a loss, be it only an incomplete record, or \
            not mended; 2 it could not be done; 64 wrong usage.
            """
    )

    @OptionGroup var input: SetArguments

    @Option(help: ArgumentHelp("Put everything back as it was before a mend.", valueName: "journal"))
    var undo: String?

    @Flag(help: "Take out damage that has records behind it.")
    var splice = false

    @Option(
        help: ArgumentHelp(
            "The database behind a gap, where nothing says which it is (once for each gap in order, or once for all).",
            valueName: "n"))
    var assumeDb: [UInt64] = []

    @Option(help: ArgumentHelp("Databases that the server is configured for.", valueName: "n"))
    var databases: UInt64 = 16

    @Flag(help: "Keep FLUSHALL, FLUSHDB, DEL, UNLINK and SWAPDB that stand behind damage.")
    var keepDeletions = false

    @Flag(help: "Keep what an unfinished transaction did: only its MULTI is taken out.")
    var keepOpenMulti = false

    @OptionGroup(title: "Mending") var mend: MendWorkOptions
    @OptionGroup(title: "Output") var show: ShowOptions
    @OptionGroup(title: "Work") var work: WorkOptions

    func validate() throws {
        if undo != nil && (!input.paths.isEmpty || input.config != nil) {
            throw ValidationError("--undo names all that is needed.")
        }
        if undo != nil && (isMendAsked || mend.isMendAsked) {
            throw ValidationError("Only --dry-run, --force and -q go with --undo.")
        }
        if let number = assumeDb.first(where: { $0 >= databases }) {
            throw ValidationError("--assume-db \(number): there are \(databases) databases (--databases).")
        }
        if undo == nil && input.paths.count + (input.config == nil ? 0 : 1) != 1 {
            throw ValidationError("Name one path, or --config.")
        }
    }

    /// Whether an option says how to mend.
    private var isMendAsked: Bool {
        splice || !assumeDb.isEmpty || keepDeletions || keepOpenMulti || show.format == .json
    }

    func execute() throws -> ExitStatus {
        if let undo { return putBack(undo) }
        guard let path = input.resolved()?.first else { return .failed }
        var options = AOFMendOptions()
        options.splices = splice
        options.assumedDatabases = assumeDb
        options.keepsDeletions = keepDeletions
        options.keepsOpenMulti = keepOpenMulti
        return MendRun(path: path, options: mend, show: show, work: work, databases: databases).run { report in
            AOFMendPlanner(report, options, memory: work.windowMemory).plan()
        }
    }

    private func putBack(_ journal: String) -> ExitStatus {
        do throws(AOFMendError) {
            let stored = try AOFStoredMend(finishedAt: FilePath(journal))
            let lock = try FolderLock(stored.filesFolder)
            if mend.dryRun {
                for change in stored.changes.reversed() { print("to be undone: \(Terminal.escaped(change))") }
                return .good
            }
            try stored.undo(isForced: mend.force)
            _ = consume lock
            if !show.quiet { print("\(Terminal.escaped(journal)): undone") }
            return .good
        } catch {
            StandardError.line("aoftool: \(Terminal.escaped(error.message))")
            return .failed
        }
    }
}

import RDBKit
import SystemPackage
import ToolSupport

#if canImport(Glibc)
    import Glibc
#endif

/// Cuts a file and keeps what is cut off.
struct CompatCut {
    private let report: AOFCheckReport

    init(_ report: AOFCheckReport) {
        self.report = report
    }

    /// Asks as the official checkers do: `y` as the first letter means yes.
    static func asks() -> Bool {
        print("Continue? [y/N]: ", terminator: "")
        fflush(nil)
        if readLine()?.first.map({ "yY".contains($0) }) == true { return true }
        print("Aborting...")
        return false
    }

    /// Cuts a part at a place between two records; false when that failed, which is said.
    func cut(_ index: Int, to offset: UInt64) -> Bool {
        let part = report.set.parts[index]
        if let process = FileUse.writer(of: part.path) {
            StandardError.line("\(part.name): process \(process) has it open for writing: stop the server first")
            return false
        }
        let plan = AOFMendPlan.cut(report, part: index, to: offset)
        Interruption.begin()
        defer { Interruption.end() }
        do throws(AOFMendError) {
            let lock = try FolderLock(report.set.folder)
            let journal = try AOFMender(plan, stamp: MendStamp.text) { !Interruption.isRequested }
                .mend(spare: FilePath(Environment["TMPDIR"] ?? "/tmp"))
            _ = consume lock
            StandardError.line("What was cut off is kept in \(Terminal.escaped(journal.string))")
            return true
        } catch {
            print("Failed to truncate AOF \(Terminal.escaped(part.name))")
            StandardError.line(Terminal.escaped(error.message))
            return false
        }
    }
}

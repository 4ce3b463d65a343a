import RDBKit
import SystemPackage
import ToolSupport

/// What `redis-check-aof` says and does, without what makes it destroy data.
///
/// It reads through any file, and what it cuts off is kept beside the file. It refuses to cut what is no log.
struct CompatChecker {
    private let arguments: CompatArguments

    init(_ arguments: CompatArguments) {
        self.arguments = arguments
    }

    /// Does what was asked; the exit status is 0 or 1.
    func run() -> Int32 {
        switch arguments.mode {
        case .version:
            print("\(arguments.program) v=\(ToolVersion.text)")
            return 0
        case .usage:
            print(
                "Usage: \(arguments.program) [--fix|--truncate-to-timestamp $timestamp] <file.manifest|file.aof>")
            return 1
        case .invalidTimestamp:
            print("Invalid timestamp, aborting...")
            return 1
        case .check, .fix, .truncate: return checkSet()
        }
    }

    private func checkSet() -> Int32 {
        do throws(RDBError) {
            let facts = try? FilePath(arguments.file).stat()
            if facts?.type == .directory {
                print("Cannot read file: \(arguments.file)")
                return 1
            }
            return check(try AOFSet(path: FilePath(arguments.file)))
        } catch {
            print("Cannot open file \(arguments.file): \(error.message)")
            return 1
        }
    }

    private func check(_ set: AOFSet) -> Int32 {
        if let refusal = set.manifest.flatMap(Self.refusal), set.kind == .set {
            print("*** FATAL AOF MANIFEST FILE ERROR ***\n\(refusal)")
            return 1
        }
        let report = AOFChecker().check(set)
        let files = report.set.kind == .set ? FileNames.ofSet : FileNames.single
        print(set.kind == .set ? "Start checking Multi Part AOF" : "Start checking Old-Style AOF")
        var saysIncr = false
        var lines: UInt64 = 1
        for (index, part) in set.parts.enumerated() {
            if part.entry?.role == .incr && set.kind == .set && !saysIncr {
                print("Start to check INCR files.")
                saysIncr = true
            }
            guard let checked = report.parts[index] else {
                print("Cannot open file \(part.path.string): No such file or directory")
                return 1
            }
            let file = CompatPart(
                report: report, index: index, checked: checked, mode: arguments.mode, names: files,
                isLast: set.kind != .set || index == set.parts.count - 1)
            guard file.check(&lines) else { return 1 }
        }
        if set.kind == .set { print("All AOF files and manifest are valid") }
        return 0
    }

    /// Why servers refuse the manifest, with its line.
    private static func refusal(_ manifest: AOFManifest) -> String? {
        if manifest.isAccepted && !manifest.loaded.isEmpty { return nil }
        return manifest.findings.first?.message ?? "it names nothing to load"
    }
}

/// How files are named in messages.
enum FileNames {
    case single, ofSet
}

import RDBKit
import SystemPackage
import ToolSupport

/// One file, in the words of the official checkers.
struct CompatPart {
    let report: AOFCheckReport
    let index: Int
    let checked: AOFPartReport
    let mode: CompatArguments.Mode
    let names: FileNames
    let isLast: Bool

    private var part: AOFPart { report.set.parts[index] }
    private var name: String { Terminal.escaped(names == .single ? part.path.string : part.name) }
    private var title: String {
        names == .single ? "" : part.entry?.role == .base ? "BASE " : "INCR "
    }

    /// Checks it, and mends it if that was asked for; false ends everything.
    func check(_ lines: inout UInt64) -> Bool {
        if part.entry?.role == .base && names == .ofSet {
            print("Start to check BASE AOF (\(checked.preamble == nil ? "RESP" : "RDB") format).")
        }
        if checked.byteCount == 0 {
            print("\(title)AOF \(name) is empty")
            return true
        }
        if checked.isUnreadable {
            print("Cannot read file: \(name)")
            return false
        }
        if let rdb = checked.preamble, !CompatPreamble(rdb, checked.preambleBytes, name).check() { return false }
        if case .truncate(let seconds) = mode { return CompatTruncation(self, seconds).truncate() }
        return analyze(&lines)
    }

    /// The first place that is not right, as the official checkers see it.
    var okUpTo: UInt64 {
        if checked.findingCounts[.notAOF] != nil { return 0 }
        return checked.damages.first?.safeEnd ?? checked.safeEnd
    }

    private func analyze(_ lines: inout UInt64) -> Bool {
        let okUpTo = okUpTo
        let difference = checked.byteCount - okUpTo
        let counter = CompatLineCounter(part: part, start: checked.preambleBytes, damage: checked.damages.first)
        lines += counter.lines
        if let line = CompatError(checked, name, lastWord: counter.lastWord).line { print(line) }
        print(
            "AOF analyzed: filename=\(name), size=\(checked.byteCount), ok_up_to=\(okUpTo), "
                + "ok_up_to_line=\(lines), diff=\(difference)")
        if difference == 0 {
            print("\(title)AOF \(name) is valid")
            return true
        }
        guard mode == .fix else {
            print("AOF \(name) is not valid. Use the --fix option to try fixing it.")
            return false
        }
        return fix(okUpTo, difference)
    }

    private func fix(_ okUpTo: UInt64, _ difference: UInt64) -> Bool {
        guard isLast else {
            print("Failed to truncate AOF \(name) because it is not the last file")
            return false
        }
        if checked.findingCounts[.notAOF] != nil {
            print("AOF \(name) is not valid.")
            StandardError.line("\(name): it is no append-only file; cutting it would destroy it")
            return false
        }
        print(
            "This will shrink the AOF \(name) from \(checked.byteCount) bytes, with \(difference) bytes, to \(okUpTo) bytes"
        )
        guard CompatCut.asks() else { return false }
        guard CompatCut(report).cut(index, to: okUpTo) else { return false }
        print("Successfully truncated AOF \(name)")
        return true
    }

    /// Cuts it in front of what is later than `seconds`.
    func cut(to offset: UInt64) -> Bool { CompatCut(report).cut(index, to: offset) }

    /// What messages call it.
    var shownName: String { name }
    /// BASE or INCR in front of it, in a set.
    var shownTitle: String { title }
}

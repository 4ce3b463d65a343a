import RDBKit
import ToolSupport

/// Differences as text.
enum DiffText {
    /// Bytes of a value that are shown.
    private static let mostShown = 256

    /// A key, and below it what changed inside.
    static func lines(of difference: KeyDifference, usesColor: Bool) -> [String] {
        guard let key = difference.key else { return [] }
        let head = "\(sign(difference.kind)) db\(key.database) \(Terminal.quoted(key.name)) \(key.type.name)"
        var lines = [colored(head, difference.kind, usesColor)]
        for change in difference.changes {
            lines.append(colored("    \(sign(change.kind)) \(text(of: change))", change.kind, usesColor))
        }
        if difference.kind == .changed && difference.changes.isEmpty {
            lines.append("    in what is not shown: it is too large (--memory), or a counter (--exact)")
        }
        return lines
    }

    /// A function library.
    static func line(of library: LibraryDifference, usesColor: Bool) -> String {
        let name = library.name.map { Terminal.quoted(Array($0.utf8)) } ?? "without a name"
        return colored("\(sign(library.kind)) function library \(name)", library.kind, usesColor)
    }

    /// What was found, in numbers.
    static func total(of report: DiffReport) -> String {
        guard report.isComparable else { return "not known: nothing could be compared" }
        switch report.answer {
        case true?: return "the same"
        case nil: return "not known: nothing differs in what could be compared"
        case false?: return differences(report)
        }
    }

    private static func differences(_ report: DiffReport) -> String {
        var parts = [
            part(report.removed, "only in the first"), part(report.added, "only in the second"),
            part(report.changed, "changed"), part(report.unknown, "unknown"),
        ].compactMap { $0 }
        for (kind, what) in [
            (DiffChange.Kind.removed, "only in the first"), (.added, "only in the second"), (.changed, "changed"),
        ] where report.libraries(kind) > 0 {
            parts.append(report.libraries(kind).counted("function library", "function libraries") + " " + what)
        }
        if report.failure != nil { parts.append("as far as it could be compared") }
        return parts.joined(separator: ", ")
    }

    /// What the commands of a patch do not make.
    static func line(of gap: DiffPatchGap) -> String {
        let key = "db\(gap.database) \(Terminal.quoted(gap.name))"
        let what = gap.losses.map(\.rawValue).joined(separator: ", ")
        if gap.isLeftOut {
            return "\(key) is not in the commands: "
                + (what.isEmpty ? "it cannot be read again" : "no command makes \(what)")
        }
        return "\(key) is made without " + (what.isEmpty ? "what cannot be read again" : what)
    }

    /// Why so many function libraries took no part.
    static func uncomparedFunctions(_ number: some BinaryInteger) -> String {
        number.counted("function library is", "function libraries are")
            + " not compared: the JSON does not say which there are (convert --include meta)"
    }

    private static func part(_ number: UInt64, _ what: String) -> String? {
        number == 0 ? nil : number.counted("key") + " " + what
    }

    private static func text(of change: DiffChange) -> String {
        var text = change.group.map { "group \(Terminal.quoted($0)), " } ?? ""
        text += change.part.rawValue
        if !change.part.isOfWhole { text += " " + name(of: change) }
        switch (change.before, change.after) {
        case (nil, nil): break
        case (let before?, let after?): text += ": \(value(before, change.part)) -> \(value(after, change.part))"
        case (let before?, nil): text += ": \(value(before, change.part))"
        case (nil, let after?): text += ": \(value(after, change.part))"
        }
        return text
    }

    private static func name(of change: DiffChange) -> String {
        switch change.part {
        case .item, .entry, .pending: String(decoding: change.name, as: UTF8.self)
        default: Terminal.quoted(change.name)
        }
    }

    private static func value(_ bytes: [UInt8], _ part: DiffChange.Part) -> String {
        switch part {
        case .value, .field, .item, .entry, .pending:
            if bytes.count <= mostShown { return Terminal.quoted(bytes) }
            return Terminal.quoted(bytes.prefix(mostShown)) + "... (\(bytes.count.counted("byte")))"
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func sign(_ kind: DiffChange.Kind) -> String {
        switch kind {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        }
    }

    private static func colored(_ text: String, _ kind: DiffChange.Kind, _ usesColor: Bool) -> String {
        guard usesColor else { return text }
        let color = kind == .added ? "32" : kind == .removed ? "31" : "33"
        return "\u{1B}[\(color)m\(text)\u{1B}[0m"
    }
}

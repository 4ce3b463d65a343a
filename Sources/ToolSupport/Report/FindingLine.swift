public import RDBKit

/// A finding as one line: `rdbtool: dump.rdb: offset 0x1A2B (6699): db 0, key "user:1", hash listpack: ...`.
public struct FindingLine {
    private let tool: String
    private let file: String
    private let finding: RDBFinding

    /// The line of `finding` in the input `file`.
    public init(tool: String, file: String, finding: RDBFinding) {
        self.tool = tool
        self.file = file
        self.finding = finding
    }

    /// The line.
    public var text: String {
        var parts = [tool, Terminal.escaped(file)]
        if finding.severity != .error { parts.append(finding.severity.rawValue) }
        return (parts + [Self.text(of: finding)]).joined(separator: ": ")
    }

    /// Place and sentence of a finding, without the file.
    static func text(of finding: RDBFinding) -> String {
        var parts: [String] = []
        if finding.error.hasPlace { parts.append("offset \(RDBOffset(finding.error.offset))") }
        if let place = place(of: finding) { parts.append(place) }
        parts.append(Terminal.escaped(finding.message))
        return parts.joined(separator: ": ")
    }

    private static func place(of finding: RDBFinding) -> String? {
        var parts: [String] = []
        if let database = finding.database { parts.append("db \(database)") }
        if let key = finding.key { parts.append("key \(Terminal.quoted(key))") }
        if let type = finding.objectType { parts.append(type.description) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

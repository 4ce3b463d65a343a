/// The list of files that make a multi-part append-only file.
///
/// Text, a file on each line: `file NAME seq N type b|h|i`, read as strictly as the servers do.
public struct AOFManifest: Sendable {
    /// All entries, in the order of the manifest.
    public var entries: [AOFManifestEntry]
    /// What servers refuse it for, and what is odd about it.
    public private(set) var findings: [RDBFinding] = []

    /// What was read last, and whether there was a base: a manifest may have very many lines.
    private var lastIncr: AOFManifestEntry?
    private var hasBase = false
    private var loadedNames: Set<[UInt8]> = []

    /// Longest line, its end included.
    static let longestLine = 1024

    /// A manifest of these files.
    public init(entries: [AOFManifestEntry]) {
        self.entries = entries
    }

    /// Reads a manifest. What is wrong with it is in ``findings``; all lines are read.
    public init(_ bytes: [UInt8]) {
        entries = []
        guard !bytes.isEmpty else {
            add(.manifestEmpty, 0)
            return
        }
        var rest = bytes[...]
        var number = 0
        while !rest.isEmpty {
            number += 1
            let start = rest.startIndex
            guard let end = rest.firstIndex(of: 0x0A), end - start < Self.longestLine else {
                add(.manifestLine, start, length: (rest.firstIndex(of: 0x0A) ?? rest.endIndex) - start)
                rest = rest[(rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex)...]
                continue
            }
            readLine(rest[start..<end], number)
            rest = rest[(end + 1)...]
        }
        judge(bytes)
    }

    /// Reads what can be read of a manifest that servers refuse.
    init(lenient bytes: [UInt8]) {
        entries = []
        for line in bytes.split(separator: 0x0A) { readLine(line, 0) }
    }

    /// Whether `bytes` look like a manifest: the first line that is no comment begins with the word `file`, or holds
    /// the words of an entry.
    public static func looksLikeManifest(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.prefix(4 * longestLine).split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let line = lines.first(where: { $0.first != 0x23 && !$0.allSatisfy { $0 <= 0x20 } }) else { return false }
        if line.starts(with: "file ".utf8) { return true }
        let words = (ManifestWords.split(line) ?? []).map { String(decoding: $0, as: UTF8.self).lowercased() }
        return words.contains("file") && (words.contains("seq") || words.contains("type"))
    }

    /// The base, wherever it stands.
    public var base: AOFManifestEntry? { entries.first { $0.role == .base } }

    /// Incr files, in the order in which they are loaded.
    public var incrs: [AOFManifestEntry] { entries.filter { $0.role == .incr } }

    /// All files that are loaded, in order.
    public var loaded: [AOFManifestEntry] { (base.map { [$0] } ?? []) + incrs }

    /// Whether servers load it.
    public var isAccepted: Bool { !findings.contains { $0.error.code.isManifestRefusal } }

    /// The text that servers write for it: base, history, incr files.
    public var text: String {
        let order: [AOFManifestEntry.Role] = [.base, .history, .incr]
        return order.flatMap { role in entries.filter { $0.role == role } }.map { $0.text + "\n" }.joined()
    }

    private mutating func add(_ code: RDBError.Code, _ offset: Int, length: Int = 0, detail: String? = nil) {
        findings.append(
            RDBFinding(RDBError(code, at: UInt64(offset), length: UInt64(max(0, length))), detail: detail))
    }

    private mutating func readLine(_ line: ArraySlice<UInt8>, _ number: Int) {
        if line.first == 0x23 { return }
        guard let words = ManifestWords.split(line), words.count >= 6, words.count % 2 == 0 else {
            return add(.manifestFormat, line.startIndex, length: line.count, detail: "line \(number)")
        }
        var reader = ManifestEntryReader()
        for pair in stride(from: 0, to: words.count, by: 2) {
            if let code = reader.read(words[pair], words[pair + 1]) {
                return add(code, line.startIndex, length: line.count, detail: "line \(number)")
            }
        }
        guard var entry = reader.entry else {
            return add(.manifestFormat, line.startIndex, length: line.count, detail: "line \(number)")
        }
        entry.line = number
        judge(entry, line)
        append(entry)
    }

    private mutating func append(_ entry: AOFManifestEntry) {
        entries.append(entry)
        if entry.role == .incr { lastIncr = entry }
        // Only the first base is loaded.
        if entry.role == .incr || (entry.role == .base && !hasBase) { loadedNames.insert(entry.name) }
        if entry.role == .base { hasBase = true }
    }

    private mutating func judge(_ entry: AOFManifestEntry, _ line: ArraySlice<UInt8>) {
        if entry.role == .base && hasBase { add(.manifestTwoBases, line.startIndex, length: line.count) }
        if entry.role == .incr, let last = lastIncr, last.sequence >= entry.sequence {
            add(.manifestOrder, line.startIndex, length: line.count, detail: "line \(entry.line)")
        }
        if entry.role != .history, loadedNames.contains(entry.name) {
            add(.partTwice, line.startIndex, length: line.count, detail: entry.nameText)
        }
        if let named = AOFManifestEntry.parse(name: entry.nameText), entry.role != .history,
            named.sequence != entry.sequence || named.role != entry.role
        {
            add(.partName, line.startIndex, length: line.count, detail: entry.nameText)
        }
        if entry.role == .incr, let end = lastIncr?.endOffset, let start = entry.startOffset, start != end + 1 {
            add(.partOffsets, line.startIndex, length: line.count, detail: "\(end) and \(start)")
        }
    }

    private mutating func judge(_ bytes: [UInt8]) {
        if isAccepted && loaded.isEmpty { add(.manifestNothing, 0) }
        let line = bytes.split(separator: 0x0A).first { $0.first != 0x23 }
        if let line, isAccepted, !line.starts(with: "file".utf8) { add(.manifestKeyword, line.startIndex) }
    }
}

extension RDBError.Code {
    /// Whether servers refuse to start on a manifest for this.
    var isManifestRefusal: Bool {
        switch self {
        case .manifestEmpty, .manifestFormat, .manifestLine, .manifestPath, .manifestType, .manifestOrder,
            .manifestTwoBases:
            true
        default: false
        }
    }
}

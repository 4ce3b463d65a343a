/// Keys that are in two RDB files of a set: servers end when they meet a key that is there already.
///
/// A set has more than one such file only where somebody has put it together.
struct AOFSharedKeys {
    private let report: AOFCheckReport
    private let options: RDBCheckOptions
    private var seen: SeenStrings

    init(_ report: AOFCheckReport, _ options: RDBCheckOptions) {
        self.report = report
        self.options = options
        var generator = SystemRandomNumberGenerator()
        seen = SeenStrings([KeyedHash(using: &generator), KeyedHash(using: &generator)])
    }

    /// Such keys, in the order of the files, but no more than findings are kept.
    mutating func find() -> [AOFFinding] {
        let places = report.parts.indices.filter { report.parts[$0]?.preamble != nil }
        guard places.count > 1, !options.isQuick else { return [] }
        var findings: [AOFFinding] = []
        for place in places where findings.count < options.maximumFindings {
            do throws(RDBError) {
                try read(place, &findings)
            } catch {
                // What is wrong with the file was found before.
                continue
            }
        }
        if seen.isFull {
            findings.append(
                AOFFinding(report.set.manifestName, .notChecked, detail: "all keys of the RDB files for duplicates"))
        }
        return findings
    }

    private mutating func read(_ place: Int, _ findings: inout [AOFFinding]) throws(RDBError) {
        let input = try AOFInput(path: report.set.parts[place].path, memory: options.memory)
        var reader = try RDBReader(preambleOf: input)
        while findings.count < options.maximumFindings, let record = try reader.next() {
            guard record == .entry, reader.isKeyWhole else { continue }
            let name = reader.keyBytes
            guard let first = seen.insert(name, of: reader.database, at: UInt64(place)), first != place else {
                continue
            }
            findings.append(AOFFinding(report.set.parts[place].name, finding(reader, name, first: Int(first), place)))
        }
    }

    private func finding(_ reader: borrowing RDBReader, _ name: [UInt8], first: Int, _ place: Int) -> RDBFinding {
        let start = reader.recordOffset
        // A command in between may have deleted it.
        let isSure = (first..<place).allSatisfy { report.parts[$0]?.commands == 0 }
        return RDBFinding(
            RDBError(.duplicateKey, at: start, length: reader.valueOffset - start), severity: isSure ? nil : .warning,
            database: reader.database, key: Array(name.prefix(RDBFinding.longestKey)), objectType: reader.objectType,
            detail: "it is in \(report.set.parts[first].name), too")
    }
}

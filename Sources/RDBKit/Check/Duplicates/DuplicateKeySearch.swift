/// Finds keys that occur twice in a database, exactly.
///
/// The threads' hashes name suspects; a second pass over the framing compares those byte by byte. Input that
/// cannot be read again is decided by 128-bit hashes instead.
struct DuplicateKeySearch {
    private let stores: [FingerprintStore]
    private let hashes: [KeyedHash]
    private let input: RDBInput
    private let options: RDBCheckOptions

    init(_ stores: [FingerprintStore], _ hashes: [KeyedHash], _ input: RDBInput, _ options: RDBCheckOptions) {
        self.stores = stores
        self.hashes = hashes
        self.input = input
        self.options = options
    }

    /// Adds what it finds to `findings`; keys behind `end` are not looked at.
    func run(upTo end: UInt64, _ findings: inout FindingCollector, _ loading: inout LoadJudge?) {
        if stores.contains(where: { $0.dropped > 0 }) {
            let error = RDBError(.notChecked, at: 0)
            findings.add(RDBFinding(error, detail: "duplicate keys: --memory is too small"))
        }
        if stores.contains(where: \.isWide) { return reportWide(&findings, &loading) }
        guard let suspects = SuspectSearch.narrow(in: stores, threads: options.threads) else {
            let error = RDBError(.duplicateKey, at: 0)
            return findings.add(RDBFinding(error, detail: "too many duplicates to name them"))
        }
        guard !suspects.isEmpty, let reopen = input.reopen else { return }
        do throws(RDBError) {
            try compare(suspects, RDBReader(try reopen()), upTo: end, &findings, &loading)
        } catch {
            findings.add(
                RDBFinding(RDBError(.notChecked, at: error.offset), detail: "duplicate keys: \(error.message)"))
        }
    }

    private func reportWide(_ findings: inout FindingCollector, _ loading: inout LoadJudge?) {
        for pair in SuspectSearch.wide(in: stores) {
            let error = RDBError(.duplicateKey, at: pair.second)
            let finding = RDBFinding(error, detail: "first at \(RDBOffset(pair.first)), found by hash")
            findings.add(finding)
            loading?.addDuplicate(finding, end: pair.second)
        }
    }

    private func compare(
        _ suspects: Set<UInt64>, _ reader: consuming RDBReader, upTo end: UInt64,
        _ findings: inout FindingCollector, _ loading: inout LoadJudge?
    ) throws(RDBError) {
        var seen = SeenStrings(hashes)
        var loaded = SeenStrings(hashes)
        while reader.offset < end {
            let kind = try reader.nextKind(keepingKey: true)
            guard kind == .entry else {
                if kind == .eof { return }
                try reader.skipPayload(of: kind)
                continue
            }
            let salt = KeySalt.of(reader.database, hashes[1])
            let hash = unsafe hashes[0].hash(reader.key.base, reader.key.count, salt: salt)
            guard reader.isKeyWhole, suspects.contains(SuspectSearch.narrowed(hash)) else {
                try reader.skipValue()
                continue
            }
            let name = reader.keyBytes
            let first = seen.insert(name, of: reader.database, at: reader.recordOffset)
            if let first { findings.add(finding(reader, first)) }
            let clash =
                loading?.skips(reader.recordOffset, expiresMs: reader.metadata.expiresMs) == false
                ? loaded.insert(name, of: reader.database, at: reader.recordOffset) : nil
            let duplicate = clash.map { finding(reader, $0) }
            try reader.skipValue()
            if let duplicate { loading?.addDuplicate(duplicate, end: reader.offset) }
        }
    }

    private func finding(_ reader: borrowing RDBReader, _ first: UInt64) -> RDBFinding {
        let start = reader.recordOffset
        let error = RDBError(.duplicateKey, at: start, length: reader.valueOffset - start)
        return RDBFinding(
            error, database: reader.database, key: Array(reader.keyBytes.prefix(RDBFinding.longestKey)),
            objectType: reader.objectType, detail: "first at \(RDBOffset(first))")
    }
}

/// Keys of different databases are different keys: the database enters their hash.
enum KeySalt {
    @inline(__always)
    static func of(_ database: UInt64, _ hash: KeyedHash) -> UInt64 {
        unsafe hash.hash(nil, 0, salt: database &+ 1) | 1
    }
}

/// Finds keys that get the same name in the same database, exactly.
///
/// As for duplicate keys, the threads' hashes name suspects, and a second pass over the input compares the suspects'
/// names byte by byte. Input that cannot be read again is decided by 128-bit hashes.
struct CollisionSearch {
    private let stores: [FingerprintStore]
    private let input: RDBInput
    private let options: RDBRewriteOptions
    private let hashes: [KeyedHash]

    /// - Parameters:
    ///   - stores: The hashes of all names, as ``WrittenKey`` makes them.
    ///   - options: By which the keys were chosen and mapped.
    init(
        _ stores: [FingerprintStore], _ input: RDBInput, _ options: RDBRewriteOptions, _ hashes: [KeyedHash]
    ) {
        self.stores = stores
        self.input = input
        self.options = options
        self.hashes = hashes
    }

    /// Adds what it finds to `findings`.
    func run(_ findings: inout FindingCollector) {
        if stores.contains(where: { $0.dropped > 0 }) {
            findings.add(Self.unknown(RDBError(.notChecked, at: 0), "--memory is too small"))
        }
        if stores.contains(where: \.isWide) { return reportWide(&findings) }
        guard let suspects = SuspectSearch.narrow(in: stores, threads: options.workers) else {
            return findings.add(RDBFinding(RDBError(.keyCollision, at: 0), detail: "too many to name them"))
        }
        guard !suspects.isEmpty, let reopen = input.reopen else { return }
        do throws(RDBError) {
            let reader = try RDBReader(try reopen(), nodeLimit: options.nodeLimit)
            try compare(suspects, reader, &findings)
        } catch {
            findings.add(Self.unknown(error, error.message))
        }
    }

    /// A collision may have gone unseen, and then a key would be lost: no warning, but an error.
    private static func unknown(_ error: RDBError, _ reason: String) -> RDBFinding {
        RDBFinding(RDBError(.notChecked, at: error.offset), severity: .error, detail: "collisions of keys: \(reason)")
    }

    private func reportWide(_ findings: inout FindingCollector) {
        for pair in SuspectSearch.wide(in: stores) {
            let detail = "the other is at \(RDBOffset(pair.first)), found by hash"
            findings.add(RDBFinding(RDBError(.keyCollision, at: pair.second), detail: detail))
        }
    }

    private func compare(
        _ suspects: Set<UInt64>, _ reader: consuming RDBReader, _ findings: inout FindingCollector
    ) throws(RDBError) {
        var seen = SeenStrings(hashes)
        var noted = NotedKeys()
        var choice = KeyChoice(options, input)
        var keysLeft = options.limit ?? .max
        while keysLeft > 0 {
            let kind = try reader.nextKind(keepingKey: true)
            guard kind == .entry else {
                if kind == .eof { return }
                try reader.skipPayload(of: kind)
                continue
            }
            if try choice.wants(reader), let key = name(of: reader, &choice) {
                keysLeft -= 1
                if suspects.contains(SuspectSearch.narrowed(key.low)) {
                    if let first = seen.insert(key.name, of: key.database, at: reader.recordOffset) {
                        findings.add(finding(reader, key, other: noted.text(at: first)))
                    } else {
                        noted.note(reader)
                    }
                }
            }
            try reader.skipValue()
        }
    }

    private func name(of reader: borrowing RDBReader, _ choice: inout KeyChoice) -> WrittenKey? {
        guard reader.isKeyWhole else { return nil }
        let database = options.mapping.renumbered(reader.database)
        switch choice.renamer.name(of: reader) {
        case .same: return WrittenKey(database, reader.keyBytes, hashes)
        case .other(let name): return WrittenKey(database, name, hashes)
        case .undecided: return nil
        }
    }

    private func finding(_ reader: borrowing RDBReader, _ key: WrittenKey, other: String) -> RDBFinding {
        let start = reader.recordOffset
        let error = RDBError(.keyCollision, at: start, length: reader.valueOffset - start)
        let name = PrintableText.quoted(key.name.prefix(RDBFinding.longestKey))
        return RDBFinding(
            error, database: reader.database, key: Array(reader.keyBytes.prefix(RDBFinding.longestKey)),
            objectType: reader.objectType,
            detail: "both would be \(name) in db \(key.database); the other is \(other)")
    }
}

/// A key of the output, and its hashes.
struct WrittenKey {
    let database: UInt64
    let name: [UInt8]
    let low: UInt64
    let high: UInt64

    init(_ database: UInt64, _ name: [UInt8], _ hashes: [KeyedHash]) {
        self.database = database
        self.name = name
        let salt = KeySalt.of(database, hashes[1])
        low = unsafe name.withUnsafeBytes { unsafe hashes[0].hash($0.baseAddress, $0.count, salt: salt) }
        high = unsafe name.withUnsafeBytes { unsafe hashes[1].hash($0.baseAddress, $0.count, salt: salt) }
    }
}

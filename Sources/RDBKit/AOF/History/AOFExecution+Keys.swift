/// Commands on keys whatever their type.
extension AOFExecution {
    static let keyActions: [String: Action] = [
        "del": { $0.delete(from: 1) },
        "unlink": { $0.delete(from: 1) },
        "delifeq": { $0.space.remove($0.database, $0.word(1)) },
        "getdel": { $0.space.remove($0.database, $0.word(1)) },
        "rename": { $0.rename() },
        "renamenx": { $0.rename() },
        "copy": { $0.copy() },
        "move": { $0.move() },
        "swapdb": { $0.swapDatabases() },
        "flushdb": { $0.space.flush($0.database) },
        "flushall": { $0.space.flushAll() },
        "restore": { $0.restore() },
        "restore-asking": { $0.restore() },
        "expire": { $0.expire(unit: 1000, isAbsolute: false) },
        "pexpire": { $0.expire(unit: 1, isAbsolute: false) },
        "expireat": { $0.expire(unit: 1000, isAbsolute: true) },
        "pexpireat": { $0.expire(unit: 1, isAbsolute: true) },
        "persist": { $0.persist() },
        "getex": { $0.getWithExpiry() },
        "pfcount": { $0.confirm($0.word(1)) },
        "touch": { _ in },
        "migrate": { _ in },
        "xreadgroup": { _ in },
        // As old servers logged them: what they do is the script's.
        "eval": { $0.runScript() },
        "evalsha": { $0.runScript() },
        "fcall": { $0.runScript() },
    ]

    private func delete(from start: Int) {
        for index in start..<max(start, words.count) { space.remove(database, words[index]) }
    }

    private func rename() {
        let (source, target) = (word(1), word(2))
        confirm(source)
        guard source != target else { return }
        let entry = space[database, source]
        space.remove(database, source)
        put(entry, database, target)
    }

    private func copy() {
        let (source, target) = (word(1), word(2))
        let option = place(of: "db", from: 3)
        guard let there = option.map({ number($0 + 1).flatMap { UInt64(exactly: $0) } }) ?? database else { return }
        confirm(source)
        var entry = space[database, source]
        if case .present(let value) = entry.presence { entry.presence = .present(value.copy) }
        put(entry, there, target)
    }

    private func move() {
        guard let there = number(2).flatMap({ UInt64(exactly: $0) }), there != database else { return }
        confirm(word(1))
        let entry = space[database, word(1)]
        space.remove(database, word(1))
        put(entry, there, word(1))
    }

    /// A key that comes from another one is there, even where nothing is known of that other one.
    private func put(_ entry: AOFKeyspace.Entry, _ database: UInt64, _ name: [UInt8]) {
        if case .present(let value) = entry.presence {
            space.put(database, name, value, expiresMs: entry.expiresMs)
        } else {
            space.put(database, name, .opaque, expiresMs: entry.expiresMs)
        }
    }

    private func swapDatabases() {
        guard let first = number(1).flatMap({ UInt64(exactly: $0) }),
            let second = number(2).flatMap({ UInt64(exactly: $0) })
        else { return }
        space.swap(first, second)
    }

    private func restore() {
        let milliseconds = number(2) ?? 0
        var expiresMs: Int64?
        if milliseconds > 0 {
            let isAbsolute = place(of: "absttl", from: 4) != nil
            expiresMs = isAbsolute ? Int64(milliseconds) : time(after: Int64(milliseconds))
        }
        let value = isCut ? nil : DumpPayload(word(3)).value(in: space)
        space.put(database, word(1), value ?? .opaque, expiresMs: expiresMs)
    }

    private func runScript() {
        let count = min(max(0, number(2) ?? 0), max(0, words.count - 3))
        for index in 3..<(3 + count) { space.doubt(database, words[index]) }
    }

    // MARK: Expiry

    /// A time so long after this command; nil where its own is not known.
    func time(after milliseconds: Int64) -> Int64? {
        seconds.map { $0.multipliedReportingOverflow(by: 1000).partialValue &+ milliseconds }
    }

    private func expire(unit: Int64, isAbsolute: Bool) {
        confirm(word(1))
        guard let number = number(2) else { return }
        let milliseconds = Int64(number).multipliedReportingOverflow(by: unit).partialValue
        space.setExpiry(database, word(1), isAbsolute ? milliseconds : time(after: milliseconds))
    }

    private func persist() {
        confirm(word(1))
        space.setExpiry(database, word(1), nil)
    }

    private func getWithExpiry() {
        confirm(word(1))
        if isWord(2, "persist") { return space.setExpiry(database, word(1), nil) }
        if let expiresMs = expiryOption(from: 2) { space.setExpiry(database, word(1), expiresMs) }
    }

    /// What EX, PX, EXAT or PXAT says among the words from `start` on.
    func expiryOption(from start: Int) -> Int64? {
        for index in start..<max(start, words.count) {
            guard let value = number(index + 1).map({ Int64($0) }) else { continue }
            if isWord(index, "pxat") { return value }
            if isWord(index, "exat") { return value.multipliedReportingOverflow(by: 1000).partialValue }
            if isWord(index, "px") { return time(after: value) }
            if isWord(index, "ex") { return time(after: value.multipliedReportingOverflow(by: 1000).partialValue) }
        }
        return nil
    }
}

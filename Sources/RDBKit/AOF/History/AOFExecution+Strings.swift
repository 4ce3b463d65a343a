/// Commands on strings.
extension AOFExecution {
    static let stringActions: [String: Action] = [
        "set": { $0.set() },
        "getset": { $0.putString($0.word(1), $0.word(2)) },
        "setnx": { $0.putString($0.word(1), $0.word(2)) },
        "setex": { $0.setWithTime(unit: 1000) },
        "psetex": { $0.setWithTime(unit: 1) },
        "mset": { $0.setMany(from: 1, $0.words.count) },
        "msetnx": { $0.setMany(from: 1, $0.words.count) },
        "msetex": { $0.setCounted() },
        "append": { $0.addText($0.word(1), isEmpty: $0.word(2).isEmpty) },
        "setrange": { $0.addText($0.word(1), isEmpty: $0.word(3).isEmpty) },
        "setbit": { $0.addText($0.word(1)) },
        "bitfield": { $0.addText($0.word(1)) },
        "incr": { $0.addText($0.word(1)) },
        "decr": { $0.addText($0.word(1)) },
        "incrby": { $0.addText($0.word(1)) },
        "decrby": { $0.addText($0.word(1)) },
        "incrbyfloat": { $0.addText($0.word(1)) },
        "pfadd": { $0.addText($0.word(1)) },
        "pfmerge": { $0.addText($0.word(1)) },
        "bitop": { $0.combineBits() },
    ]

    private func putString(_ name: [UInt8], _ text: [UInt8], expiresMs: Int64? = nil) {
        space.put(database, name, .string(isEmpty: text.isEmpty), expiresMs: expiresMs)
    }

    private func set() {
        let keeps = place(of: "keepttl", from: 3) != nil
        putString(word(1), word(2), expiresMs: keeps ? expiry(word(1)) : expiryOption(from: 3))
    }

    private func setWithTime(unit: Int64) {
        let span = number(2).map { Int64($0).multipliedReportingOverflow(by: unit).partialValue }
        putString(word(1), word(3), expiresMs: span.flatMap { time(after: $0) })
    }

    private func setMany(from start: Int, _ end: Int, expiresMs: Int64? = nil) {
        for index in stride(from: start, to: min(end, words.count), by: 2) {
            putString(words[index], word(index + 1), expiresMs: expiresMs)
        }
    }

    private func setCounted() {
        guard let count = number(1), count > 0, count < words.count else { return }
        let end = 2 + 2 * count
        setMany(from: 2, end, expiresMs: expiryOption(from: end))
    }

    /// A string is made, or goes on with text behind it.
    private func addText(_ name: [UInt8], isEmpty: Bool = false) {
        let wasEmpty = if case .string(true) = value(name) ?? .string(isEmpty: true) { true } else { false }
        space.put(database, name, .string(isEmpty: isEmpty && wasEmpty), expiresMs: expiry(name))
    }

    /// The result is as long as the longest source; an empty one deletes the target.
    private func combineBits() {
        var isEmpty: Bool? = true
        for name in words.dropFirst(3) {
            switch presence(name) {
            case .absent: break
            case .unsure: isEmpty = isEmpty == false ? false : nil
            case .present(.string(true)): break
            case .present(.string(false)): isEmpty = false
            case .present: isEmpty = isEmpty == false ? false : nil
            }
        }
        if isCut { isEmpty = nil }
        switch isEmpty {
        case true?: space.remove(database, word(2))
        case false?: space.put(database, word(2), .string(isEmpty: false))
        case nil: store(nil, to: word(2))
        }
    }
}

/// Commands on lists.
extension AOFExecution {
    static let listActions: [String: Action] = [
        "lpush": { $0.push(first: true, creates: true) },
        "rpush": { $0.push(first: false, creates: true) },
        "lpushx": { $0.push(first: true, creates: false) },
        "rpushx": { $0.push(first: false, creates: false) },
        "lpop": { $0.pop($0.word(1), $0.number(2) ?? 1, first: true) },
        "rpop": { $0.pop($0.word(1), $0.number(2) ?? 1, first: false) },
        "linsert": { $0.insert() },
        "lset": { $0.setElement() },
        "lrem": { $0.removeElements() },
        "ltrim": { $0.trim() },
        "rpoplpush": { $0.moveElement(first: false, toFirst: true) },
        "brpoplpush": { $0.moveElement(first: false, toFirst: true) },
        "lmove": { $0.moveElement(first: $0.isWord(3, "left"), toFirst: $0.isWord(4, "left")) },
        "blmove": { $0.moveElement(first: $0.isWord(3, "left"), toFirst: $0.isWord(4, "left")) },
    ]

    private func push(first: Bool, creates: Bool) {
        change(word(1), creates: creates) { (list: ElementList) in
            for element in words.dropFirst(2) { list.push(space.hash(element), first: first) }
        }
    }

    private func pop(_ name: [UInt8], _ count: Int, first: Bool) {
        change(name, creates: false) { (list: ElementList) in
            for _ in 0..<min(max(0, count), list.count) { _ = list.pop(first: first) }
        }
    }

    private func insert() {
        change(word(1), creates: false) { (list: ElementList) in
            if list.isExact {
                list.insert(space.hash(word(4)), before: isWord(2, "before"), pivot: space.hash(word(3)))
            } else {
                list.push(nil, first: true)
            }
        }
    }

    private func setElement() {
        guard let index = number(2) else { return }
        change(word(1), creates: false) { (list: ElementList) in list.set(index, to: space.hash(word(3))) }
    }

    private func removeElements() {
        confirm(word(1))
        if case .list(let list)? = value(word(1)), !list.isExact {
            space.put(database, word(1), .opaque, expiresMs: expiry(word(1)))
        }
        guard let limit = number(2) else { return }
        change(word(1), creates: false) { (list: ElementList) in list.remove(space.hash(word(3)), limit: limit) }
    }

    private func trim() {
        guard let start = number(2), let stop = number(3) else { return }
        change(word(1), creates: false) { (list: ElementList) in list.trim(start, stop) }
    }

    private func moveElement(first: Bool, toFirst: Bool) {
        var element: UInt64?
        change(word(1), creates: false) { (list: ElementList) in element = list.pop(first: first) }
        change(word(2), creates: true) { (list: ElementList) in list.push(element, first: toFirst) }
    }
}

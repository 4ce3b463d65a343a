/// Commands on sets, on fields of hashes, and on vector sets.
extension AOFExecution {
    static let memberActions: [String: Action] = [
        "sadd": { $0.add(from: 2, by: 1) },
        "srem": { $0.removeMembers(from: 2) },
        "smove": { $0.moveMember() },
        "hset": { $0.add(from: 2, by: 2) },
        "hmset": { $0.add(from: 2, by: 2) },
        "hsetnx": { $0.add(from: 2, by: 2) },
        "hincrby": { $0.add([$0.word(2)]) },
        "hincrbyfloat": { $0.add([$0.word(2)]) },
        "hsetex": { $0.addFields(by: 2) },
        "hdel": { $0.removeMembers(from: 2) },
        "hgetdel": { $0.removeFields() },
        "hpexpireat": { $0.confirm($0.word(1)) },
        "hexpireat": { $0.confirm($0.word(1)) },
        "hpexpire": { $0.confirm($0.word(1)) },
        "hexpire": { $0.confirm($0.word(1)) },
        "hpersist": { $0.confirm($0.word(1)) },
        "hgetex": { $0.confirm($0.word(1)) },
        "vadd": { $0.addVector() },
        "vrem": { $0.removeMembers(from: 2) },
        "vsetattr": { $0.confirm($0.word(1)) },
    ]

    private func add(from start: Int, by step: Int) {
        add(stride(from: start, to: words.count, by: step).map { words[$0] })
    }

    private func add(_ members: [[UInt8]]) {
        change(word(1), creates: true) { (set: MemberSet) in
            for member in members { set.members.insert(member) }
        }
    }

    private func removeMembers(from start: Int) { remove(words.dropFirst(start)) }

    private func remove(_ members: ArraySlice<[UInt8]>) {
        change(word(1), creates: false) { (set: MemberSet) in
            for member in members { set.members.remove(member) }
        }
    }

    private func moveMember() {
        guard word(1) != word(2) else { return }
        remove([word(3)])
        change(word(2), creates: true) { (set: MemberSet) in set.members.insert(word(3)) }
    }

    /// The words behind `FIELDS n`.
    private func fields(_ wordsOfEach: Int) -> ArraySlice<[UInt8]> {
        guard let place = place(of: "fields", from: 2), let count = number(place + 1), count > 0, count < words.count
        else { return [] }
        return words.dropFirst(place + 2).prefix(count * wordsOfEach)
    }

    private func addFields(by step: Int) {
        let fields = Array(fields(step))
        add(stride(from: 0, to: fields.count, by: step).map { fields[$0] })
    }

    private func removeFields() { remove(fields(1)) }

    /// `VADD key [REDUCE dim] (FP32 blob | VALUES n v...) element ...`
    private func addVector() {
        var place = isWord(2, "reduce") ? 4 : 2
        if isWord(place, "fp32") {
            place += 2
        } else {
            guard let count = number(place + 1), count >= 0, count < words.count else { return makeOpaque(word(1)) }
            place += 2 + count
        }
        add([word(place)])
    }
}

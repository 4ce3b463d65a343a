/// Carries out a command on the keys of an ``AOFKeyspace``, as far as it makes keys come and go.
///
/// Logs hold what commands did, not what was asked for: a command in a log was carried out. So an LPOP says that its
/// list was there, even where nothing was known of it.
struct AOFExecution {
    let space: AOFKeyspace
    var database: UInt64
    /// The command's words; only the first ones where it ``isCut``.
    let words: [[UInt8]]
    let isCut: Bool
    /// When it was written, Unix seconds, if that is known.
    let seconds: Int64?

    /// Carries out the command called `name`.
    func run(_ command: AOFCommand?) {
        guard let command else { return runUnknown() }
        if let action = Self.actions[command.name] {
            action(self)
        } else if command.isWrite, !command.keySpecifications.isEmpty {
            for index in [1, 2] where command.keySpecifications[0].fixedIndex == index { makeOpaque(word(index)) }
        }
    }

    typealias Action = @Sendable (AOFExecution) -> Void

    /// What commands do; others that write make their key, if it was not there, and never delete it.
    private static let actions: [String: Action] = keyActions.merging(stringActions) { first, _ in first }
        .merging(listActions) { first, _ in first }.merging(memberActions) { first, _ in first }
        .merging(scoredActions) { first, _ in first }.merging(storeActions) { first, _ in first }

    /// A module's command: nobody knows what it does, so names must tell.
    private func runUnknown() {
        guard words.count > 1 else { return }
        let name = String(decoding: words[0], as: UTF8.self).uppercased()
        let deletes = ["DEL", "FORGET", "CLEAR", "DROP"].contains { name.hasSuffix($0) }
        if deletes { space.doubt(database, words[1]) } else { makeOpaque(words[1]) }
    }

    // MARK: Words

    func word(_ index: Int) -> [UInt8] { index < words.count ? words[index] : [] }

    func number(_ index: Int) -> Int? { Int(String(decoding: word(index), as: UTF8.self)) }

    func isWord(_ index: Int, _ text: String) -> Bool {
        word(index).count == text.utf8.count && zip(word(index), text.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }

    /// The place of a word behind `start`, whatever its case.
    func place(of text: String, from start: Int) -> Int? {
        start < words.count ? (start..<words.count).first { isWord($0, text) } : nil
    }

    // MARK: Keys

    func presence(_ name: [UInt8]) -> AOFKeyPresence { space[database, name].presence }

    /// The value of a key that is known to be there.
    func value(_ name: [UInt8]) -> AOFKeyValue? {
        if case .present(let value) = presence(name) { value } else { nil }
    }

    func expiry(_ name: [UInt8]) -> Int64? { space[database, name].expiresMs }

    /// The command shows that the key was there in front of it.
    func confirm(_ name: [UInt8]) {
        guard case .unsure = presence(name) else { return }
        space.put(database, name, .opaque, expiresMs: expiry(name))
    }

    /// Makes a key whose elements are not known, unless it is there.
    func makeOpaque(_ name: [UInt8]) {
        if value(name) == nil { space.put(database, name, .opaque, expiresMs: expiry(name)) }
    }

    /// Changes the elements of a key, which vanishes with the last of them.
    ///
    /// - Parameter creates: Whether the command makes the key where there is none.
    func change<E: KeyElements>(_ name: [UInt8], creates: Bool, _ body: (E) -> Void) {
        if !creates { confirm(name) }
        switch presence(name) {
        case .absent: if creates { create(name, body) }
        case .unsure: makeOpaque(name)
        case .present(let value):
            if isCut {
                loseElements(name, creates: creates)
            } else if let elements = E.elements(of: value) {
                space.change(database, name, value) { body(elements) }
                if elements.count == 0 { space.remove(database, name) }
            } else if !creates, case .opaque = value {
                space.doubt(database, name)
            }
        }
    }

    private func create<E: KeyElements>(_ name: [UInt8], _ body: (E) -> Void) {
        if isCut { return space.put(database, name, .opaque) }
        let elements = E()
        body(elements)
        if elements.count > 0 { space.put(database, name, elements.value) }
    }

    /// Of a command this large not all elements are at hand.
    private func loseElements(_ name: [UInt8], creates: Bool) {
        if creates { space.put(database, name, .opaque, expiresMs: expiry(name)) } else { space.doubt(database, name) }
    }

    /// Puts a result in the place of a key.
    ///
    /// - Parameter result: The elements; nil where they are not known.
    func store(_ result: (any KeyElements)?, to name: [UInt8]) {
        if let result {
            if result.count > 0 { space.put(database, name, result.value) } else { space.remove(database, name) }
        } else if case .absent = presence(name) {
            // With an empty result and nothing to delete the command would not be in the log.
            space.put(database, name, .opaque)
        } else {
            space.doubt(database, name)
        }
    }
}

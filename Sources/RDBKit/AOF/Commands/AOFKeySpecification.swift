/// Where keys are among the words of a command: one of the key specifications that servers have of it.
///
/// As text (``AOFCommandData``): the letter of an ``AOFKeyAccess``; then the place of the first key, or `keyword@from`
/// where it follows a keyword, or `sort` for the last STORE of SORT, which servers find by code; then, unless it is
/// one key, `+last/step/limit` or `#count/first/step`. Their meanings are those of `begin_search` and `find_keys` in
/// `COMMAND INFO`.
struct AOFKeySpecification: Equatable, Sendable {
    enum Begin: Equatable {
        case index(Int)
        /// In lower case; a negative place counts from the end, and the search goes backwards from there.
        case keyword([UInt8], from: Int)
        case storeOfSort
    }

    enum Find: Equatable {
        /// `last` counts from the first key, a negative one from the end; `limit` keeps a fraction of what is left.
        case range(last: Int, step: Int, limit: Int)
        /// The number of keys is one of the words; both places count from the begin.
        case counted(count: Int, first: Int, step: Int)
    }

    let access: AOFKeyAccess
    let begin: Begin
    let find: Find

    /// Reads the text of one specification.
    init?(text: Substring) {
        guard let letter = text.utf8.first, let access = AOFKeyAccess(rawValue: letter) else { return nil }
        self.access = access
        let rest = text.dropFirst()
        let place = rest.prefix { $0 != "+" && $0 != "#" }
        let numbers = rest.dropFirst(place.count + 1).split(separator: "/").compactMap { Int($0) }
        if place == "sort" {
            begin = .storeOfSort
        } else if let index = Int(place) {
            begin = .index(index)
        } else {
            let words = place.split(separator: "@")
            guard words.count == 2, let from = Int(words[1]) else { return nil }
            begin = .keyword(Array(words[0].utf8), from: from)
        }
        if numbers.isEmpty {
            find = .range(last: 0, step: 1, limit: 0)
        } else if numbers.count != 3 || numbers[2] < 0 {
            return nil
        } else if rest.dropFirst(place.count).first == "#" {
            find = .counted(count: numbers[0], first: numbers[1], step: max(1, numbers[2]))
        } else {
            find = .range(last: numbers[0], step: max(1, numbers[1]), limit: numbers[2])
        }
    }

    /// The place of the key where it is the same for all commands and the only one of the specification; else 0.
    var fixedIndex: Int {
        guard case .index(let index) = begin, find == .range(last: 0, step: 1, limit: 0) else { return 0 }
        return index
    }
}

extension AOFReader {
    /// The place of the first key of `specification` and of the last, with their distance; nil where there are none.
    func keys(of specification: AOFKeySpecification) -> StrideThrough<Int>? {
        guard let begin = begin(of: specification.begin), begin > 0, begin < argumentCount else { return nil }
        switch specification.find {
        case .range(let last, let step, let limit):
            let left = argumentCount - begin
            let end =
                last >= 0 ? begin + last : limit > 1 ? begin + left / limit + last : argumentCount + last
            return stride(from: begin, through: min(end, argumentCount - 1), by: step)
        case .counted(let count, let first, let step):
            guard let number = number(begin + count), number > 0, number < argumentCount else { return nil }
            let end = begin + first + (number - 1) * step
            return stride(from: begin + first, through: min(end, argumentCount - 1), by: step)
        }
    }

    private func begin(of begin: AOFKeySpecification.Begin) -> Int? {
        switch begin {
        case .index(let index): return index
        case .keyword(let word, let from):
            // The last word is looked at by no server: nothing follows it.
            let places =
                from > 0
                ? stride(from: from, to: argumentCount - 1, by: 1) : stride(from: argumentCount + from, to: 1, by: -1)
            return places.first { isWord($0, word) }.map { $0 + 1 }
        case .storeOfSort: return placeOfStore()
        }
    }

    /// Words that SORT's options take are no options, and the last STORE counts (`sortGetKeys` in servers' `db.c`).
    private func placeOfStore() -> Int? {
        var found: Int?
        var place = 2
        while place < argumentCount {
            if isWord(place, Array("limit".utf8)) {
                place += 3
            } else if isWord(place, Array("get".utf8)) || isWord(place, Array("by".utf8)) {
                place += 2
            } else if isWord(place, Array("store".utf8)), place + 1 < argumentCount {
                found = place + 1
                place += 2
            } else {
                place += 1
            }
        }
        return found
    }

    /// Whether the argument is `word`, which is in lower case.
    func isWord(_ index: Int, _ word: [UInt8]) -> Bool {
        argumentLength(index) == UInt64(word.count) && zip(argument(index), word).allSatisfy { $0 | 0x20 == $1 }
    }

    /// The argument as a number.
    func number(_ index: Int) -> Int? {
        guard argumentLength(index) <= 20 else { return nil }
        return Int(String(decoding: argument(index), as: UTF8.self))
    }
}

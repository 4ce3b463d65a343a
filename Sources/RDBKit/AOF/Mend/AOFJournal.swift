internal import SystemPackage

/// What a mend does, step by step, as it is kept on the disk beside the files.
///
/// A folder `NAME.aoftool-STAMP.STATE` holds it: `journal`, the bytes that were taken out (`removed`), files that are
/// to come (`new-N`) and files that were moved aside (`old-N`). Its name says how far the mend has come:
///
/// ```
/// .preparing  nothing has changed yet; to be thrown away
/// .pending    some steps may have been done; all of them can be done again
/// .journal    done; can be undone
/// .undoing    some steps may have been undone; all of them can be undone again
/// ```
struct AOFJournal: Equatable {
    /// One step. Doing a step that was done already changes nothing, and so does undoing one.
    enum Step: Equatable {
        /// Cuts a file; the bytes behind are at a place in `removed`.
        case cut(name: String, from: UInt64, to: UInt64, kept: UInt64)
        /// Puts `new-N` in the place of a file, which becomes `old-N`; the state is that of `new-N`.
        case swap(name: String, number: Int, left: AOFFileState)
        /// Gives `new-N` a name that is free.
        case create(name: String, number: Int, left: AOFFileState)
        /// Makes a file `old-N`.
        case aside(name: String, number: Int)

        /// The file.
        var name: String {
            switch self {
            case .cut(let name, _, _, _), .swap(let name, _, _), .create(let name, _, _), .aside(let name, _): name
            }
        }
    }

    /// Where a stretch of `removed` came from.
    struct Removed: Equatable {
        var name: String
        var range: Range<UInt64>
        var place: UInt64
        var reason: String
    }

    /// The folder of the files; nil: the one that the journal's folder is in.
    var folder: String?
    var steps: [Step] = []
    var removed: [Removed] = []
    /// The files that steps change, as they were when the mend was made ready.
    var found: [String: AOFFileState] = [:]

    private static let firstLine = "aoftool-journal 1"

    init() {}

    /// The journal as it is written.
    var text: String {
        var lines = [Self.firstLine]
        if let folder { lines.append("folder \(Self.quoted(folder))") }
        lines += removed.map {
            "removed \(Self.quoted($0.name)) \($0.range.lowerBound) \($0.range.upperBound) \($0.place) \(Self.quoted($0.reason))"
        }
        lines += found.sorted { $0.key < $1.key }.map { "found \(Self.quoted($0.key)) \(Self.text($0.value))" }
        lines += steps.map(Self.line)
        return lines.map { $0 + "\n" }.joined() + "end\n"
    }

    /// Reads a journal; nil where it is none, or not whole.
    init?(_ text: [UInt8]) {
        let lines = text.split(separator: 0x0A)
        guard lines.first.map({ String(decoding: $0, as: UTF8.self) }) == Self.firstLine,
            lines.last.map({ String(decoding: $0, as: UTF8.self) }) == "end"
        else { return nil }
        for line in lines.dropFirst().dropLast() {
            guard let words = ManifestWords.split(line)?.map({ String(decoding: $0, as: UTF8.self) }), read(words)
            else { return nil }
        }
    }

    private static func quoted(_ text: String) -> String { ManifestWords.quoted(text.utf8) }

    private static func text(_ state: AOFFileState) -> String { "\(state.size) \(state.modified)" }

    private static func line(_ step: Step) -> String {
        switch step {
        case .cut(let name, let from, let to, let kept): "cut \(quoted(name)) \(from) \(to) \(kept)"
        case .swap(let name, let number, let left): "swap \(quoted(name)) \(number) \(text(left))"
        case .create(let name, let number, let left): "create \(quoted(name)) \(number) \(text(left))"
        case .aside(let name, let number): "aside \(quoted(name)) \(number)"
        }
    }

    private mutating func read(_ words: [String]) -> Bool {
        // A journal that somebody else put beside the files must not lead out of their folder.
        if words.first != "folder" && (words.count < 2 || words[1].contains("/") || words[1] == "..") { return false }
        let numbers = words.dropFirst(2).map { UInt64($0) }
        switch (words.first, words.count) {
        case ("folder", 2): folder = words[1]
        case ("removed", 6):
            guard let low = numbers[0], let high = numbers[1], let place = numbers[2], low <= high else { return false }
            removed.append(Removed(name: words[1], range: low..<high, place: place, reason: words[5]))
        case ("cut", 5):
            guard let from = numbers[0], let to = numbers[1], let kept = numbers[2], to <= from else { return false }
            steps.append(.cut(name: words[1], from: from, to: to, kept: kept))
        case ("found", 4):
            guard let state = Self.state(words) else { return false }
            found[words[1]] = state
        case ("swap", 5), ("create", 5):
            guard let number = Int(words[2]), let left = Self.state(words) else { return false }
            steps.append(
                words[0] == "swap"
                    ? .swap(name: words[1], number: number, left: left)
                    : .create(name: words[1], number: number, left: left))
        case ("aside", 3):
            guard let number = Int(words[2]) else { return false }
            steps.append(.aside(name: words[1], number: number))
        default: return false
        }
        return true
    }

    /// The state in the last two words.
    private static func state(_ words: [String]) -> AOFFileState? {
        guard let size = UInt64(words[words.count - 2]), let modified = Int64(words[words.count - 1])
        else { return nil }
        return AOFFileState(size: size, modified: modified)
    }
}

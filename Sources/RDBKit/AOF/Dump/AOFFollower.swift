public import SystemPackage

/// Goes on with a log that was converted while a server goes on writing it.
///
/// Call ``readOn()`` now and then. When the server rewrites a set, it goes over to the next incr file. When it puts a
/// new file in the place of a single log, as servers before 7.0 do, it goes on at that file's end.
public final class AOFFollower {
    private let converter: AOFConverter
    private let path: FilePath
    private var file: AOFOpenPart
    private var end: AOFPartPass.End
    /// The last bytes that were read: they tell whether the file still is what it was.
    private var mark: [UInt8] = []
    /// How often another file took the place of a single log.
    public private(set) var replacements = 0
    /// How often the end of the file was not any more what had been read: a restarted server or a mend had cut it.
    public private(set) var cuts = 0
    /// How often files of the set were gone before they could be read.
    public private(set) var gaps = 0

    /// Follows the set at `path`, which `converter` has just converted with ``AOFConvertOptions/follows``.
    ///
    /// - Throws: `not-repeatable` where its last file could not be read, or is no plain file.
    public init(_ converter: AOFConverter, _ path: FilePath) throws(RDBError) {
        guard let last = converter.last else { throw RDBError(.notRepeatable, at: 0) }
        self.converter = converter
        self.path = path
        file = last.part
        end = last.end
        mark = file.bytes(before: end.offset)
    }

    /// Whether nothing more is wanted.
    public var isDone: Bool { end.isDone || converter.failure != nil }

    /// Writes what was appended since the last time.
    public func readOn() -> AOFConvertReport {
        var report = AOFConvertReport()
        // Once there is another file, nothing more is written to this one: so look for it first.
        let next = nextPart()
        let isReplaced = next == nil && file.isReplaced
        do throws(RDBError) {
            if file.bytes(before: end.offset) != mark { goBack() }
            try readFile(isContinued: true, &report)
            if let next {
                try enter(next, &report)
            } else if isReplaced {
                try enterReplacement()
            }
        } catch {
            report.add(error, of: file.part)
        }
        return report
    }

    private func readFile(isContinued: Bool, _ report: inout AOFConvertReport) throws(RDBError) {
        guard file.size > end.offset, !end.isDone else { return }
        let input = try AOFInput(path: file.path, from: end.offset)
        end = try converter.resume(input, file.part, end, isContinued: isContinued, &report)
        mark = file.bytes(before: end.offset)
    }

    /// Goes on where the file was cut, as far as one can know: what ended within a transaction was cut in front of it.
    private func goBack() {
        end.offset = min(end.context.transaction ?? .max, file.size)
        end.context.enterStretch(behindDamage: true)
        mark = file.bytes(before: end.offset)
        cuts += 1
    }

    /// Goes over to the next file of the set.
    private func enter(_ next: AOFPart, _ report: inout AOFConvertReport) throws(RDBError) {
        let last = file.part.entry
        file = try AOFOpenPart(next)
        if let last, last.role == .incr, next.entry?.sequence != last.sequence &+ 1 { gaps += 1 }
        end.offset = 0
        end.context.enterStretch(behindDamage: false)
        try readFile(isContinued: false, &report)
    }

    /// Goes on at the end of the file that has the name now. Nobody knows which database is selected there.
    private func enterReplacement() throws(RDBError) {
        file = try AOFOpenPart(file.part)
        end.offset = file.size
        mark = file.bytes(before: end.offset)
        end.context.enterStretch(behindDamage: true)
        replacements += 1
    }

    /// The first incr file behind the current one that is still there, once the manifest names it.
    private func nextPart() -> AOFPart? {
        guard let entry = file.part.entry, let set = try? AOFSet(path: path), set.kind == .set else { return nil }
        return set.parts.first {
            guard $0.isThere, let other = $0.entry, other.role == .incr else { return false }
            return entry.role != .incr || other.sequence > entry.sequence
        }
    }
}

public import SystemPackage

/// Goes on with a log that was converted while a server goes on writing it.
///
/// Call ``readOn()`` now and then. When the server rewrites a set, it goes over to the next incr file. When it puts a
/// new file in the place of a single log, as servers before 7.0 do, it goes on at that file's end.
public final class AOFFollower {
    private let converter: AOFConverter
    private let path: FilePath
    private var part: AOFPart
    private var end: AOFPartRun.End
    /// Held open, so that what was written to it is read even when its name is gone.
    private var file: FileDescriptor
    private var facts: FileFacts?
    /// How often another file took the place of a single log.
    public private(set) var replacements = 0

    /// Follows the set at `path`, which `converter` has just converted with ``AOFConvertOptions/follows``.
    ///
    /// - Throws: `io-error`; `not-repeatable` for what is no plain file.
    public init(_ converter: AOFConverter, _ path: FilePath) throws(RDBError) {
        guard let last = converter.last, FileFacts(last.part.path)?.isRegular == true else {
            throw RDBError(.notRepeatable, at: 0)
        }
        self.converter = converter
        self.path = path
        part = last.part
        end = last.end
        file = try Self.open(last.part)
        facts = FileFacts(last.part.path)
    }

    deinit {
        try? file.close()
    }

    /// Whether nothing more is wanted.
    public var isDone: Bool { end.isDone || converter.failure != nil }

    private static func open(_ part: AOFPart) throws(RDBError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(part.path, .readOnly, options: .closeOnExec)
        } catch {
            throw RDBError(.ioError, at: 0, found: (error as? Errno).map { UInt64($0.rawValue) })
        }
    }

    /// Writes what was appended since the last time.
    public func readOn() -> AOFConvertReport {
        var report = AOFConvertReport()
        // Once there is another file, nothing more is written to this one: so look for it first.
        let next = nextPart()
        let isReplaced = next == nil && FileFacts(part.path).map { !$0.isSameFile(as: facts) } ?? false
        do throws(RDBError) {
            try readFile(isContinued: true, &report)
            if let next {
                try enter(next, at: 0)
                end.context.enterStretch(behindDamage: false)
                try readFile(isContinued: false, &report)
            } else if isReplaced {
                try enter(part, at: nil)
                replacements += 1
            }
        } catch {
            report.add(error, of: part)
        }
        return report
    }

    private func readFile(isContinued: Bool, _ report: inout AOFConvertReport) throws(RDBError) {
        let name = FilePath("/proc/self/fd/\(file.rawValue)")
        guard let size = FileFacts(name)?.size, size > end.offset, !end.isDone else { return }
        let input = try AOFInput(path: name, from: end.offset)
        end = try converter.resume(input, part, end, isContinued: isContinued, &report)
    }

    /// - Parameter offset: Where to go on; at the end of the file where it is nil. Nobody knows the database then.
    private func enter(_ next: AOFPart, at offset: UInt64?) throws(RDBError) {
        let opened = try Self.open(next)
        try? file.close()
        file = opened
        part = next
        facts = FileFacts(next.path)
        if offset == nil { end.context.enterStretch(behindDamage: true) }
        end.offset = offset ?? facts?.size ?? 0
    }

    /// The incr file behind the current one, once the manifest names it.
    private func nextPart() -> AOFPart? {
        guard let entry = part.entry, let set = try? AOFSet(path: path), set.kind == .set else { return nil }
        return set.parts.first {
            guard let other = $0.entry, other.role == .incr else { return false }
            return entry.role != .incr || other.sequence > entry.sequence
        }
    }
}

/// Reads records up to the first one that goes.
struct AOFTruncationSearch {
    private let limit: AOFTruncation.Limit
    private let table: AOFCommandTable
    private var commands: UInt64 = 0
    /// Where the transaction began that is open.
    private var multiStart: UInt64?

    init(limit: AOFTruncation.Limit, table: AOFCommandTable) {
        self.limit = limit
        self.table = table
    }

    /// Whether the place may be in this file.
    func concerns(_ part: AOFPart) -> Bool {
        guard case .offset(_, let file) = limit else { return true }
        return file.map { $0 == part.name } ?? part.isLast
    }

    /// The place in one file; nil where all of it stays.
    mutating func offset(in input: AOFInput, _ part: AOFPart, from start: UInt64) throws(RDBError) -> UInt64? {
        if case .offset(let offset, _) = limit, offset < start { return offset }
        guard let window = try input.window(from: start) else { throw RDBError(.notChecked, at: 0) }
        multiStart = nil
        var reader = AOFReader(window, wholeLimit: 1 << 20)
        while true {
            do throws(RDBError) {
                guard let record = try reader.next() else { return nil }
                if goes(record, reader) { return multiStart ?? reader.recordOffset }
                follow(record, reader)
            } catch {
                // Damage behind the place does not matter: it goes too.
                guard case .offset(let offset, _) = limit, offset >= reader.recordOffset, error.code.isAOFDamage
                else { throw error }
                return multiStart ?? reader.recordOffset
            }
        }
    }

    /// Whether this record is the first that goes.
    private func goes(_ record: AOFRecord, _ reader: borrowing AOFReader) -> Bool {
        switch (limit, record) {
        case (.after(let limit), .timestamp(let seconds)): seconds > limit
        case (.offset(let limit, _), _): reader.offset > limit
        case (.commands(let limit), .command): commands >= limit
        case (.command(let name), .command):
            String(decoding: reader.argument(0), as: UTF8.self).lowercased() == name.lowercased()
        case (.key(let glob), .command): hasKey(matching: glob, reader)
        default: false
        }
    }

    private func hasKey(matching glob: GlobPattern, _ reader: borrowing AOFReader) -> Bool {
        guard let command = reader.command(in: table) else { return false }
        return reader.hasKey(of: command) { glob.matches($0) }
    }

    private mutating func follow(_ record: AOFRecord, _ reader: borrowing AOFReader) {
        guard record == .command else { return }
        commands += 1
        guard let index = table.index(of: reader.argument(0)) else { return }
        switch table.commands[index].role {
        case .multi: multiStart = multiStart ?? reader.recordOffset
        case .exec: multiStart = nil
        default: break
        }
    }
}

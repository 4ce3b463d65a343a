/// Checks one file: an RDB preamble if it has one, then its records, going on behind damage.
struct AOFPartChecker {
    /// Commands larger than this are not kept in memory.
    private static let wholeLimit = 1 << 20

    let input: AOFInput
    let table: AOFCommandTable
    let options: AOFCheckOptions
    let progress: (@Sendable (UInt64) -> Void)?

    /// Reads all of the file.
    func check() -> AOFPartReport {
        var scanner = AOFPartScanner(table, options)
        scanner.report.compression = input.compression
        do throws(RDBError) {
            try checkContents(&scanner)
        } catch {
            scanner.findings.add(RDBFinding(error))
            scanner.report.isUnreadable = error.code == .ioError
        }
        scanner.finish()
        return scanner.report
    }

    private func checkContents(_ scanner: inout AOFPartScanner) throws(RDBError) {
        let window = input.first
        try window.fill(atLeast: RDBHeader.byteCount)
        if Self.isRDB(window) {
            guard checkPreamble(window, &scanner) else { return }
        }
        window.sums = false
        try scanRecords(AOFReader(window, wholeLimit: Self.wholeLimit), &scanner)
    }

    /// Whether servers take it for an RDB file: five bytes are enough for them.
    private static func isRDB(_ window: InputWindow) -> Bool {
        let head = unsafe Array(UnsafeRawBufferPointer(start: window.buffer.base, count: min(window.filled, 6)))
        return head.starts(with: "REDIS".utf8) || head.starts(with: "VALKEY".utf8)
    }

    /// Checks the RDB in front; false when its end was not found.
    private func checkPreamble(_ window: InputWindow, _ scanner: inout AOFPartScanner) -> Bool {
        let report = RDBChecker(options.preamble).check(input.rdbInput, window, isPreamble: true, progress)
        scanner.report.preamble = report
        scanner.report.preambleBytes = report.byteCount
        scanner.report.safeEnd = report.byteCount
        for finding in report.findings { scanner.findings.add(finding) }
        let isWhole = report.checksumState != .unverified
        scanner.report.byteCount = isWhole ? report.byteCount : max(report.byteCount, input.size ?? 0)
        return isWhole
    }

    private func scanRecords(
        _ first: consuming AOFReader, _ scanner: inout AOFPartScanner
    ) throws(RDBError) {
        var reader = first
        while true {
            do throws(RDBError) {
                try scanner.scan(&reader, progress)
                endFile(at: reader.offset, &scanner)
                return
            } catch {
                guard error.code.isAOFDamage else { throw error }
                guard let next = try passDamage(error, at: reader.recordOffset, &scanner) else { return }
                reader = next
            }
        }
    }

    private func endFile(at offset: UInt64, _ scanner: inout AOFPartScanner) {
        closeStretch(&scanner)
        scanner.report.byteCount = offset
        guard let multi = scanner.closedMulti else {
            scanner.report.safeEnd = offset
            return
        }
        scanner.report.openMulti = multi
        scanner.report.safeEnd = multi.start
        scanner.findings.add(
            RDBFinding(
                RDBError(.multiOpen, at: multi.start, length: offset - multi.start),
                detail: "\(multi.commands) commands"))
    }

    private func closeStretch(_ scanner: inout AOFPartScanner) {
        guard let last = scanner.report.damages.indices.last else { return }
        var stretch = scanner.stretch
        stretch.commands = scanner.report.commands - stretch.commands
        scanner.report.damages[last].following = stretch
    }

    /// Reports damage and finds out where records go on; nil where they do not.
    private func passDamage(
        _ error: RDBError, at start: UInt64, _ scanner: inout AOFPartScanner
    ) throws(RDBError) -> AOFReader? {
        closeStretch(&scanner)
        let multi = scanner.closedMulti
        let safeEnd = scanner.multi?.start ?? start
        let next = try place(behind: start, error)
        let end = next == nil ? try fileEnd(behind: error) : next ?? 0
        var error = error
        if error.offset == start || error.length == 0 { error.length = end - error.offset }
        scanner.report.damages.append(
            AOFDamage(
                error: error, start: start, end: end, reachesEnd: next == nil, safeEnd: safeEnd, openMulti: multi))
        scanner.findings.add(RDBFinding(error, detail: detail(of: start, end, next == nil)))
        scanner.report.byteCount = end
        guard let next, let window = try input.window(from: next) else {
            scanner.report.safeEnd = safeEnd
            return nil
        }
        scanner.beginStretch()
        return AOFReader(window, wholeLimit: Self.wholeLimit)
    }

    private func place(behind start: UInt64, _ error: RDBError) throws(RDBError) -> UInt64? {
        if error.code == .nulPadding, let size = input.size, error.offset + error.length >= size { return nil }
        return try AOFResync(input: input, table: table).place(behind: start, isTorn: error.code == .truncated)
    }

    private func fileEnd(behind error: RDBError) throws(RDBError) -> UInt64 {
        if let size = input.size { return size }
        guard let window = try input.window(from: error.offset) else { return error.offset + error.length }
        repeat {
            window.consume(window.filled)
            try window.fill()
        } while window.filled > 0
        return window.offset
    }

    private func detail(of start: UInt64, _ end: UInt64, _ reachesEnd: Bool) -> String {
        if input.reopen == nil { return "what follows in a pipe is not looked at" }
        return reachesEnd
            ? "the record at \(start), \(end - start) bytes to the end"
            : "the record at \(start); records go on at \(end), \(end - start) bytes later"
    }
}

extension RDBError.Code {
    /// Whether it concerns the records of a log, behind which others may follow.
    var isAOFDamage: Bool {
        switch self {
        case .truncated, .aofFormat, .aofNumber, .aofCount, .aofLength, .aofLineEnd, .nulPadding, .annotationLong: true
        default: false
        }
    }
}

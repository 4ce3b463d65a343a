/// Checks one file: an RDB preamble if it has one, then its records, going on behind damage.
struct AOFPartChecker {
    /// Commands larger than this are not kept in memory.
    private static let wholeLimit = 1 << 20
    /// Damage behind which records are looked for: memory and time are bounded. What is compressed is expanded from its
    /// beginning each time.
    private static let mostHoles = 10_000
    private static let mostHolesInCompressed = 100

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
        if try input.beginsWithRDB() {
            guard checkPreamble(window, &scanner) else { return }
        }
        window.sums = false
        let chunks = AOFChunkScan(
            input: input, table: table, options: options, wholeLimit: Self.wholeLimit, progress: progress)
        let place = chunks.run(from: window.offset, &scanner)
        let rest = place == window.offset ? window : try input.window(from: place)
        if let rest { try scanRecords(AOFReader(rest, wholeLimit: Self.wholeLimit), &scanner) }
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
        scanner.report.openMultis = scanner.closedMultis
        guard let multi = scanner.report.openMulti else {
            scanner.report.safeEnd = offset
            return
        }
        scanner.report.safeEnd = multi.start
        scanner.findings.add(
            RDBFinding(
                RDBError(.multiOpen, at: multi.start, length: offset - multi.start),
                detail: multi.commands.counted("command")))
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
        let multis = scanner.closedMultis
        let safeEnd = multis.first?.start ?? start
        let most = input.compression == .none ? Self.mostHoles : Self.mostHolesInCompressed
        let passage = try AOFPassage(
            behind: error, at: start, in: input, table, givesUp: scanner.report.damages.count >= most)
        scanner.report.damages.append(
            AOFDamage(
                error: passage.error, start: start, end: passage.end, reachesEnd: passage.reachesEnd, safeEnd: safeEnd,
                openMultis: multis, database: scanner.database))
        scanner.findings.add(RDBFinding(passage.error, detail: passage.detail))
        scanner.report.byteCount = passage.end
        guard !passage.reachesEnd, let window = try input.window(from: passage.end) else {
            scanner.report.safeEnd = safeEnd
            return nil
        }
        scanner.beginStretch()
        return AOFReader(window, wholeLimit: Self.wholeLimit)
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

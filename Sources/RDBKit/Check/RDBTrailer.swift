/// Checks what stands behind the EOF opcode, or the checksum of a file that could not be read to its end.
struct RDBTrailer {
    private let framer: RDBFramer
    private let window: InputWindow
    private let options: RDBCheckOptions

    /// Whether nothing may follow.
    private let endsFile: Bool

    init(_ framer: RDBFramer, _ options: RDBCheckOptions, endsFile: Bool = true) {
        self.endsFile = endsFile
        self.framer = framer
        window = framer.window
        self.options = options
    }

    /// Fills in the checksum and the size; with `failed` the records could not be read to their end.
    func check(failed: Bool, _ report: inout RDBCheckReport, _ findings: inout FindingCollector) {
        do throws(RDBError) {
            if failed {
                try sumRest(&report)
            } else {
                try checkSum(&report, &findings)
                if endsFile { try countTrailing(&report, &findings) }
            }
        } catch {
            // What ended the records ends the rest too.
            let isKnown = failed && findings.kept.contains { $0.error == error }
            if !isKnown { findings.add(RDBFinding(error)) }
        }
        report.byteCount = window.offset + (failed || endsFile ? UInt64(window.filled) : 0)
    }

    private func checkSum(
        _ report: inout RDBCheckReport, _ findings: inout FindingCollector
    ) throws(RDBError) {
        report.checksum.computed = window.crc.value
        guard framer.header.hasChecksum else {
            report.checksumState = .none
            return
        }
        let offset = window.offset
        let stored = try readStored()
        report.checksum.stored = stored
        if stored == 0 {
            report.checksumState = .disabled
            let error = RDBError(.crcDisabled, at: offset, length: 8)
            findings.add(RDBFinding(error, severity: options.requiresChecksum ? .error : nil))
        } else if stored != window.crc.value {
            report.checksumState = .mismatch
            findings.add(
                RDBFinding(
                    RDBError(.crcMismatch, at: offset, length: 8, expected: window.crc.value, found: stored)))
        } else {
            report.checksumState = .ok
        }
        window.consume(8)
    }

    private func readStored() throws(RDBError) -> UInt64 {
        try window.fill(atLeast: 8)
        guard window.filled >= 8 else {
            throw RDBError(.truncated, at: window.offset, expected: 8, found: UInt64(window.filled))
        }
        return UInt64(littleEndian: unsafe window.buffer.base.loadUnaligned(as: UInt64.self))
    }

    private func countTrailing(
        _ report: inout RDBCheckReport, _ findings: inout FindingCollector
    ) throws(RDBError) {
        let start = window.offset
        repeat {
            window.consume(window.filled)
            try window.fill()
        } while window.filled > 0
        report.trailingBytes = window.offset - start
        if report.trailingBytes > 0 {
            let count = report.trailingBytes
            findings.add(RDBFinding(RDBError(.trailingBytes, at: start, length: count, found: count)))
        }
    }

    /// Reads on to the end: if the last eight bytes are the sum of all before them, the file is as it was written.
    private func sumRest(_ report: inout RDBCheckReport) throws(RDBError) {
        repeat {
            window.consume(max(0, window.filled - 8))
            try window.fill()
        } while !window.atEnd || window.filled > 8
        guard framer.header.hasChecksum, window.filled == 8 else { return }
        report.checksum.stored = try readStored()
        report.checksum.computed = window.crc.value
    }
}

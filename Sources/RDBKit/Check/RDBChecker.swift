/// Checks RDB files.
///
/// ```swift
/// let report = RDBChecker().check(RDBInput(try FileSource(path: "dump.rdb")))
/// print(report.findings.isEmpty ? "sound" : "damaged")
/// ```
public struct RDBChecker: Sendable {
    /// How files are checked.
    public var options: RDBCheckOptions

    /// A checker with these options.
    public init(_ options: RDBCheckOptions = RDBCheckOptions()) {
        self.options = options
    }

    /// Reads all of `input` and reports what is wrong with it.
    ///
    /// Memory is bounded whatever the file. Damage never throws: it is in the report.
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read.
    public func check(
        _ input: RDBInput, progress: (@Sendable (UInt64) -> Void)? = nil
    ) -> RDBCheckReport {
        check(
            input, InputWindow(input.source, capacity: InputWindow.standardCapacity), isPreamble: false, progress)
    }

    /// Checks what `window` stands in front of; a preamble ends with its checksum, and the window stands behind it.
    func check(
        _ input: RDBInput, _ window: InputWindow, isPreamble: Bool, _ progress: (@Sendable (UInt64) -> Void)?
    ) -> RDBCheckReport {
        var report = RDBCheckReport()
        do throws(RDBError) {
            let header = try RDBHeader(reading: window)
            report.header = header
            try header.requireSupported()
            let framer = RDBFramer(window, header: header, nodeLimit: nodeLimit)
            checkRecords(framer, input, isPreamble, progress, &report)
        } catch {
            report.byteCount = input.source.size ?? UInt64(min(window.filled, RDBHeader.byteCount))
            report.add(RDBFinding(error))
            if let server = options.server {
                report.server = ServerVerdict(server.target, refusing: RDBFinding(error))
            }
        }
        return report
    }

    /// Largest packed node that is expanded in memory.
    private var nodeLimit: UInt64 { UInt64(max(options.memory, 16 << 20)) }

    private func checkRecords(
        _ framer: RDBFramer, _ input: RDBInput, _ isPreamble: Bool,
        _ progress: (@Sendable (UInt64) -> Void)?, _ report: inout RDBCheckReport
    ) {
        let budget = MemoryBudget(options.memory)
        var generator = SystemRandomNumberGenerator()
        let hashes = [KeyedHash(using: &generator), KeyedHash(using: &generator)]
        let workers = UnsafeMutableBufferPointer<RDBCheckWorker>.allocate(capacity: max(1, options.threads))
        for index in 0..<workers.count {
            unsafe workers.initializeElement(at: index, to: RDBCheckWorker(options, input, budget, hashes))
        }
        unsafe RDBTurns(framer, nodeLimit: nodeLimit, progress: progress).run(workers)
        var result = unsafe RDBCheckResult(workers, options)
        RDBTrailer(framer, options, endsFile: !isPreamble)
            .check(failed: result.hasFailed, &report, &result.findings)
        if !options.isQuick {
            DuplicateKeySearch(result.keyStores, hashes, input, options)
                .run(upTo: result.endOfRecords(framer), &result.findings, &result.loading)
        }
        result.summarize(framer.header, &report)
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
    }
}

extension RDBHeader {
    /// Versions that some server writes or may come to write.
    func requireSupported() throws(RDBError) {
        let isPossible = dialect == .redis ? version < 80 : version >= 80
        if !isPossible {
            throw RDBError(.unsupportedVersion, at: 0, length: 9, found: UInt64(version))
        }
    }
}

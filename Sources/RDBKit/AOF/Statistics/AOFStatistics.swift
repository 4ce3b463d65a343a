/// What a log holds, in figures.
///
/// ```swift
/// let statistics = AOFStatistics(try AOFSet(path: "/var/lib/redis/appendonlydir"))
/// for (name, count) in statistics.commands { print(name, count.commands, count.bytes) }
/// ```
public struct AOFStatistics: Sendable {
    /// How statistics are made.
    public struct Options: Sendable {
        /// Threads that work.
        public var threads = 1
        /// Bytes for the tables of keys and for the sample that tells what is superseded.
        public var memory = 64 << 20
        /// Bytes that a decompressor may use.
        public var windowMemory = CompressionFormat.standardMemory
        /// Names in each of the lists.
        public var top = 10
        /// The range of the log that is counted.
        public var since: AOFPlace?
        public var until: AOFPlace?

        /// The defaults.
        public init() {}
    }

    /// A name with what was written under it.
    public struct Name: Sendable {
        /// The database; nil for prefixes, and behind damage.
        public var database: UInt64?
        public var name: [UInt8]
        /// Commands or bytes: the true number is at most the error greater.
        public var weight: UInt64
    }

    /// Names in the order of their weights, and what each weight may lack.
    public struct Ranking: Sendable {
        public var names: [Name] = []
        public var error: UInt64 = 0
    }

    /// Bytes of the log that are not needed any more.
    public struct Superseded: Sendable {
        public var bytes: UInt64
        /// Half of the interval in which the number lies with a probability of 95%, as far as sampling goes.
        public var error: UInt64
        /// Keys in the sample.
        public var sample: Int
        /// Whether the sample has all keys.
        public var isWhole: Bool
    }

    /// Commands by name, the most frequent first.
    public internal(set) var commands: [(name: String, count: AOFCommandCount)] = []
    /// Commands by database; nil where it is not known.
    public internal(set) var databases: [(database: UInt64?, count: AOFCommandCount)] = []
    /// All commands.
    public internal(set) var total = AOFCommandCount()
    /// Bytes of all files, and those of base files among them.
    public internal(set) var bytes: UInt64 = 0
    public internal(set) var baseBytes: UInt64 = 0
    public internal(set) var baseKeys: UInt64 = 0
    /// Over time, where the log has time stamps.
    public internal(set) var series = AOFTimeSeries()
    public internal(set) var keysByCommands = Ranking()
    public internal(set) var keysByBytes = Ranking()
    public internal(set) var prefixesByCommands = Ranking()
    public internal(set) var prefixesByBytes = Ranking()
    public internal(set) var transactions: UInt64 = 0
    /// Commands in transactions, MULTI and EXEC left out.
    public internal(set) var transactionCommands: UInt64 = 0
    /// The transaction with the most commands.
    public internal(set) var largestTransaction: (file: String, offset: UInt64, commands: UInt64)?
    /// Of all bytes but those of base files.
    public internal(set) var superseded = Superseded(bytes: 0, error: 0, sample: 0, isWhole: true)
    /// What is wrong, in the order of the files.
    public internal(set) var findings: [AOFFinding] = []

    /// Whether something is missing because the log is damaged.
    public var isDamaged: Bool { findings.contains { $0.finding.severity == .error } }
    /// Whether a file could not be read at all.
    public var isUnreadable: Bool { findings.contains { $0.finding.error.code.makesUnreadable } }

    /// Reads all files of `set`. Damage never throws: it is in the findings.
    ///
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read of the current file.
    public init(
        _ set: AOFSet, _ options: Options = Options(), progress: (@Sendable (UInt64) -> Void)? = nil
    ) {
        let run = AOFStatisticsRun(options)
        var pass = AOFSetPass(set)
        pass.since = options.since
        pass.until = options.until
        pass.windowMemory = options.windowMemory
        let workers = UnsafeMutableBufferPointer<AOFStatisticsWorker>.allocate(capacity: max(1, options.threads))
        for index in 0..<workers.count {
            unsafe workers.initializeElement(at: index, to: AOFStatisticsWorker(run, entries: run.entries))
        }
        unsafe pass.run(workers, run, progress)
        findings = pass.findings
        bytes = pass.byteCount
        baseBytes = run.baseBytes
        baseKeys = run.baseKeys
        unsafe gather(workers, set, run, options)
        unsafe workers.deinitialize()
        unsafe workers.deallocate()
    }
}

/// Commands and their bytes.
public struct AOFCommandCount: Equatable, Sendable {
    public var commands: UInt64 = 0
    public var bytes: UInt64 = 0
    /// Bytes of the largest.
    public var largest: UInt64 = 0

    @inline(__always)
    mutating func add(_ size: UInt64) {
        commands &+= 1
        bytes &+= size
        largest = max(largest, size)
    }

    mutating func merge(_ other: AOFCommandCount) {
        commands += other.commands
        bytes += other.bytes
        largest = max(largest, other.largest)
    }
}

/// What the workers of one run share.
final class AOFStatisticsRun: AOFSetPass.Delegate, @unchecked Sendable {
    let superseded: AOFSuperseded
    let hasher: KeyedHash
    /// Names in a table of a thread.
    let entries: Int
    /// The file that is read, and its range: set between two files, when no worker works.
    private(set) var rules = AOFRecordRules(table: .known, range: AOFRange())
    private(set) var fileIndex = -1
    private(set) var baseBytes: UInt64 = 0
    private(set) var baseKeys: UInt64 = 0
    private(set) var files: [String] = []

    init(_ options: AOFStatistics.Options) {
        var generator = SystemRandomNumberGenerator()
        hasher = KeyedHash(using: &generator)
        superseded = AOFSuperseded(memory: options.memory / 4)
        // Two and a half tables for each thread, about 200 bytes for an entry.
        entries = min(1 << 16, max(256, options.memory / 2 / (max(1, options.threads) * 512)))
    }

    func beginFile(_ part: AOFPart, _ rules: AOFRecordRules) {
        self.rules = rules
        fileIndex += 1
        files.append(part.name)
    }

    func readRDB(_ input: AOFInput, of part: AOFPart, _ context: AOFContext) throws(RDBError) {
        var reader = try RDBReader(preambleOf: input)
        while let record = try reader.next() {
            if record == .entry { baseKeys += 1 }
        }
        baseBytes += reader.offset
        reader.values.input.settle()
    }

    func passGap(in part: AOFPart, at offset: UInt64, _ context: AOFContext) {}
}

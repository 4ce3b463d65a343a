/// What one thread has written, by database: so that it can be compared with what is read back.
struct ContentLedger: ~Copyable {
    private var digester: ContentDigester
    private(set) var sums: [UInt64: ContentSum] = [:]
    /// Digests of function libraries.
    private(set) var functions: [ContentDigest] = []

    /// - Parameter fieldShiftMs: Milliseconds by which hash fields expire later in the output.
    init(_ form: ContentForm, _ fieldShiftMs: Int64) {
        digester = ContentDigester(form)
        digester.values.fieldShiftMs = fieldShiftMs
    }

    /// Adds the current key of `reader` under the name and the database that it has in the output.
    mutating func add(
        _ reader: borrowing RDBReader, _ head: borrowing EntryHead, in database: UInt64, _ input: RDBInput
    ) throws(RDBError) {
        digester.values.begin(reader.objectType.valueType ?? .module)
        guard try reader.visitAhead(input, &digester.values) != nil else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        let value = digester.values.finish()
        let digest =
            if let name = head.name {
                digester.digestEntry(key: name.span, metadata: head.metadata, value: value)
            } else {
                digester.digestEntry(key: reader.key.span, metadata: head.metadata, value: value)
            }
        let bucket = min(database, DigestTotals.others)
        let sum = sums[bucket] ?? ContentSum()
        sum.add(bucket == DigestTotals.others ? digester.entries.digest(digest, in: database) : digest)
        sums[bucket] = sum
    }

    /// Adds the function library whose source `reader` has passed; it stands at `offset`.
    mutating func addFunction(
        _ reader: borrowing RDBReader, at offset: UInt64, _ input: RDBInput
    ) throws(RDBError) {
        digester.values.begin(.string)
        guard try reader.visitStringAgain(at: offset, input, .functionCode, &digester.values) else {
            throw RDBError(.notRepeatable, at: offset)
        }
        functions.append(digester.values.finish())
    }
}

/// What an output must hold.
public struct RewrittenContents: Equatable, Sendable {
    private let databases: [UInt64: ContentDigest]
    private let functions: [ContentDigest]
    private let form: ContentForm

    init(_ ledgers: [(sums: [UInt64: ContentSum], functions: [ContentDigest])], _ form: ContentForm) {
        var sums: [UInt64: ContentSum] = [:]
        for (database, sum) in ledgers.flatMap(\.sums) {
            if let known = sums[database] { known.add(sum) } else { sums[database] = sum }
        }
        databases = sums.mapValues(\.digest)
        functions = ledgers.flatMap(\.functions).sorted()
        self.form = form
    }

    /// Whether `input`, read from its start, holds just this and is sound.
    public func match(_ input: RDBInput, threads: Int, memory: Int) -> Bool {
        var options = RDBDigestOptions()
        options.threads = threads
        options.memory = memory
        options.form = form
        let found = RDBDigester(options).digest(input)
        var databases = found.databases
        databases[DigestTotals.others] = found.otherDatabases
        return found.isWhole && databases == self.databases && found.functions == functions
    }
}

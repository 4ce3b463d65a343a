/// Digests RDB files.
///
/// ```swift
/// let digest = RDBDigester().digest(RDBInput(try FileSource(path: "dump.rdb")))
/// if digest.isWhole { print(digest.digest) }
/// ```
public struct RDBDigester: Sendable {
    /// How files are digested.
    public var options: RDBDigestOptions

    /// A digester with these options.
    public init(_ options: RDBDigestOptions = RDBDigestOptions()) {
        self.options = options
    }

    /// Reads all of `input`. Damage never throws: it is in the result.
    ///
    /// - Parameter progress: Called now and then, by any thread, with the number of bytes read.
    public func digest(
        _ input: RDBInput, progress: (@Sendable (UInt64) -> Void)? = nil
    ) -> RDBDigest {
        run(input, progress) { nil }
    }

    /// Reads all of `input`, and writes the digest of each key to `sink` as a line, in the order of the file.
    ///
    /// - Throws: Why nothing more can be written.
    public func digest(
        _ input: RDBInput, linesTo sink: any ByteSink, _ format: DigestLineFormat,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws(OutputError) -> RDBDigest {
        let output = ConvertedOutput(sink, isArray: false)
        let order = OrderedOutput(output, threads: max(1, options.threads), first: 1)
        let digest = run(input, progress) { DigestLines(order, format) }
        try output.finish()
        return digest
    }

    private func run(
        _ input: RDBInput, _ progress: (@Sendable (UInt64) -> Void)?, _ makeLines: () -> DigestLines?
    ) -> RDBDigest {
        var pass = RDBDigestPass(input, options, progress: progress)
        var sums = DigestSums()
        let makeTotals = { [options] in DigestTotals(options.form, nowMs: options.nowMs, lines: makeLines()) }
        pass.run(ContentDigester.values, makeTotals) { sums.add(&$0) }
        var digest = RDBDigest(pass, options.form)
        sums.store(in: &digest)
        return digest
    }
}

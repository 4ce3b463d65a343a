/// Digests JSON that `rdbtool convert` made of an RDB file, as ``RDBDigester`` digests that file.
///
/// What JSON may not hold is in ``RDBDigest/knowsFunctions`` and ``RDBDigest/doubts``. Exact digests are none of the file:
/// JSON has neither producers of streams nor digests of modules' AUX data.
public struct JSONDigester: Sendable {
    /// How files are digested; one thread does it.
    public var options: RDBDigestOptions

    /// A digester with these options.
    public init(_ options: RDBDigestOptions = RDBDigestOptions()) {
        self.options = options
    }

    /// Reads all of `input`. Damage never throws: it is in the result.
    ///
    /// - Parameter progress: Called now and then with the number of bytes read.
    public func digest(_ input: RDBInput, progress: (@Sendable (UInt64) -> Void)? = nil) -> RDBDigest {
        do throws(RDBError) {
            let reader = try JSONKeyReader(input.source, memory: options.memory / 2)
            let totals = DigestTotals(options.form, nowMs: options.nowMs, lines: nil)
            var pass = JSONDigestPass(reader, totals, ContentDigester.values(options.form), options.filter)
            pass.run(progress: progress)
            var sums = DigestSums()
            sums.add(&pass.receiver)
            var digest = RDBDigest(pass, options.form)
            sums.store(in: &digest)
            return digest
        } catch {
            return RDBDigest(failedWith: error)
        }
    }
}

extension RDBDigest {
    fileprivate init(
        _ pass: borrowing JSONDigestPass<DigestTotals, DigestStream, ElementMultiset>, _ form: ContentForm
    ) {
        report = RDBCheckReport()
        report.byteCount = pass.reader.offset
        report.functions = UInt64(pass.functions.count)
        report.findings = pass.findings.kept
        report.findingCounts = pass.findings.counts
        self.form = form
        functions = pass.functions
        knowsFunctions = pass.knowsFunctions
        unknownKeys = pass.unknownKeys
        undecidedKeys = pass.matcher.undecidedKeys
    }
}

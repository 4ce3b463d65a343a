import RDBKit
import ToolSupport

/// Compares two inputs of which one at least is a certificate: counts and digests only.
struct CertificateDiff {
    private let names: (String, String)
    private let work: WorkOptions
    private let isQuiet: Bool

    init(_ before: String, _ after: String, _ work: WorkOptions, isQuiet: Bool) {
        names = (before, after)
        self.work = work
        self.isQuiet = isQuiet
    }

    func run(_ certificates: (RDBCertificate?, RDBCertificate?)) -> ExitStatus {
        let isExact = (certificates.0 ?? certificates.1)?.isExact ?? false
        guard let before = certificates.0 ?? certificate(of: names.0, isExact: isExact),
            let after = certificates.1 ?? certificate(of: names.1, isExact: isExact)
        else {
            show(["not known: nothing could be compared"])
            return .failed
        }
        return compare(before, after)
    }

    private func compare(_ before: RDBCertificate, _ after: RDBCertificate) -> ExitStatus {
        let differences = before.differences(from: after, .none)
        let lines = differences.map { "\($0.what): \($0.expected) -> \($0.found)" }
        guard before.isComparable(with: after) else {
            for line in lines { StandardError.line("rdbtool: cannot be compared: \(line)") }
            return .failed
        }
        let doubts = before.doubts(about: after)
        show(lines.map { "~ \($0)" })
        if differences.isEmpty {
            show([doubts.isEmpty ? "the same" : "not known: nothing differs in what could be compared"])
        }
        showDoubts(doubts)
        showFunctions(before, after)
        return doubts.isEmpty ? (differences.isEmpty ? .good : .negative) : .failed
    }

    private func show(_ lines: [String]) {
        guard !isQuiet else { return }
        for line in lines { print(line) }
    }

    private func showDoubts(_ doubts: [RDBCertificate.Doubt]) {
        for doubt in doubts {
            StandardError.line(
                "rdbtool: db\(doubt.database): the digests differ, which may be for what JSON does not say: "
                    + "\(doubt.what.rawValue) (\(doubt.keys.counted("key")))")
        }
    }

    private func showFunctions(_ before: RDBCertificate, _ after: RDBCertificate) {
        guard !before.knowsFunctions || !after.knowsFunctions else { return }
        let count = max(before.functions, after.functions)
        if count > 0 { StandardError.line("rdbtool: " + DiffText.uncomparedFunctions(count)) }
    }

    /// The certificate of an RDB file, or of JSON; nil where not all of it could be read.
    private func certificate(of name: String, isExact: Bool) -> RDBCertificate? {
        let file = InputFile(name)
        do throws(RDBError) {
            var input = try file.open(memory: work.windowMemory).input
            let isJSON = input.beginsLikeJSON()
            guard !isJSON || !isExact else {
                StandardError.line(
                    "rdbtool: \(Terminal.escaped(name)): JSON does not hold all that an exact certificate covers (idempotent "
                        + "producers of streams, AUX data of modules): make one without --exact")
                return nil
            }
            return certificate(isJSON ? JSONDigester(options).digest(input) : digest(input, isExact), file)
        } catch {
            return certificate(RDBDigest(failedWith: error), file)
        }
    }

    private func certificate(_ digest: RDBDigest, _ file: InputFile) -> RDBCertificate? {
        DigestReport.showFindings(of: digest, in: file)
        return digest.isWhole ? RDBCertificate(digest) : nil
    }

    private func digest(_ input: RDBInput, _ isExact: Bool) -> RDBDigest {
        var options = options
        options.form.isExact = isExact
        return RDBDigester(options).digest(input)
    }

    private var options: RDBDigestOptions {
        var options = RDBDigestOptions()
        options.threads = work.threads
        options.memory = work.checkMemory
        return options
    }
}

import RDBKit
import ToolSupport

/// Compares two inputs of which one at least is a certificate: counts and digests only.
struct CertificateDiff {
    private let names: (String, String)
    private let work: WorkOptions

    init(_ before: String, _ after: String, _ work: WorkOptions) {
        names = (before, after)
        self.work = work
    }

    func run(_ certificates: (RDBCertificate?, RDBCertificate?), isQuiet: Bool) -> ExitStatus {
        let isExact = (certificates.0 ?? certificates.1)?.isExact ?? false
        guard let before = certificates.0 ?? digest(names.0, isExact: isExact),
            let after = certificates.1 ?? digest(names.1, isExact: isExact)
        else { return .failed }
        let differences = before.differences(from: after, .none)
        if !isQuiet {
            for difference in differences {
                print("~ \(difference.what): \(difference.expected) -> \(difference.found)")
            }
            if differences.isEmpty { print("the same") }
        }
        return differences.isEmpty ? .good : .negative
    }

    /// The certificate of a file; nil where not all of it could be read.
    private func digest(_ name: String, isExact: Bool) -> RDBCertificate? {
        let file = InputFile(name)
        var options = RDBDigestOptions()
        options.threads = work.threads
        options.memory = work.checkMemory
        options.form.isExact = isExact
        let digest: RDBDigest
        do throws(RDBError) {
            digest = RDBDigester(options).digest(try file.open(memory: work.windowMemory).input)
        } catch {
            digest = RDBDigest(failedWith: error)
        }
        DigestReport.showFindings(of: digest, in: file)
        return digest.isWhole ? RDBCertificate(digest) : nil
    }
}

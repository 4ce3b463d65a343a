import RDBKit
import ToolSupport

/// Holds a file to a certificate.
struct CertificateCheck {
    private let certificate: RDBCertificate
    private let tolerance: RDBCertificate.Tolerance
    private let work: WorkOptions

    init(_ certificate: RDBCertificate, _ tolerance: RDBCertificate.Tolerance, _ work: WorkOptions) {
        self.certificate = certificate
        self.tolerance = tolerance
        self.work = work
    }

    /// The certificate in this file, if files can be held to it: its digests must be of a form that is made here.
    static func certificate(
        _ file: CertificateFile, _ tolerance: RDBCertificate.Tolerance
    ) throws(CertificateFile.Problem) -> RDBCertificate {
        let certificate = try file.read()
        guard tolerance != .none || certificate.form == ContentDigester.publishedForm else {
            throw .unsound("its digests are of form \(certificate.form): only counts can be compared (--allow-fewer)")
        }
        return certificate
    }

    /// What is not as certified. Reads the input once more.
    func findings(_ input: RDBInput) -> [RDBFinding] {
        guard let reopen = input.reopen else { return [RDBFinding(RDBError(.notRepeatable, at: 0))] }
        do throws(RDBError) {
            let digest = digester.digest(RDBInput(try reopen(), reopen: reopen))
            return certificate.differences(from: RDBCertificate(digest), tolerance).map(Self.finding)
        } catch {
            return [RDBFinding(error)]
        }
    }

    private var digester: RDBDigester {
        var options = RDBDigestOptions()
        options.threads = work.threads
        options.memory = work.checkMemory
        options.nowMs = work.nowMs
        options.form.isExact = certificate.isExact
        return RDBDigester(options)
    }

    private static func finding(_ difference: RDBCertificate.Difference) -> RDBFinding {
        RDBFinding(
            RDBError(.certificate, at: 0),
            detail: "\(difference.what): certified \(difference.expected), found \(difference.found)")
    }
}

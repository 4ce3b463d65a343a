import RDBKit
import ToolSupport

/// Digests of a file as a JSON document, described in `docs/digest.md`.
struct DigestJSON: Encodable {
    struct Functions: Encodable {
        let libraries: UInt64
        let digest: String
    }

    let file: String
    let digest: String
    let form: Int
    let exact: Bool
    let whole: Bool
    let keys: UInt64
    let expires: UInt64
    let unknown_keys: UInt64
    let databases: [CertificateJSON.Database]
    let other_databases_digest: String?
    let functions: Functions?
    let findings: [FindingJSON]

    init(_ digest: RDBDigest, file: String) {
        self.file = file
        self.digest = "\(digest.digest)"
        form = ContentDigester.publishedForm
        exact = digest.form.isExact
        whole = digest.isWhole
        keys = digest.report.keys
        expires = digest.report.expires
        unknown_keys = digest.unknownKeys
        databases = RDBCertificate(digest).databases.map(CertificateJSON.Database.init)
        other_databases_digest = digest.otherDatabases.map { "\($0)" }
        functions = digest.functionsDigest.map { Functions(libraries: digest.report.functions, digest: "\($0)") }
        findings = digest.report.findings.map { FindingJSON($0) }
    }
}

import FoundationEssentials
import RDBKit
import ToolSupport

/// A certificate as a JSON document, described in `docs/digest.md`.
struct CertificateJSON: Codable {
    struct Database: Codable {
        let db: UInt64
        let keys: UInt64
        let expires: UInt64
        let types: [String: UInt64]
        let digest: String

        init(_ database: RDBCertificate.Database) {
            db = database.number
            keys = database.keys
            expires = database.expires
            types = Dictionary(database.types.map { ($0.key.name, $0.value) }, uniquingKeysWith: +)
            digest = "\(database.digest)"
        }
    }

    /// Says that this is a certificate, and of which version.
    let certificate: Int
    let file: String
    let made_ms: Int64
    let saved_ms: Int64?
    let producer: String?
    let bytes: UInt64
    let crc: String?
    let keys: UInt64
    let expires: UInt64
    let functions: UInt64
    let form: Int
    let exact: Bool
    let digest: String
    let databases: [Database]

    init(_ digest: RDBDigest, file: String, madeMs: Int64) {
        let contents = RDBCertificate(digest)
        certificate = 1
        self.file = file
        made_ms = madeMs
        saved_ms = digest.report.creationTime.map { $0 * 1000 }
        producer = digest.report.producer
        bytes = contents.bytes
        crc = contents.checksum.map { CheckOutcome.hex($0) }
        keys = contents.keys
        expires = contents.expires
        functions = contents.functions
        form = contents.form
        exact = contents.isExact
        self.digest = "\(contents.digest)"
        databases = contents.databases.map(Database.init)
    }

    private static let largest = 16 << 20

    /// The certificate that the file at `path` holds; nil where it holds none.
    static func read(_ path: String) -> RDBCertificate? {
        // An RDB file is not read in vain.
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? any BinaryInteger,
            Int(clamping: size) <= largest,
            let data = FileManager.default.contents(atPath: path), data.first == UInt8(ascii: "{"),
            let document = try? JSONDecoder().decode(CertificateJSON.self, from: data)
        else { return nil }
        return document.contents
    }

    /// nil where a digest or a type is none.
    private var contents: RDBCertificate? {
        guard certificate == 1, let digest = ContentDigest(digest) else { return nil }
        var contents = RDBCertificate(digest: digest)
        contents.form = form
        contents.isExact = exact
        contents.bytes = bytes
        contents.checksum = crc.flatMap { UInt64($0.dropFirst(2), radix: 16) }
        contents.functions = functions
        for database in databases {
            guard let part = database.contents else { return nil }
            contents.databases.append(part)
        }
        return contents
    }
}

extension CertificateJSON.Database {
    fileprivate var contents: RDBCertificate.Database? {
        guard let digest = ContentDigest(digest) else { return nil }
        var counts: [RDBValueType: UInt64] = [:]
        for (name, count) in types {
            guard let type = RDBValueType(name: name[...]) else { return nil }
            counts[type] = count
        }
        return RDBCertificate.Database(number: db, keys: keys, expires: expires, types: counts, digest: digest)
    }
}

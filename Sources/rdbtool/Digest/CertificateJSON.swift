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

    /// Whether each count is the sum of what it counts.
    var isConsistent: Bool {
        let numbers = Set(databases.map(\.db))
        return numbers.count == databases.count && databases.allSatisfy(\.isConsistent)
            && keys == Self.sum(databases.map(\.keys)) && expires == Self.sum(databases.map(\.expires))
    }

    /// nil where numbers add up to more than there can be.
    fileprivate static func sum(_ counts: [UInt64]) -> UInt64? {
        counts.reduce(0 as UInt64?) { sum, count in
            sum.flatMap { sum in
                let (total, overflow) = sum.addingReportingOverflow(count)
                return overflow ? nil : total
            }
        }
    }

    /// nil where a digest or a type is none.
    var contents: RDBCertificate? {
        guard let digest = ContentDigest(digest) else { return nil }
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
    fileprivate var isConsistent: Bool { expires <= keys && keys == CertificateJSON.sum(Array(types.values)) }

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

import Foundation

@testable import RDBKit

/// All keys of one server's fixtures, and random ones, in one file.
struct EncodedSource {
    static let now = Int64(Date().timeIntervalSince1970 * 1000)

    private static let folder = Repository.fixtures

    /// The end of the fixtures' names: `redis-6.2`.
    let server: String
    /// Whole files.
    let files: [(name: String, bytes: [UInt8])]

    /// - Parameter random: A dump of random data that this server made.
    init(_ server: String, random: [UInt8]? = nil) throws {
        self.server = server
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        var files = try names.filter { $0.hasSuffix("_\(server).rdb") }.map { name in
            (name, Array(try Data(contentsOf: Self.folder.appending(path: name))))
        }
        if let random { files.append(("random", random)) }
        self.files = files
    }

    /// The version of the format that the server writes.
    func header() throws -> RDBHeader {
        try RDBReader(MemorySource(files[0].bytes)).header
    }

    /// Hands all keys that any server can hold to `body`: no modules, and none that has expired.
    func forEachKey(_ body: (_ key: [UInt8], _ reader: inout RDBReader) throws -> Void) throws {
        for (name, bytes) in files {
            var reader = try RDBReader(MemorySource(bytes))
            var number = 0
            while let record = try reader.next() {
                guard record == .entry, reader.objectType.valueType != .module else { continue }
                if let expiry = reader.metadata.expiresMs, expiry < Self.now { continue }
                number += 1
                try body(Array("\(name):\(number)".utf8), &reader)
            }
        }
    }

    /// The file in the form of `target`, for servers to load.
    func file(for target: ServerTarget) throws -> [UInt8] {
        let sink = MemorySink()
        var writer = try RDBWriter(sink, RDBEncodingOptions(for: target), reading: header(), unsupported: .degrade)
        try writer.writeSelectDB(0)
        try forEachKey { key, reader in _ = try writer.writeEntry(&reader, key: key) }
        try writer.finish()
        return sink.bytes
    }

    /// Each key's payload as `target` would make it.
    func payloads(for target: ServerTarget) throws -> [[UInt8]: [UInt8]] {
        var payloads: [[UInt8]: [UInt8]] = [:]
        try forEachKey { key, reader in
            payloads[key] = try RDBPayload.make(&reader, RDBEncodingOptions(for: target)).payload
        }
        return payloads
    }
}

/// Values whose elements have no order are equal in any.
struct UnorderedElements: RDBValueVisitor {
    private var elements: [String] = []

    /// The sorted elements of a payload's value.
    static func of(_ payload: [UInt8]) -> [String] {
        var visitor = UnorderedElements()
        let header = try? RDBPayload.decode(payload, into: &visitor)
        return ["\(header?.objectType.byte ?? 255)"] + visitor.elements.sorted()
    }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        let text: String
        switch value {
        case .integer(let integer): text = integer.description
        case .bytes(let bytes): text = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
        add(text, role)
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) { add("", role) }

    mutating func largeChunk(_ bytes: RawSpan) {
        elements[elements.count - 1] += unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    mutating func score(_ score: Double) { elements[elements.count - 1] += " scores \(score)" }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        elements[elements.count - 1] += " expires \(milliseconds ?? 0)"
    }

    private mutating func add(_ text: String, _ role: RDBRole) {
        if role == .hashValue {
            elements[elements.count - 1] += " = " + text
        } else {
            elements.append(text)
        }
    }
}

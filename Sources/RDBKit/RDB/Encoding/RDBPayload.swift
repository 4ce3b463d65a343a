/// The payload of DUMP and RESTORE: object type, value, version of the format, and a checksum of all that.
///
/// ```
/// type · value · version (u16, little-endian) · CRC-64 (u64, little-endian)
/// ```
public enum RDBPayload {
    /// Bytes behind the value.
    private static let trailerBytes = 10
    /// Largest packed node that is expanded in memory: what servers take in one string.
    private static let largestNode: UInt64 = 512 << 20

    /// Why a payload cannot be read or made.
    public enum Failure: Error, Equatable, Sendable {
        /// It is damaged; offsets are counted from its start.
        case damaged([RDBError])
        /// The target cannot hold these.
        case unsupported([RDBUnsupported])
    }

    /// What a payload says of itself.
    public struct Header: Equatable, Sendable {
        /// How its value is laid out.
        public var objectType: RDBObjectType
        /// The version of the format in its footer.
        public var version: Int
        /// Whose numbers it uses: footers from 80 on are Valkey's.
        public var dialect: RDBDialect
    }

    /// A payload that was made.
    public struct Made: Equatable, Sendable {
        public var payload: [UInt8]
        /// What was left out because the target cannot hold it.
        public var unsupported: [RDBUnsupported]
    }

    /// Reads type and footer, and compares the checksum.
    ///
    /// - Throws: `truncated`, `crc-mismatch`, `unknown-type`.
    public static func header(of payload: [UInt8]) throws(RDBError) -> Header {
        guard payload.count > trailerBytes else {
            throw RDBError(.truncated, at: 0, expected: UInt64(trailerBytes + 1), found: UInt64(payload.count))
        }
        let end = payload.count - 8
        var crc = CRC64()
        unsafe payload.withUnsafeBytes { unsafe crc.add(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
        let stored = payload[end...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        // Redis 8.4 and later take zeros for an unchecked sum.
        guard stored == crc.value || stored == 0 else {
            throw RDBError(.crcMismatch, at: UInt64(end), length: 8, expected: crc.value, found: stored)
        }
        let version = Int(payload[end - 2]) | Int(payload[end - 1]) << 8
        let dialect: RDBDialect = version >= 80 ? .valkey : .redis
        return Header(
            objectType: RDBObjectType(byte: payload[0], dialect: dialect), version: version, dialect: dialect)
    }

    /// Hands the value of a payload to `visitor`.
    @discardableResult
    public static func decode<V: RDBValueVisitor & ~Copyable>(
        _ payload: [UInt8], into visitor: inout V
    ) throws(RDBError) -> Header {
        let header = try header(of: payload)
        // Decoders read in wide steps past the end of what they need.
        let buffer = RawBuffer(payload)
        var reader = reader(of: buffer, header)
        try reader.decodeValue(into: &visitor)
        try checkEnd(reader, of: buffer)
        return header
    }

    /// The payload that the target's own server would make of the same value.
    public static func convert(_ payload: [UInt8], _ options: RDBEncodingOptions) throws(Failure) -> Made {
        let buffer = RawBuffer(payload)
        let header: Header = try failing { () throws(RDBError) in try Self.header(of: payload) }
        var reader = reader(of: buffer, header)
        let made = try make(&reader, options)
        try failing { () throws(RDBError) in try checkEnd(reader, of: buffer) }
        return made
    }

    /// The payload of the key at which `reader` stands; the reader is behind its value then.
    public static func make(_ reader: inout RDBReader, _ options: RDBEncodingOptions) throws(Failure) -> Made {
        var encoder = RDBValueEncoder(EncodedBuffer(), options, reading: reader.header)
        do throws(RDBError) {
            try encoder.writeValue(&reader)
        } catch {
            throw .damaged([error])
        }
        let damages = encoder.damages.filter(\.code.losesContent)
        guard damages.isEmpty else { throw .damaged(damages) }
        guard encoder.unsupported.allSatisfy(\.reason.canDegrade) else { throw .unsupported(encoder.unsupported) }
        encoder.output.append(littleEndian: UInt16(options.target.rdbVersion))
        var crc = CRC64()
        unsafe crc.add(encoder.output.bytes)
        encoder.output.append(littleEndian: crc.value)
        return Made(payload: unsafe Array(encoder.output.bytes), unsupported: encoder.unsupported)
    }

    private static func failing<Result>(_ body: () throws(RDBError) -> Result) throws(Failure) -> Result {
        do throws(RDBError) {
            return try body()
        } catch {
            throw .damaged([error])
        }
    }

    /// A reader that stands in front of the value of a payload.
    private static func reader(of payload: borrowing RawBuffer, _ header: Header) -> RDBReader {
        let input = unsafe ByteReader(
            base: UnsafeRawPointer(payload.base) + 1, count: payload.capacity - 1 - trailerBytes, offset: 1)
        var reader = RDBReader(
            input, header: RDBHeader(dialect: header.dialect, version: header.version), scratch: RDBScratch(),
            nodeLimit: largestNode)
        reader.objectType = header.objectType
        reader.valueOffset = 1
        return reader
    }

    /// Servers take no bytes behind the value either.
    private static func checkEnd(_ reader: borrowing RDBReader, of payload: borrowing RawBuffer) throws(RDBError) {
        let end = UInt64(payload.capacity - trailerBytes)
        guard reader.offset == end else {
            throw RDBError(.trailingBytes, at: reader.offset, length: end - reader.offset)
        }
    }
}

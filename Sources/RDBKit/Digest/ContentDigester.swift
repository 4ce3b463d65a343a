/// Digests values and keys: equal for the same data in every version of every server, in every encoding and order.
///
/// ```swift
/// var digester = ContentDigester()
/// while let record = try reader.next() {
///     guard record == .entry else { continue }
///     let value = try digester.digestValue(of: &reader)
///     guard digester.damage == nil else { continue }
///     print(reader.keyBytes, digester.digestEntry(of: reader, value: value))
/// }
/// ```
/// The canonical form that is hashed is described in `docs/digest.md`.
public struct ContentDigester: ~Copyable {
    /// The form that is hashed, for certificates; another number when it changes.
    public static var publishedForm: Int { Int(ContentForm.version) }

    /// What enters the digests.
    public let form: ContentForm
    /// Digests values.
    var values: PublishedDigester
    /// Digests keys.
    var entries: EntryDigester

    /// A digester; one serves any number of values.
    public init(_ form: ContentForm = ContentForm()) {
        self.form = form
        values = Self.values(form)
        entries = EntryDigester(form)
    }

    /// A digester of values alone.
    static func values(_ form: ContentForm) -> PublishedDigester {
        PublishedDigester(form, body: DigestStream(), element: DigestStream(), ElementMultiset())
    }

    /// Damage that cost a part of the last value: its digest is worth nothing.
    public var damage: RDBError? { values.damage }

    /// Decodes and digests the value in front of which `reader` stands.
    public mutating func digestValue(of reader: inout RDBReader) throws(RDBError) -> ContentDigest {
        try values.digestValue(of: &reader)
    }

    /// Reads and digests the value of the key at which `reader` stands.
    public mutating func digestValue(of reader: inout JSONKeyReader) throws(RDBError) -> ContentDigest {
        values.begin(reader.type ?? .module)
        try reader.decodeValue(into: &values)
        return values.finish()
    }

    /// The digest of the current key of `reader`: name, expiry and value; its database is no part of it.
    public mutating func digestEntry(of reader: borrowing RDBReader, value: ContentDigest) -> ContentDigest {
        entries.digest(reader, value: value)
    }

    /// The digest of a key: name, expiry and value. Idle time and frequency are parts of an exact one.
    public mutating func digestEntry(
        key: Span<UInt8>, metadata: KeyMetadata, value: ContentDigest
    ) -> ContentDigest {
        entries.digest(key: key, metadata, value: value)
    }
}

/// Digests that others can make, too.
typealias PublishedDigester = ValueDigester<DigestStream, ElementMultiset>

/// Digests that mean something in this run only.
typealias KeyedDigester = ValueDigester<KeyedStream, ElementSum>

extension DigestKeys {
    /// A digester under these keys.
    func digester(_ form: ContentForm) -> KeyedDigester {
        KeyedDigester(form, body: KeyedStream(self), element: KeyedStream(self), ElementSum())
    }
}

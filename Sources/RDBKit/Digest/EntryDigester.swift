/// Digests whole keys, as they are published.
struct EntryDigester: ~Copyable {
    private let form: ContentForm
    private var stream = DigestStream()

    init(_ form: ContentForm) {
        self.form = form
    }

    /// The digest of the current key of `reader`: name, expiry and value; its database is no part of it.
    @inline(__always)
    mutating func digest(_ reader: borrowing RDBReader, value: ContentDigest) -> ContentDigest {
        digest(key: reader.key.span, reader.context.metadata, value: value)
    }

    /// The digest of a key: name, expiry and value. Idle time and frequency are parts of an exact one.
    mutating func digest(key: Span<UInt8>, _ metadata: KeyMetadata, value: ContentDigest) -> ContentDigest {
        stream.begin()
        stream.add(ContentForm.version)
        stream.add(value)
        addOptional(form.hasExpiries ? metadata.expiresMs.map { UInt64(bitPattern: $0) } : nil)
        if form.isExact {
            addOptional(metadata.idleSeconds)
            addOptional(metadata.frequency.map(UInt64.init))
        }
        unsafe key.withUnsafeBytes { unsafe stream.add($0.baseAddress, $0.count) }
        return stream.finish()
    }

    /// The digest of a key together with its database.
    mutating func digest(_ entry: ContentDigest, in database: UInt64) -> ContentDigest {
        stream.begin()
        stream.add(entry)
        stream.add(database)
        return stream.finish()
    }

    private mutating func addOptional(_ number: UInt64?) {
        stream.add(UInt8(number == nil ? 0 : 1))
        if let number { stream.add(number) }
    }
}

/// Digests of whole keys.
extension ContentDigester {
    /// The digest of the current key of `reader`: name, expiry and value; its database is no part of it.
    public mutating func digestEntry(of reader: borrowing RDBReader, value: ContentDigest) -> ContentDigest {
        digestEntry(key: reader.key.span, metadata: reader.context.metadata, value: value)
    }

    /// The digest of a key: name, expiry and value. Idle time and frequency are parts of an exact one.
    public mutating func digestEntry(
        key: Span<UInt8>, metadata: KeyMetadata, value: ContentDigest
    ) -> ContentDigest {
        body.begin()
        body.add(Self.formVersion)
        body.add(value)
        addOptional(form.hasExpiries ? metadata.expiresMs.map { UInt64(bitPattern: $0) } : nil)
        if isExact {
            addOptional(metadata.idleSeconds)
            addOptional(metadata.frequency.map(UInt64.init))
        }
        unsafe key.withUnsafeBytes { unsafe body.add($0.baseAddress, $0.count) }
        return body.finish()
    }

    /// The digest of a key together with its database.
    mutating func digest(_ entry: ContentDigest, in database: UInt64) -> ContentDigest {
        body.begin()
        body.add(entry)
        body.add(database)
        return body.finish()
    }

    private mutating func addOptional(_ number: UInt64?) {
        body.add(UInt8(number == nil ? 0 : 1))
        if let number { body.add(number) }
    }
}

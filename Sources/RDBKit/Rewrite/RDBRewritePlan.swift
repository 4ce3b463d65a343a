/// What all workers of a rewriting know.
struct RDBRewritePlan {
    let options: RDBRewriteOptions
    let input: RDBInput
    /// The header of the output.
    let header: RDBHeader
    /// How values are encoded for the target, or anew; nil where what can be copied is.
    let encoding: RDBEncodingOptions?
    /// Whether hashes with fields that expire are encoded, because they expire at another time.
    let shiftsFields: Bool
    /// The hashes of names in the output.
    let hashes: [KeyedHash]

    /// - Throws: `target-unknown` where values are to be encoded for a server that is not known.
    init(_ options: RDBRewriteOptions, _ input: RDBInput, reading header: RDBHeader) throws(RDBError) {
        self.options = options
        self.input = input
        var generator = SystemRandomNumberGenerator()
        hashes = [KeyedHash(using: &generator), KeyedHash(using: &generator)]
        self.header = options.target.map { RDBHeader(for: $0) } ?? header
        encoding = try Self.encoding(options, header)
        shiftsFields = options.expiries.shiftMs != 0
    }

    private static func encoding(
        _ options: RDBRewriteOptions, _ header: RDBHeader
    ) throws(RDBError) -> RDBEncodingOptions? {
        guard options.target != nil || options.reencodesAll else { return nil }
        guard let target = options.target ?? ServerTarget(writing: header) else {
            throw RDBError(.targetUnknown, at: 0, length: 9, found: UInt64(header.version))
        }
        var encoding = RDBEncodingOptions(for: target)
        encoding.compresses = options.compresses
        encoding.sums = options.hasChecksum
        return encoding
    }

    /// An encoder that writes to `output`.
    ///
    /// - Parameter header: Of the input.
    func encoder(_ output: consuming TurnOutput, reading header: RDBHeader) -> RDBValueEncoder<TurnOutput> {
        if let encoding { return RDBValueEncoder(output, encoding, reading: header) }
        // For hashes whose fields expire at another time: those layouts are the same in all newer versions.
        let target = header.dialect == .valkey ? ServerTarget.valkey91 : .redis82
        return RDBValueEncoder(output, RDBEncodingOptions(for: target), reading: RDBHeader(for: target))
    }

    /// Whether values may be encoded.
    var mayEncode: Bool { encoding != nil || shiftsFields }

    /// Whether a record may turn out to be left out while its value is walked over.
    var canTakeBack: Bool { options.continuesBehindDamage || (encoding != nil && options.unsupported != .fail) }

    /// What enters the digests of the contents: what the target cannot hold does not.
    var form: ContentForm {
        var form = ContentForm()
        guard let encoding else { return form }
        // Redis has room for those before the year 10889; the others are gone with `degrade`.
        let holdsAll = encoding.target.dialect == .valkey || options.unsupported != .degrade
        form.hasFieldExpiries = encoding.target.hasFieldExpiry && holdsAll
        // Entries that a consumer refused wait for another one in the target.
        form.hasGroups = options.unsupported != .degrade
        return form
    }
}

extension ServerTarget {
    /// A server that writes files with this header, and packs values as all do that write it; nil for none that is known.
    init?(writing header: RDBHeader) {
        let found = Self.allCases.last { $0.dialect == header.dialect && $0.rdbVersion == header.version }
        guard let found else { return nil }
        self = found
    }
}

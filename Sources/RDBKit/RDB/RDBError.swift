/// What is wrong with a file, and where.
///
/// The same type is thrown where reading cannot go on (the end of the damaged item is unknown) and handed to
/// ``RDBValueVisitor/damage(_:)`` where it can. It is a trivial value without strings, so that throwing stays
/// cheap; `message` builds the sentence.
public struct RDBError: Error, Equatable, Sendable {
    /// What is wrong.
    public var code: Code
    /// First byte of the damaged item, counted in the (decompressed) file.
    public var offset: UInt64
    /// Bytes from `offset` to the end of the damaged item; 0 when its end is unknown.
    public var length: UInt64
    /// Offset inside the decoded packed node, where the damage lies inside one.
    public var inner: UInt64?
    /// What should stand there; the meaning depends on `code`.
    public var expected: UInt64?
    /// What stands there; the meaning depends on `code`.
    public var found: UInt64?

    /// Describes a problem at `offset`.
    public init(
        _ code: Code, at offset: UInt64, length: UInt64 = 0, inner: UInt64? = nil,
        expected: UInt64? = nil, found: UInt64? = nil
    ) {
        self.code = code
        self.offset = offset
        self.length = length
        self.inner = inner
        self.expected = expected
        self.found = found
    }

    /// What should stand there, as text.
    public var expectedText: String? { expected.map(code.render) }

    /// What stands there, as text.
    public var foundText: String? { found.map(code.render) }

    /// Whether the problem has a place in the file; some concern the file as a whole.
    public var hasPlace: Bool {
        switch code {
        case .emptyFile, .notRDB, .unsupportedVersion, .newerVersion, .unconfirmedVersion, .versionType, .crcMissing,
            .serverVersion, .tooFewKeys, .tooFewBytes, .tooOld, .expectation, .certificate, .payloadVersion, .notAOF,
            .manifestEmpty,
            .manifestNothing,
            .manifestMissing,
            .partMissing, .partOrphan, .partTemporary, .partHistory, .mendPending:
            false
        case .ioError, .notChecked, .notRepeatable, .compressedWindow, .compressedDictionary, .compressedEnvelope:
            offset > 0
        default: true
        }
    }

    /// One sentence without a place: what is wrong, what was expected and what was found.
    public var message: String {
        if code == .ioError, let foundText { return foundText }
        if code == .truncated, let expected, let found {
            let missing = expected.counted("more byte is", "more bytes are")
            return "\(code.summary): at least \(missing) needed, \(found.counted("is", "are")) left"
        }
        var text = code.summary
        if let inner { text += " (byte \(inner) of the decoded node)" }
        switch (expected, found) {
        case (let expected?, let found?):
            text += ": expected \(code.render(expected)), found \(code.render(found))"
        case (let expected?, nil): text += ": expected \(code.render(expected))"
        case (nil, let found?): text += ": found \(code.render(found))"
        case (nil, nil): break
        }
        return text
    }
}

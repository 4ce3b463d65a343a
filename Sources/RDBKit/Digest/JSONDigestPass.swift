/// One pass over a file of JSON that digests its keys.
struct JSONDigestPass<
    Receiver: JSONDigestReceiver & ~Copyable, Stream: ContentStream & ~Copyable, Elements: ContentElements & ~Copyable
>: ~Copyable {
    /// Keys are handed on so many at a time.
    private static var turn: Int { 4096 }

    private(set) var reader: JSONKeyReader
    var receiver: Receiver
    private var digester: ValueDigester<Stream, Elements>
    private(set) var matcher: KeyMatcher
    private(set) var findings = FindingCollector(limit: 1000)
    /// Digests of function libraries, sorted.
    private(set) var functions: [ContentDigest] = []
    /// Where their objects are.
    private(set) var functionOffsets: [ContentDigest: UInt64] = [:]
    /// Whether the file says which function libraries there are.
    private(set) var knowsFunctions = false
    /// Keys of which a part cannot be read.
    private(set) var unknownKeys: UInt64 = 0
    /// Whether a part could not be read in which there may be other keys.
    private(set) var isCut = false
    /// Keys do not tell the sizes of their values, by which is filtered: that is said once.
    private var lacksSizes = false

    init(
        _ reader: consuming JSONKeyReader, _ receiver: consuming Receiver,
        _ digester: consuming ValueDigester<Stream, Elements>, _ filter: KeyFilter
    ) {
        self.reader = reader
        self.receiver = receiver
        self.digester = digester
        matcher = KeyMatcher(filter)
    }

    /// Reads to the end, or to damage behind which nothing can be read.
    mutating func run(progress: (@Sendable (UInt64) -> Void)?) {
        var count = 0
        while readRecord() {
            count += 1
            guard count % Self.turn == 0 else { continue }
            _ = receiver.endTurn(isLast: false)
            progress?(reader.offset)
        }
        _ = receiver.endTurn(isLast: true)
        progress?(reader.offset)
        functions.sort()
    }

    /// Reads an object; false where no other follows.
    private mutating func readRecord() -> Bool {
        do throws(RDBError) {
            guard let record = try reader.next() else { return false }
            switch record {
            case .key: try readKey()
            case .function: try readFunction()
            case .other: if reader.recordType == .header { knowsFunctions = true }
            }
            return true
        } catch {
            return goOn(behind: error)
        }
    }

    @inline(__always)
    private mutating func readKey() throws(RDBError) {
        guard let type = reader.type else { return }
        digester.begin(type)
        try reader.decodeValue(into: &digester)
        let value = digester.finish()
        guard receiver.wants(reader, &matcher) else { return }
        if matcher.needsSize && !isSizeWanted() { return }
        if !digester.isEmptiedHash { receiver.receive(reader, value: value) }
    }

    /// Whether the size of the value passes; a key that does not tell is unknown.
    private mutating func isSizeWanted() -> Bool {
        if let bytes = reader.valueBytes { return matcher.matchesSize(bytes) }
        if !lacksSizes {
            lacksSizes = true
            addFinding(RDBError(.json, at: reader.recordOffset, expected: JSONExpectation.bytesMember.rawValue))
        }
        leaveUnknown()
        return false
    }

    private mutating func readFunction() throws(RDBError) {
        digester.begin(.string)
        try reader.decodeValue(into: &digester)
        let digest = digester.finish()
        functions.append(digest)
        functionOffsets[digest] = reader.recordOffset
        knowsFunctions = true
    }

    // MARK: Damage

    /// Notes damage; answers whether something can be read behind it.
    private mutating func goOn(behind error: RDBError) -> Bool {
        addFinding(error, detail: "line \(reader.line)")
        if reader.knowsKey && receiver.places(reader) { leaveUnknown() }
        // A line that is no JSON may have lost its end, and with it another key.
        if error.code != .memoryLimit || !reader.knowsKey { isCut = true }
        guard error.code == .json || error.code == .memoryLimit else { return false }
        do throws(RDBError) {
            if try reader.skipDamage() { return true }
        } catch {
            findings.add(RDBFinding(error, severity: .error))
        }
        isCut = true
        return false
    }

    private mutating func addFinding(_ error: RDBError, detail: String? = nil) {
        var finding = RDBFinding(error, severity: .error, detail: detail)
        if reader.knowsKey {
            finding.database = reader.database
            finding.key = Array(reader.keyBytes.prefix(RDBFinding.longestKey))
        }
        findings.add(finding)
    }

    private mutating func leaveUnknown() {
        unknownKeys += 1
        receiver.receive(reader, value: nil)
    }
}

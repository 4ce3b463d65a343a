/// Digests values: equal for the same data in every version of every server, in every encoding and order.
///
/// It knows the canonical form; how that is hashed is the streams' matter.
struct ValueDigester<Stream: ContentStream & ~Copyable, Elements: ContentElements & ~Copyable>: RDBValueVisitor,
    ~Copyable
{
    /// What enters the digests.
    let form: ContentForm
    /// Damage that cost a part of the value: its digest is worth nothing.
    private(set) var damage: RDBError?

    /// Milliseconds that are added to the expiries of hash fields.
    var fieldShiftMs: Int64 = 0

    /// What is ordered, and in the end the elements.
    var body: Stream
    /// The element that is being gathered.
    var element: Stream
    var elements: Elements
    var hasOpenElement = false
    /// The type of the value has elements in any order.
    private var isUnordered = false
    private var large = LargeTarget.nothing
    /// The fields of a deleted stream entry are no content.
    var isInDeletedEntry = false
    var group = ContentDigest(SIMD4())
    var consumer = ContentDigest(SIMD4())
    var isInNacks = false
    private var hasExpiredFields = false

    /// Whether the value that was digested last is a hash of which no field is left by ``ContentForm/nowMs``.
    var isEmptiedHash: Bool { hasExpiredFields && elements.isEmpty }

    /// Where the pieces of a large string go.
    private enum LargeTarget { case nothing, body, element }

    /// A digester; one serves any number of values.
    init(_ form: ContentForm, body: consuming Stream, element: consuming Stream, _ elements: consuming Elements) {
        self.form = form
        self.body = body
        self.element = element
        self.elements = elements
    }

    var isExact: Bool { form.isExact }
    /// Whether idempotent producers of streams enter the digest.
    var countsProducers: Bool { form.isExact && !form.isLimitedToJSON }

    /// A value of this type follows.
    @inline(__always)
    mutating func begin(_ type: RDBValueType) {
        body.begin()
        body.add(ContentForm.version)
        body.add(type.rawValue)
        elements.begin()
        hasOpenElement = false
        isInDeletedEntry = false
        isInNacks = false
        hasExpiredFields = false
        isUnordered = type == .set || type == .zset || type == .hash || type == .stream
        damage = nil
    }

    /// The digest of the value that was visited since ``begin(_:)``.
    @inline(__always)
    mutating func finish() -> ContentDigest {
        if isUnordered {
            closeElement()
            elements.write(to: &body)
        }
        return body.finish()
    }

    /// Decodes and digests the value in front of which `reader` stands.
    @inline(__always)
    mutating func digestValue(of reader: inout RDBReader) throws(RDBError) -> ContentDigest {
        begin(reader.objectType.valueType ?? .module)
        try reader.decodeValue(into: &self)
        return finish()
    }

    // MARK: Elements

    @inline(__always)
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .string: body.addBareString(value)
        case .setMember:
            element.begin()
            element.addString(value)
            elements.insert(element.finishBlock())
        case .hashField, .zsetMember:
            openElement()
            element.addString(value)
        case .hashValue: element.addString(value)
        case .groupName, .consumerName:
            beginReference(role)
            element.addString(value)
            finishReference(role)
        case .streamField, .streamValue:
            if !isInDeletedEntry { body.addString(value) }
        case .producer, .producerMessage:
            if countsProducers { body.addString(value) }
        default: body.addString(value)
        }
    }

    @inline(__always)
    mutating func score(_ score: Double) {
        // -0 and 0 are one score: servers lose the sign when they load a small sorted set.
        element.add(score == 0 ? 0 : score.isNaN ? Double.nan.bitPattern : score.bitPattern)
        closeElement()
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        if let unshifted = milliseconds {
            let milliseconds = ExpiryChange.shift(unshifted, by: fieldShiftMs)
            if let now = form.nowMs, milliseconds < now {
                hasOpenElement = false
                hasExpiredFields = true
                return
            }
            if form.hasExpiries && form.hasFieldExpiries { element.add(UInt64(bitPattern: milliseconds)) }
        }
        closeElement()
    }

    @inline(__always)
    mutating func openElement() {
        closeElement()
        element.begin()
        hasOpenElement = true
    }

    @inline(__always)
    mutating func closeElement() {
        guard hasOpenElement else { return }
        elements.insert(element.finishBlock())
        hasOpenElement = false
    }

    // MARK: Large strings

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        switch role {
        case .string:
            large = .body
            body.beginBareString()
        case .setMember, .hashField, .zsetMember:
            openElement()
            beginLargeElement(length)
        case .hashValue: beginLargeElement(length)
        case .groupName, .consumerName:
            beginReference(role)
            beginLargeElement(length)
        case .streamField, .streamValue: beginLargeBody(length, isWanted: !isInDeletedEntry)
        case .producer, .producerMessage: beginLargeBody(length, isWanted: countsProducers)
        default: beginLargeBody(length, isWanted: true)
        }
    }

    private mutating func beginLargeElement(_ length: UInt64) {
        large = .element
        element.beginString(length: length)
    }

    private mutating func beginLargeBody(_ length: UInt64, isWanted: Bool) {
        large = isWanted ? .body : .nothing
        if isWanted { body.beginString(length: length) }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        switch large {
        case .body: body.addPiece(bytes)
        case .element: element.addPiece(bytes)
        case .nothing: break
        }
    }

    mutating func endLarge(_ role: RDBRole) {
        switch large {
        case .body: body.endString()
        case .element: element.endString()
        case .nothing: break
        }
        switch role {
        case .setMember: closeElement()
        case .groupName, .consumerName: finishReference(role)
        default: break
        }
    }

    // MARK: Arrays and modules

    mutating func arrayIndex(_ index: UInt64) {
        body.add(index)
    }

    mutating func arrayDouble(_ value: Double) {
        if form.isLimitedToJSON { return addText(of: value) }
        body.addMark(0)
        body.add(value.bitPattern)
    }

    /// The text that stands for a double in JSON.
    private mutating func addText(of value: Double) {
        let text = Array(value.description.utf8)
        unsafe body.addString(.bytes(text.span.bytes))
    }

    mutating func module(_ id: ModuleID) {
        body.add(id.rawValue)
    }

    mutating func moduleItem(_ item: ModuleItem) {
        let (tag, bits): (UInt64, UInt64) =
            switch item {
            case .sint(let number): (0, UInt64(bitPattern: number))
            case .uint(let number): (1, number)
            case .float(let number):
                (2, UInt64((form.isLimitedToJSON && number.isNaN ? .nan : number).bitPattern))
            case .double(let number): (3, (form.isLimitedToJSON && number.isNaN ? .nan : number).bitPattern)
            }
        body.addMark(tag)
        body.add(bits)
    }

    mutating func damage(_ error: RDBError) {
        if damage == nil && error.code.losesContent { damage = error }
    }
}

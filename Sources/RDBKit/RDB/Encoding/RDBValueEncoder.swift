/// Writes keys with their values in the layouts that a target's own server writes.
///
/// It visits a value and writes what the target would write after loading it, with its default configuration. A value
/// from a file of the target's own version keeps its layout, which tells of its history: a hash that once was large
/// stays unpacked. What cannot be decided yet is held; no more than the limits of packed values allow.
///
/// ```
///            metadata · type · key          value
///                        │                  ├ direct    strings go out as they come
///   reserved, and set when it is decided    ├ held      sorted sets to be sorted, hashes that may be packed, ...
///                                           ├ filled    list elements that gather in nodes
///                                           └ passed    elements of a node that was written as a whole
/// ```
struct RDBValueEncoder<Output: RDBOutput & ~Copyable>: RDBValueVisitor, ~Copyable {
    /// What happens to the elements that come.
    enum Step {
        case direct, held, filled, passed
        /// The next string is a quicklist node of its own.
        case alone
        /// Field and value are held until the field's expiry is known.
        case paired
    }

    /// A larger string is written plain, so that it need not be in memory whole.
    static var largestCompressed: UInt64 { 32 << 20 }
    /// More bytes than this are not held for a decision that can be made without them.
    static var mostHeld: Int { 8 << 20 }
    /// A larger string is not held at all.
    static var largestHeld: UInt64 { 16 << 20 }

    /// Where the bytes go.
    var output: Output
    /// Milliseconds that are added to the expiries of hash fields.
    var fieldShiftMs: Int64 = 0
    let options: RDBEncodingOptions
    let layouts: RDBTargetLayouts
    /// What of the current record the target cannot hold; it is left out.
    private(set) var unsupported: [RDBUnsupported] = []
    /// What is wrong with the current value, where its end is known; what was written of it is of no use then.
    private(set) var damages: [RDBError] = []

    /// Whether the file that is read has the target's own version.
    private let followsSource: Bool
    /// The layout in which the value comes.
    private(set) var source = RDBObjectType.string
    /// The layout in which it goes.
    private(set) var layout = RDBObjectType.string
    /// Bytes between the type and the end of what is written; nil once the type is decided.
    private var typeDistance: Int?

    var step = Step.direct
    var held = HeldElements()
    /// The string that arrives in pieces is too large to be held.
    var isTooLarge = false
    /// Elements in the packed node that is being read.
    var nodeCount: UInt64?
    /// A large string that is to be compressed.
    private var large = HeldString()
    private var isLargeHeld = false
    /// The packed node that is being built.
    var node: TargetNodeBuilder
    var list = ListState()
    var set = SetState()
    var hash = HashState()
    var stream = StreamState()

    /// - Parameter header: Of the file that is read.
    init(_ output: consuming Output, _ options: RDBEncodingOptions, reading header: RDBHeader) {
        self.output = output
        self.options = options
        layouts = RDBTargetLayouts(options.target)
        node = TargetNodeBuilder(ziplists: layouts.usesZiplists)
        followsSource = header.version == options.target.rdbVersion && header.dialect == options.target.dialect
    }

    /// Whether a record with a value of this layout can be copied as it is: the target loads it.
    func canCopy(_ type: RDBObjectType) -> Bool { layouts.loads(type) }

    /// Whether the value goes into the layout in which it comes because it does so in the target.
    func keeps(_ type: RDBObjectType) -> Bool { followsSource && source == type && layouts.writes(type) }
}

/// Records.
extension RDBValueEncoder where Output: ~Copyable {
    /// Writes the key at which `reader` stands, with its value; the reader is behind it then.
    ///
    /// What the target cannot hold is in ``unsupported``, damage in ``damages``. A record with damage, or with
    /// something unsupported that cannot be left out, must be taken back by the caller.
    /// - Parameters:
    ///   - key: The name to write; nil for the reader's.
    ///   - metadata: What to write in front of it; nil for the reader's.
    /// - Throws: Damage whose end is unknown.
    mutating func writeEntry(
        _ reader: inout RDBReader, key: [UInt8]? = nil, metadata: KeyMetadata? = nil
    ) throws(RDBError) {
        begin(reader.objectType)
        guard canEncode(reader.objectType) else { return try reader.skipValue() }
        if let key {
            writeHead(unsafe key.span.bytes, metadata ?? reader.metadata)
        } else {
            writeHead(unsafe reader.key.span.bytes, metadata ?? reader.metadata)
        }
        try reader.decodeValue(into: &self)
        endValue()
    }

    /// Writes the object type and the value at which `reader` stands, without key and metadata, as DUMP does.
    mutating func writeValue(_ reader: inout RDBReader) throws(RDBError) {
        begin(reader.objectType)
        guard canEncode(reader.objectType) else { return try reader.skipValue() }
        output.append(RDBObjectType.string.byte)
        typeDistance = 1
        try reader.decodeValue(into: &self)
        endValue()
    }

    /// Writes the same without moving `reader`; false where that cannot be done.
    mutating func writeValueAhead(
        _ reader: borrowing RDBReader, _ input: RDBInput
    ) throws(RDBError) -> Bool {
        begin(reader.objectType)
        guard canEncode(reader.objectType) else { return true }
        output.append(0)
        typeDistance = 1
        guard try reader.visitAhead(input, &self) != nil else { return false }
        endValue()
        return true
    }

    /// Forgets what was kept for the current record.
    mutating func reset() {
        if !unsupported.isEmpty { unsupported = [] }
        if !damages.isEmpty { damages = [] }
        if held.count > 0 { held.removeAll() }
        if isLargeHeld { large.clear() }
        isLargeHeld = false
    }

    private mutating func begin(_ type: RDBObjectType) {
        reset()
        source = type
        // Only strings go out before a layout is decided.
        step = type == .string ? .direct : .passed
        nodeCount = nil
        layout = .string
    }

    private mutating func canEncode(_ type: RDBObjectType) -> Bool {
        switch type.valueType {
        case .array?, nil:
            lose(.valueType)
            return false
        default:
            if type == .modulePreGA { lose(.valueType) }
            return type != .modulePreGA
        }
    }

    /// Writes expiry, idle time or frequency, room for the type, and the key.
    private mutating func writeHead(_ key: RawSpan, _ metadata: KeyMetadata) {
        // In one piece, so that the type can be set later.
        _ = unsafe output.reserve(64 + key.byteCount)
        output.append(metadata)
        if let classes = metadata.metadataClasses { lose(.keyMetadata, classes) }
        let type = unsafe output.reserve(0)
        output.append(RDBObjectType.string.byte)
        output.appendString(key, compresses: options.compresses)
        typeDistance = unsafe output.reserve(0) - type
    }

    /// Decides the layout; nothing of the value has been written yet.
    mutating func begin(_ type: RDBObjectType, _ step: Step) {
        self.step = step
        // A damaged value may come here twice.
        guard let distance = typeDistance else { return }
        let end = unsafe output.reserve(0)
        unsafe (end - distance).pointee = type.byte
        layout = type
        typeDistance = nil
    }

    /// Writes what was held until the value's end.
    private mutating func endValue() {
        switch source.valueType {
        case .list where step == .filled: endList()
        case .set where step == .held: endSet()
        case .zset where step == .held: endZset()
        case .hash where step == .held: endHash()
        case .module: output.appendLength(ModuleOpcode.eof)
        default: break
        }
    }

    /// Counts something that the target cannot hold.
    mutating func lose(_ reason: RDBUnsupported.Reason, _ count: UInt64 = 1) {
        if let index = unsupported.firstIndex(where: { $0.reason == reason }) {
            unsupported[index].count += count
        } else {
            unsupported.append(RDBUnsupported(reason, count: count))
        }
    }

    mutating func damage(_ error: RDBError) {
        damages.append(error)
    }
}

/// Strings.
extension RDBValueEncoder where Output: ~Copyable {
    @inline(__always)
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch step {
        case .direct:
            if role == .moduleString { output.appendLength(ModuleOpcode.string) }
            output.appendString(value, compresses: options.compresses)
        case .passed: break
        default: scalarLater(value)
        }
    }

    @inline(never)
    private mutating func scalarLater(_ value: borrowing RDBScalar) {
        switch step {
        case .held:
            held.hold(value)
            checkHeld()
        case .paired: held.hold(value)
        case .filled: fill(value)
        case .alone: writePlainNode(value)
        case .direct, .passed: break
        }
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        if step == .held || step == .filled { unpackForLarge(length) }
        switch step {
        case .held, .paired, .filled: beginHeld(length)
        case .passed: break
        case .direct, .alone:
            isLargeHeld = length <= Self.largestCompressed && options.compresses
            if role == .moduleString { output.appendLength(ModuleOpcode.string) }
            if isLargeHeld { return large.begin() }
            if step == .alone { beginPlainNode(length) } else { output.appendLength(length) }
        }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        switch step {
        case .held, .paired, .filled: if !isTooLarge { held.add(bytes) }
        case .passed: break
        case .direct, .alone:
            if isLargeHeld { large.add(bytes) } else { output.append(bytes) }
        }
    }

    mutating func endLarge(_ role: RDBRole) {
        switch step {
        case .held:
            held.end()
            checkHeld()
        case .paired: held.end()
        case .filled:
            held.end()
            fillHeld()
        case .passed: break
        case .direct where isLargeHeld:
            unsafe output.appendString(large.base, large.count, compresses: options.compresses)
            large.clear()
        case .direct: break
        case .alone where isLargeHeld:
            unsafe writePlainNode(.bytes(RawSpan(_unsafeStart: large.base, byteCount: large.count)))
            large.clear()
        case .alone: endPlainNode()
        }
        isLargeHeld = false
    }
}

/// Collections and their nodes.
extension RDBValueEncoder where Output: ~Copyable {
    mutating func beginCollection(count: UInt64?) {
        if typeDistance == nil { return }
        let count = count ?? nodeCount ?? 0
        switch source.valueType {
        case .list: beginList(count)
        case .set: beginSet(count)
        case .zset: beginZset(count)
        case .hash: beginHash(count)
        default: break
        }
    }

    mutating func nodeBytes(_ bytes: RawSpan) {
        switch source {
        case .listZiplist, .hashTemplateListpack, .hashTemplateListpackRef: break
        case .listQuicklist: writeListNode(bytes, ZiplistCursor.self)
        case .listQuicklist2: writeListNode(bytes, ListpackCursor.self)
        case .setIntset: copyNode(bytes, count: IntsetCursor.count(of: PackedNode(bytes)), to: .setIntset)
        case .setListpack: copyNode(bytes, ListpackCursor.self, 1, to: layouts.set)
        case .zsetZiplist: copyNode(bytes, ZiplistCursor.self, 2, to: layouts.zset)
        case .zsetListpack: copyNode(bytes, ListpackCursor.self, 2, to: layouts.zset)
        case .hashZipmap: copyNode(bytes, ZipmapCursor.self, 2, to: nil)
        case .hashZiplist: copyNode(bytes, ZiplistCursor.self, 2, to: layouts.hash)
        case .hashListpack: copyNode(bytes, ListpackCursor.self, 2, to: layouts.hash)
        case .hashListpackEx, .hashListpackExPreGA:
            copyNode(bytes, ListpackCursor.self, 3, to: fieldShiftMs == 0 ? layouts.expiringPackedHash : nil)
        default: unsafe stream.node = bytes.withUnsafeBytes { unsafe $0 }
        }
    }
}

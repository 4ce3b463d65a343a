/// Walks a value a second time and compares the elements that must differ byte by byte.
struct DuplicateElementVisitor: RDBValueVisitor {
    static var wantsPlaces: Bool { true }

    /// An element that occurs again.
    struct Duplicate {
        var element: [UInt8]
        var first: UInt64
        var place: (offset: UInt64, inner: UInt64?)
    }

    private let hash: KeyedHash
    /// Only elements with these hashes can be duplicates; nil: all can.
    private let suspects: Set<UInt64>?
    private let limit: Int
    private var seen: SeenStrings
    private var position: (offset: UInt64, inner: UInt64?) = (0, nil)
    private(set) var duplicates: [Duplicate] = []
    /// Duplicates, those beyond the limit included.
    private(set) var count = 0

    init(hashes: [KeyedHash], suspects: Set<UInt64>?, limit: Int) {
        hash = hashes[0]
        seen = SeenStrings(hashes)
        self.suspects = suspects
        self.limit = limit
    }

    mutating func place(_ offset: UInt64, inner: UInt64?) { position = (offset, inner) }

    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .hashField, .setMember, .zsetMember: break
        default: return
        }
        if let suspects, !suspects.contains(SuspectSearch.narrowed(hash.hash(value))) { return }
        var collector = StringCollector(room: .max)
        collector.scalar(value, role)
        note(collector.strings[0])
    }

    private mutating func note(_ element: [UInt8]) {
        guard let first = seen.insert(element, of: 0, at: position.offset) else { return }
        count += 1
        if duplicates.count < limit {
            duplicates.append(Duplicate(element: element, first: first, place: position))
        }
    }
}

extension RDBCheckWorker {
    /// Reads the value again to name the elements that occur twice, if any really do.
    @inline(never)
    mutating func reportDuplicateElements(_ reader: inout RDBReader) {
        if visitor.elements.isIncomplete { return noteUnchecked(reader) }
        let inWideStore = visitor.needsWideHashes ? visitor.elements.duplicatesInWideStore() : 0
        if inWideStore > 0 {
            visitor.damage(
                RDBError(
                    .duplicateElement, at: reader.valueOffset, length: reader.offset - reader.valueOffset,
                    found: UInt64(inWideStore)))
            return
        }
        if visitor.needsWideHashes { return }
        let suspects = visitor.elements.suspectsInStore(threads: options.threads)
        if let suspects, suspects.isEmpty { return }
        var second = DuplicateElementVisitor(
            hashes: [visitor.hash, visitor.secondHash], suspects: suspects, limit: options.maximumFindings)
        do throws(RDBError) {
            try reread(reader, into: &second)
        } catch {
            return noteUnchecked(reader)
        }
        for duplicate in second.duplicates { report(duplicate) }
        visitor.findings.countMore(.duplicateElement, second.count - second.duplicates.count)
    }

    private func reread(
        _ reader: borrowing RDBReader, into second: inout DuplicateElementVisitor
    ) throws(RDBError) {
        if var again = try reader.rereader(input) { try again.decode(reader.objectType, into: &second) }
    }

    private mutating func noteUnchecked(_ reader: borrowing RDBReader) {
        let error = RDBError(
            .notChecked, at: reader.valueOffset, length: reader.offset - reader.valueOffset)
        visitor.findings.add(
            visitor.finding(error, detail: "duplicate elements of this value: --memory is too small"))
    }

    private mutating func report(_ duplicate: DuplicateElementVisitor.Duplicate) {
        let error = RDBError(
            .duplicateElement, at: duplicate.place.offset, inner: duplicate.place.inner)
        let name = Self.text(Array(duplicate.element.prefix(RDBFinding.longestKey)))
        visitor.hasDuplicateElements = true
        visitor.findings.add(
            visitor.finding(error, detail: "\"\(name)\", first at \(RDBOffset(duplicate.first))"))
    }
}

extension RDBReader {
    /// A decoder that stands at the current value once more; nil when its bytes are gone for good.
    func rereader(_ input: RDBInput) throws(RDBError) -> RDBValueDecoder? {
        if let bytes = values.input.again(from: valueOffset) {
            return decoder(over: bytes, scratch: values.scratch)
        }
        guard let reopen = input.reopen else { return nil }
        let window = try InputWindow(
            reopen(), capacity: InputWindow.standardCapacity, skipping: valueOffset)
        return decoder(over: ByteReader(window), scratch: RDBScratch())
    }

    private func decoder(over bytes: consuming ByteReader, scratch: RDBScratch) -> RDBValueDecoder {
        var decoder = RDBValueDecoder(bytes, scratch: scratch, nodeLimit: values.nodeLimit)
        decoder.templates = context.templates
        return decoder
    }
}

/// Elements of a value that cannot be written yet: what comes later decides how.
@safe
struct HeldElements: ~Copyable {
    /// A string, or an integer that stands for its decimal text.
    struct Element: BitwiseCopyable {
        var offset: Int
        var count: Int
        var integer: Int64
        var isInteger: Bool
    }

    private var buffer = RawBuffer(capacity: 1 << 12)
    /// Bytes that are held.
    private(set) var byteCount = 0
    private(set) var elements: [Element] = []
    /// A score for each member of a sorted set.
    var scores: [Double] = []
    /// An expiry for each field of a hash; nil for none.
    var expiries: [Int64?] = []
    /// Bytes of the longest element.
    private(set) var longest = 0

    var count: Int { elements.count }

    /// Holds one more.
    @inline(__always)
    mutating func hold(_ value: borrowing RDBScalar) {
        switch value {
        case .integer(let integer): hold(integer)
        case .bytes(let bytes):
            begin()
            add(bytes)
            end()
        }
    }

    /// Holds an integer.
    mutating func hold(_ integer: Int64) {
        longest = max(longest, DecimalText.digitCount(integer.magnitude) + (integer < 0 ? 1 : 0))
        elements.append(Element(offset: 0, count: 0, integer: integer, isInteger: true))
    }

    /// Starts an element that arrives in pieces.
    mutating func begin() {
        elements.append(Element(offset: byteCount, count: 0, integer: 0, isInteger: false))
    }

    /// Adds a piece.
    mutating func add(_ bytes: RawSpan) {
        let size = bytes.byteCount
        if byteCount + size > buffer.capacity {
            buffer.grow(to: max(byteCount + size, 2 * buffer.capacity), keeping: byteCount)
        }
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe (buffer.base + byteCount).copyMemory(from: base, byteCount: size) }
        }
        byteCount += size
    }

    /// Ends an element that arrived in pieces.
    mutating func end() {
        let last = elements.count - 1
        elements[last].count = byteCount - elements[last].offset
        longest = max(longest, elements[last].count)
    }

    /// One of them, valid until the next is held.
    @inline(__always)
    func packed(_ index: Int) -> PackedElement {
        let element = elements[index]
        if element.isInteger { return PackedElement(integer: element.integer) }
        return unsafe PackedElement(base: buffer.base + element.offset, count: element.count)
    }

    /// The number that an element is the decimal text of.
    func integer(_ index: Int) -> Int64? {
        let element = elements[index]
        return unsafe element.isInteger
            ? element.integer : IntegerText.parse(buffer.base + element.offset, element.count)
    }

    /// Whether the bytes of an element are less than another's.
    func isLess(_ left: Int, _ right: Int) -> Bool {
        unsafe withText(of: left) { left in
            unsafe withText(of: right) { right in unsafe left.lexicographicallyPrecedes(right) }
        }
    }

    /// The bytes of an element; those of an integer are its digits.
    func withText<Result>(of index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let element = elements[index]
        guard element.isInteger else {
            return unsafe body(UnsafeRawBufferPointer(start: buffer.base + element.offset, count: element.count))
        }
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DecimalText.mostDigits) { text in
            guard let start = text.baseAddress else { return unsafe body(UnsafeRawBufferPointer(start: nil, count: 0)) }
            let end = unsafe IntegerText.write(element.integer, to: start)
            return unsafe body(UnsafeRawBufferPointer(start: start, count: end - start))
        }
    }

    /// Lets go of the first `count`; the others stay.
    mutating func drop(_ count: Int) {
        let rest = Array(elements.dropFirst(count))
        let start = rest.first { !$0.isInteger }?.offset ?? byteCount
        unsafe buffer.base.copyMemory(from: buffer.base + start, byteCount: byteCount - start)
        byteCount -= start
        elements = rest.map { element in
            var moved = element
            if !element.isInteger { moved.offset -= start }
            return moved
        }
        scores = []
        expiries = []
    }

    /// Lets go of everything, and gives back what unusual elements needed.
    mutating func removeAll() {
        byteCount = 0
        longest = 0
        elements.removeAll(keepingCapacity: elements.count <= 1 << 12)
        scores.removeAll(keepingCapacity: scores.count <= 1 << 12)
        expiries.removeAll(keepingCapacity: expiries.count <= 1 << 12)
        buffer.shrink(to: 1 << 20)
    }
}

extension RDBOutput where Self: ~Copyable {
    /// Appends an element that was held, as a string.
    mutating func appendString(_ element: PackedElement, compresses: Bool) {
        if let base = unsafe element.base {
            unsafe appendString(base, element.count, compresses: compresses)
        } else {
            appendString(element.integer)
        }
    }
}

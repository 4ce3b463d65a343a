/// What the keys of one value type in one database amount to. Sizes are those of the data, in bytes, without encodings.
public struct RDBTypeStatistics: Sendable {
    /// Keys.
    public private(set) var keys: UInt64 = 0
    /// Keys with an expiry.
    public private(set) var expires: UInt64 = 0
    /// Keys whose expiry has passed.
    public private(set) var expired: UInt64 = 0
    /// Bytes of all keys' names.
    public private(set) var keyBytes: UInt64 = 0
    /// Elements of all values: 1 for a string or a module's value, the live entries of a stream.
    public private(set) var elements: UInt64 = 0
    /// Bytes of all elements.
    public private(set) var elementBytes: UInt64 = 0
    /// Elements of the value that has most.
    public private(set) var mostElements: UInt64 = 0
    /// Bytes of the largest element.
    public private(set) var largestElement: UInt64 = 0
    private var counts = SizeHistogram()
    private var sizes = SizeHistogram()

    /// Elements that `percent` of the values do not exceed, to a thousandth part; 0 without keys.
    public func elements(percentile percent: Double) -> UInt64 { min(counts.percentile(percent), mostElements) }

    /// Bytes that `percent` of the elements do not exceed, to a thousandth part; 0 without elements.
    public func elementBytes(percentile percent: Double) -> UInt64 { min(sizes.percentile(percent), largestElement) }

    mutating func add(_ value: ValueSizes, keyLength: UInt64, expiresMs: Int64?, nowMs: Int64) {
        keys += 1
        keyBytes &+= keyLength
        if let expiresMs {
            expires += 1
            if expiresMs < nowMs { expired += 1 }
        }
        elements += value.elements
        elementBytes &+= value.bytes
        mostElements = max(mostElements, value.elements)
        largestElement = max(largestElement, value.largest)
        counts.add(value.elements)
        value.add(to: &sizes)
    }
}

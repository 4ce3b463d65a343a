/// An offset as messages write it: `0x1A2B (6699)`.
public struct RDBOffset: CustomStringConvertible, Sendable {
    /// Bytes from the start of the (decompressed) file.
    public var value: UInt64

    /// The offset `value`.
    public init(_ value: UInt64) {
        self.value = value
    }

    public var description: String {
        "0x\(String(value, radix: 16, uppercase: true)) (\(value))"
    }
}

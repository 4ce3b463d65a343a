/// Writes bytes that arrive in pieces as standard base64.
struct Base64Stream {
    private static let part = 48 << 10

    /// Bytes that wait for a third one, the first in the highest byte.
    private var held: UInt32 = 0
    private var heldCount = 0

    /// The characters of standard base64, by their six bits.
    static var alphabet: StaticString {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    }

    /// Adds bytes.
    mutating func add(_ base: UnsafeRawPointer, _ size: Int, to output: inout TurnOutput) {
        var from = unsafe base.assumingMemoryBound(to: UInt8.self)
        let end = unsafe from + size
        while unsafe heldCount > 0 && from < end {
            unsafe hold(from.pointee, &output)
            unsafe from += 1
        }
        while unsafe end - from >= 3 {
            let part = unsafe min(Self.part, (end - from) / 3 * 3)
            unsafe encode(from, part, &output)
            unsafe from += part
        }
        while unsafe from < end {
            unsafe hold(from.pointee, &output)
            unsafe from += 1
        }
    }

    /// Writes what waits, and the padding.
    mutating func end(_ output: inout TurnOutput) {
        guard heldCount > 0 else { return }
        let count = heldCount
        for _ in count..<3 { hold(0, &output) }
        output.cut(to: output.count - (3 - count))
        for _ in count..<3 { output.append(UInt8(ascii: "=")) }
    }

    private mutating func hold(_ byte: UInt8, _ output: inout TurnOutput) {
        held = held << 8 | UInt32(byte)
        heldCount += 1
        guard heldCount == 3 else { return }
        let target = unsafe output.reserve(4)
        unsafe Self.write(held, to: target)
        unsafe output.advance(to: target + 4)
        held = 0
        heldCount = 0
    }

    /// Encodes a multiple of three bytes.
    private func encode(_ base: UnsafePointer<UInt8>, _ count: Int, _ output: inout TurnOutput) {
        var target = unsafe output.reserve(count / 3 * 4)
        for index in stride(from: 0, to: count, by: 3) {
            let bits = unsafe UInt32(base[index]) << 16 | UInt32(base[index + 1]) << 8 | UInt32(base[index + 2])
            unsafe Self.write(bits, to: target)
            unsafe target += 4
        }
        unsafe output.advance(to: target)
    }

    @inline(__always)
    private static func write(_ bits: UInt32, to target: UnsafeMutablePointer<UInt8>) {
        let letters = unsafe alphabet.utf8Start
        unsafe target[0] = letters[Int(bits >> 18)]
        unsafe target[1] = letters[Int(bits >> 12 & 63)]
        unsafe target[2] = letters[Int(bits >> 6 & 63)]
        unsafe target[3] = letters[Int(bits & 63)]
    }
}

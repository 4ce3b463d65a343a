/// How a command with its arguments is written.
protocol CommandEncoding {
    /// Room that the count of arguments may need in front of a command whose count is known only at its end.
    static var headRoom: Int { get }

    /// Starts a command of `count` arguments, its name included.
    static func begin(_ count: Int, _ output: inout TurnOutput)
    /// Writes the head of a pinned command of `count` arguments, for which ``headRoom`` bytes were left.
    static func finishHead(_ count: Int, _ output: inout TurnOutput)
    /// Writes a word that needs no quoting: the name of the command (`isFirst`), or a keyword.
    static func word(_ word: StaticString, isFirst: Bool, _ output: inout TurnOutput)
    /// Writes the name of a command that was read, as it is; its bytes have slack behind them.
    static func name(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput)
    /// Writes an argument; its bytes have slack behind them.
    static func argument(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput)
    /// Writes a number as an argument.
    static func argument(_ integer: Int64, _ output: inout TurnOutput)
    /// Starts an argument of `length` bytes that arrives in pieces.
    static func beginLarge(_ length: UInt64, _ output: inout TurnOutput)
    /// Adds to it.
    static func large(_ base: UnsafeRawPointer, _ size: Int, _ output: inout TurnOutput)
    /// Ends it.
    static func endLarge(_ output: inout TurnOutput)
    /// Ends the command.
    static func end(_ output: inout TurnOutput)
}

/// As clients send commands: RESP arrays of bulk strings.
enum RESPEncoding: CommandEncoding {
    /// `*`, three digits, CR LF.
    static var headRoom: Int { 6 }

    @inline(__always)
    static func begin(_ count: Int, _ output: inout TurnOutput) {
        output.append(UInt8(ascii: "*"))
        output.append(UInt64(count))
        output.append("\r\n")
    }

    /// Writes the head in front of the body, which moves to where a shorter head ends.
    static func finishHead(_ count: Int, _ output: inout TurnOutput) {
        let size = 3 + DecimalText.digitCount(UInt64(count))
        _ = unsafe output.reserve(size)
        let start = output.pinned
        let body = unsafe output.bytes(from: start + headRoom)
        let length = output.count - start - headRoom
        if size != headRoom { unsafe output.bytes(from: start + size).copyMemory(from: body, byteCount: length) }
        unsafe writeHead(count, size, to: output.bytes(from: start))
        output.cut(to: start + size + length)
    }

    /// Writes a head of `size` bytes and not one byte more: the body follows it.
    private static func writeHead(_ count: Int, _ size: Int, to target: UnsafeMutableRawPointer) {
        let head = unsafe target.assumingMemoryBound(to: UInt8.self)
        unsafe head[0] = UInt8(ascii: "*")
        var left = count
        for place in stride(from: size - 3, to: 0, by: -1) {
            unsafe head[place] = UInt8(truncatingIfNeeded: left % 10) + 0x30
            left /= 10
        }
        unsafe head[size - 2] = UInt8(ascii: "\r")
        unsafe head[size - 1] = UInt8(ascii: "\n")
    }

    @inline(__always)
    static func word(_ word: StaticString, isFirst: Bool, _ output: inout TurnOutput) {
        beginLarge(UInt64(word.utf8CodeUnitCount), &output)
        output.append(word)
        endLarge(&output)
    }

    static func name(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput) {
        unsafe argument(base, size, &output)
    }

    @inline(__always)
    static func argument(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput) {
        beginLarge(UInt64(size), &output)
        if let base = unsafe base { unsafe output.appendPadded(base, size) }
        endLarge(&output)
    }

    static func argument(_ integer: Int64, _ output: inout TurnOutput) {
        beginLarge(UInt64(DecimalText.digitCount(integer.magnitude) + (integer < 0 ? 1 : 0)), &output)
        output.append(integer)
        endLarge(&output)
    }

    @inline(__always)
    static func beginLarge(_ length: UInt64, _ output: inout TurnOutput) {
        let target = unsafe output.reserve(DecimalText.mostDigits + 3)
        unsafe target.pointee = UInt8(ascii: "$")
        let end = unsafe DecimalText.write(length, to: target + 1)
        unsafe end[0] = 0x0D
        unsafe end[1] = 0x0A
        unsafe output.advance(to: end + 2)
    }

    static func large(_ base: UnsafeRawPointer, _ size: Int, _ output: inout TurnOutput) {
        unsafe output.append(base, size)
    }

    @inline(__always)
    static func endLarge(_ output: inout TurnOutput) {
        output.append("\r\n")
    }

    @inline(__always)
    static func end(_ output: inout TurnOutput) {}
}

/// As people type commands into `redis-cli`: a line, with quotes and escapes where they are needed.
enum TextEncoding: CommandEncoding {
    static var headRoom: Int { 0 }

    static func begin(_ count: Int, _ output: inout TurnOutput) {}

    static func finishHead(_ count: Int, _ output: inout TurnOutput) {}

    static func word(_ word: StaticString, isFirst: Bool, _ output: inout TurnOutput) {
        if !isFirst { output.append(UInt8(ascii: " ")) }
        output.append(word)
    }

    static func name(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput) {
        let bytes = unsafe UnsafeRawBufferPointer(start: base, count: size)
        if let base = unsafe base, size <= 64, unsafe !bytes.isEmpty && bytes.allSatisfy(isPlain) {
            return unsafe output.append(base, size)
        }
        output.append(UInt8(ascii: "\""))
        if let base = unsafe base { unsafe large(base, size, &output) }
        output.append(UInt8(ascii: "\""))
    }

    static func argument(_ base: UnsafeRawPointer?, _ size: Int, _ output: inout TurnOutput) {
        output.append(UInt8(ascii: " "))
        unsafe name(base, size, &output)
    }

    static func argument(_ integer: Int64, _ output: inout TurnOutput) {
        output.append(UInt8(ascii: " "))
        output.append(integer)
    }

    static func beginLarge(_ length: UInt64, _ output: inout TurnOutput) {
        output.append(" \"")
    }

    static func large(_ base: UnsafeRawPointer, _ size: Int, _ output: inout TurnOutput) {
        // Most bytes need no escape: they are copied in one go.
        var start = 0
        for index in 0..<size {
            let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
            if isVerbatim(byte) { continue }
            unsafe output.append(base + start, index - start)
            write(byte, &output)
            start = index + 1
        }
        unsafe output.append(base + start, size - start)
    }

    static func endLarge(_ output: inout TurnOutput) {
        output.append(UInt8(ascii: "\""))
    }

    static func end(_ output: inout TurnOutput) {
        output.append(UInt8(ascii: "\n"))
    }

    @inline(__always)
    private static func isVerbatim(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
            && byte != UInt8(ascii: "\\")
    }

    /// Escapes as `redis-cli` prints and reads them.
    private static func write(_ byte: UInt8, _ output: inout TurnOutput) {
        switch byte {
        case UInt8(ascii: "\""): output.append("\\\"")
        case UInt8(ascii: "\\"): output.append("\\\\")
        case 0x0A: output.append("\\n")
        case 0x0D: output.append("\\r")
        case 0x09: output.append("\\t")
        default:
            let digits: StaticString = "0123456789abcdef"
            output.append("\\x")
            output.append(unsafe digits.utf8Start[Int(byte >> 4)])
            output.append(unsafe digits.utf8Start[Int(byte & 15)])
        }
    }
}

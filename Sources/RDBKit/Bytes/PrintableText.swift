/// Text that is safe to show on a terminal.
package enum PrintableText {
    /// Bytes as text in quotes, with everything escaped that a terminal might act on.
    package static func quoted(_ bytes: some Collection<UInt8>) -> String {
        var text = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar == "\u{FFFD}" { return "\"" + escapedBytes(bytes) + "\"" }
            text += escaped(scalar)
        }
        return text + "\""
    }

    /// Text with everything escaped that a terminal might act on.
    package static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? String($0) : escaped($0) }.joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
            scalar.utf8.map(hex).joined()
        default: String(scalar)
        }
    }

    /// Bytes that are no UTF-8, each as itself or as `\xNN`.
    private static func escapedBytes(_ bytes: some Collection<UInt8>) -> String {
        bytes.map { $0 < 0x80 ? escaped(Unicode.Scalar($0)) : hex($0) }.joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\x" + (byte < 16 ? "0" : "") + digits
    }
}

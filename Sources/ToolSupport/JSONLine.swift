internal import FoundationEssentials

/// JSON documents of one line each.
public enum JSONLine {
    /// Encodes `value` with its keys in alphabetical order, so that equal reports are equal lines.
    public static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Bytes as a JSON string: text where it is UTF-8 and does not begin with `base64:`, else base64.
    public static func string(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !text.hasPrefix("base64:") { return text }
        return "base64:" + Data(bytes).base64EncodedString()
    }
}

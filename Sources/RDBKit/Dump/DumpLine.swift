/// The line of a key: database, type, encoding, elements, bytes, time to live, name.
///
/// Columns are as wide as most of what stands in them, so that lines can be read one below the other; what is wider
/// pushes the rest aside. No column but the name, which is last, ever holds a blank.
struct DumpLine {
    var database: UInt64
    var type: RDBObjectType
    /// How a string is stored (`RDB_ENC_*`); nil for plain ones and all other types.
    var stringEncoding: UInt8?
    /// nil where nobody could count them.
    var elements: UInt64?
    /// Bytes of the value in the file.
    var bytes: UInt64?
    /// Unix milliseconds.
    var expiresMs: Int64?
    /// The present, Unix milliseconds.
    var nowMs: Int64

    /// The names of the columns.
    static let heading: StaticString = " db type   encoding     elements      bytes        ttl key\n"

    /// Appends the line, without its end.
    func append(_ key: RDBKey, to output: inout TurnOutput) {
        Self.append(database, width: 3, to: &output)
        output.append(UInt8(ascii: " "))
        Self.append(type.valueType?.name ?? "unknown", width: 6, to: &output)
        Self.append(encoding, width: 11, to: &output)
        Self.append(elements, width: 9, to: &output)
        Self.append(bytes, width: 11, to: &output)
        appendExpiry(&output)
        unsafe TextEncoding.argument(key.base, key.count, &output)
    }

    private var encoding: String {
        switch stringEncoding {
        case RDBStringEncoding.int8: "int8"
        case RDBStringEncoding.int16: "int16"
        case RDBStringEncoding.int32: "int32"
        case RDBStringEncoding.lzf: "lzf"
        default: type.encoding
        }
    }

    /// Whole seconds that are left, rounded up.
    private func appendExpiry(_ output: inout TurnOutput) {
        guard let expiresMs else { return Self.appendRight("-", &output) }
        guard expiresMs > nowMs else { return Self.appendRight("expired", &output) }
        let left = UInt64(bitPattern: expiresMs &- nowMs)
        Self.append((left - 1) / 1000 + 1, width: 11, to: &output)
    }

    private static func appendRight(_ word: StaticString, _ output: inout TurnOutput) {
        output.append(blanks: 11 - word.utf8CodeUnitCount)
        output.append(word)
    }

    private static func append(_ text: String, width: Int, to output: inout TurnOutput) {
        output.append(text: text)
        output.append(blanks: width - text.utf8.count)
        output.append(UInt8(ascii: " "))
    }

    private static func append(_ number: UInt64?, width: Int, to output: inout TurnOutput) {
        guard let number else {
            output.append(blanks: width - 1)
            return output.append(UInt8(ascii: "?"))
        }
        // At least one blank stands in front of each number.
        output.append(blanks: max(width - DecimalText.digitCount(number), width == 3 ? 0 : 1))
        output.append(number)
    }
}

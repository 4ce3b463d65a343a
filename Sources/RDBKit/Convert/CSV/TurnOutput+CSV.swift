/// Cells of CSV (RFC 4180), under the string rule of the JSON output.
extension TurnOutput {
    /// Appends a string as a cell; an empty one is `""`, for an empty cell means that there is nothing.
    ///
    /// - Parameter isSafe: Whether what a spreadsheet would take for a formula gets an apostrophe in front.
    mutating func appendCell(_ base: UnsafeRawPointer?, _ size: Int, isSafe: Bool) {
        guard let base = unsafe base, size > 0 else { return append("\"\"") }
        guard size <= TextRule.longestText, unsafe !TextRule.looksEncoded(base, size) && TextRule.isUTF8(base, size)
        else {
            append("base64:")
            var stream = Base64Stream()
            unsafe stream.add(base, size, to: &self)
            return stream.end(&self)
        }
        unsafe appendTextCell(base, size, isSafe: isSafe)
    }

    /// Appends UTF-8 as a cell.
    mutating func appendTextCell(_ base: UnsafeRawPointer, _ size: Int, isSafe: Bool) {
        let bytes = unsafe UnsafeRawBufferPointer(start: base, count: size)
        let isFormula = unsafe isSafe && CSVRule.startsFormula(bytes[0])
        guard unsafe isFormula || CSVRule.needsQuotes(bytes) else { return unsafe append(base, size) }
        append(isFormula ? "\"'" : "\"")
        unsafe appendDoublingQuotes(bytes)
        append(UInt8(ascii: "\""))
    }

    private mutating func appendDoublingQuotes(_ bytes: UnsafeRawBufferPointer) {
        var rest = unsafe bytes[...]
        while let quote = unsafe rest.firstIndex(of: UInt8(ascii: "\"")) {
            unsafe append(part: rest[...quote])
            append(UInt8(ascii: "\""))
            unsafe rest = rest[(quote + 1)...]
        }
        unsafe append(part: rest)
    }

    private mutating func append(part: Slice<UnsafeRawBufferPointer>) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: part)
        if let base = bytes.baseAddress { unsafe append(base, bytes.count) }
    }
}

/// What cells cannot hold as it is.
enum CSVRule {
    /// The first row of the output: the names of the columns.
    static var columns: StaticString { "db,key,type,field,value,score,expires\n" }

    static func needsQuotes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let count = bytes.count
        guard let base = bytes.baseAddress, count > 0 else { return true }
        var index = 0
        while index < count {
            let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D { return true }
            index += 1
        }
        // Some readers take blanks off the ends of a cell.
        return unsafe bytes[0] == 0x20 || bytes[count - 1] == 0x20
    }

    /// What spreadsheets take for the beginning of a formula.
    static func startsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}

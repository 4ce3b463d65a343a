/// One row for each element.
extension CSVWriter {
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        guard beginCell(role) else { return }
        switch value {
        case .integer(let integer): writeInteger(integer)
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { unsafe writeBytes($0.baseAddress, $0.count) }
        }
        endCell(role)
    }

    private mutating func writeInteger(_ integer: Int64) {
        if state == .inEntry { return output.appendQuoted(integer) }
        let isFormula = isSpreadsheetSafe && integer < 0
        if isFormula { output.append("\"'") }
        output.append(integer)
        if isFormula { output.append(UInt8(ascii: "\"")) }
    }

    private mutating func writeBytes(_ base: UnsafeRawPointer?, _ size: Int) {
        if state == .inEntry {
            guard let base = unsafe base else { return output.append("\"\"") }
            return unsafe output.appendJSON(base, size)
        }
        unsafe output.appendCell(base, size, isSafe: isSpreadsheetSafe)
    }

    /// Writes what stands in front of a string; false where rows do not have it.
    private mutating func beginCell(_ role: RDBRole) -> Bool {
        switch role {
        case .string, .setMember, .zsetMember:
            beginRow()
            output.append(UInt8(ascii: ","))
        case .listItem:
            beginRow()
            output.append(listIndex)
            output.append(UInt8(ascii: ","))
            listIndex += 1
        case .hashField: beginRow()
        case .hashValue, .arrayItem: break
        case .moduleString:
            beginRow()
            output.append("string,")
        case .streamField: return beginEntryString("{\"field\":")
        case .streamValue: return beginEntryString(",\"value\":")
        default: return false
        }
        return true
    }

    private mutating func endCell(_ role: RDBRole) {
        switch role {
        case .hashField: output.append(UInt8(ascii: ","))
        case .streamField: break
        case .streamValue: output.append("},")
        default: state = .inRow
        }
    }

    private mutating func beginEntryString(_ text: StaticString) -> Bool {
        guard state == .inEntry else { return false }
        output.append(text)
        return true
    }

    mutating func score(_ score: Double) {
        if state == .inRow { endRow(score: score) }
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        fieldExpiry = milliseconds
    }

    mutating func arrayIndex(_ index: UInt64) {
        beginRow()
        output.append(index)
        output.append(UInt8(ascii: ","))
    }

    mutating func arrayDouble(_ value: Double) {
        append(value.description, of: value)
        state = .inRow
    }

    /// Writes a number. A spreadsheet takes one behind a sign for a number, but a word for a formula.
    mutating func append(_ text: String, of number: Double) {
        output.append(text: isSpreadsheetSafe && number == -.infinity ? "\"'\(text)\"" : text)
    }

    mutating func moduleItem(_ item: ModuleItem) {
        beginRow()
        switch item {
        case .sint(let number): output.append(text: "sint,\(number)")
        case .uint(let number): output.append(text: "uint,\(number)")
        case .float(let number):
            output.append(text: "float,")
            append(number.description, of: Double(number))
        case .double(let number):
            output.append(text: "double,")
            append(number.description, of: number)
        }
        state = .inRow
    }

    mutating func streamEntry(_ id: StreamID, isDeleted: Bool) {
        closeRow()
        guard !isDeleted else { return state = .inDeletedEntry }
        beginRow()
        output.append(id)
        output.append(UInt8(ascii: ","))
        output.pin()
        output.append(UInt8(ascii: "["))
        state = .inEntry
    }

    /// Puts the fields, which were written as JSON, into a cell.
    mutating func closeEntry() {
        if output.lastByte == UInt8(ascii: ",") { output.cut(to: output.count - 1) }
        output.append(UInt8(ascii: "]"))
        let start = output.pinned
        let size = output.count - start
        fields.grow(to: size, keeping: 0)
        unsafe fields.base.copyMemory(from: output.bytes(from: start), byteCount: size)
        output.cut(to: start)
        output.unpin()
        unsafe output.appendTextCell(UnsafeRawPointer(fields.base), size, isSafe: false)
    }

    mutating func streamMetadata(_ metadata: StreamMetadata) {
        closeRow()
    }
}

/// Strings that arrive in pieces.
extension CSVWriter {
    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        largeIsWanted = beginCell(role)
        if largeIsWanted { large.begin(length, &output) }
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        if largeIsWanted { large.add(bytes, &output) }
    }

    mutating func endLarge(_ role: RDBRole) {
        guard largeIsWanted else { return }
        if large.end(&output) == .text {
            unsafe output.appendTextCell(UnsafeRawPointer(large.bytes.base), large.count, isSafe: isSpreadsheetSafe)
        }
        endCell(role)
        large.clear()
    }
}

/// Strings, lists, sets, sorted sets, hashes, arrays.
extension JSONWriter {
    @inline(__always)
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .listItem, .setMember:
            writeString(value)
            output.append(UInt8(ascii: ","))
        case .hashValue:
            output.append(",\"value\":")
            writeString(value)
        case .hashField, .zsetMember:
            _ = beginString(role)
            writeString(value)
        default: writeInPlace(value, role)
        }
    }

    @inline(never)
    private mutating func writeInPlace(_ value: borrowing RDBScalar, _ role: RDBRole) {
        guard beginString(role) else { return }
        writeString(value)
        endString(role)
        if role == .moduleString { keepModuleString(value) }
    }

    @inline(__always)
    private mutating func writeString(_ value: borrowing RDBScalar) {
        switch value {
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes {
                if let base = $0.baseAddress { unsafe output.appendJSON(base, $0.count) } else { output.append("\"\"") }
            }
        case .integer(let integer): output.appendQuoted(integer)
        }
    }

    /// Writes what stands in front of a string, for the value's own opens with it; false where it is not wanted.
    @inline(__always)
    private mutating func beginString(_ role: RDBRole) -> Bool {
        switch role {
        case .zsetMember: beginElement("{\"member\":")
        case .hashField: beginElement("{\"field\":")
        case .hashValue, .auxValue: output.append(",\"value\":")
        case .string, .listItem, .setMember, .arrayItem: break
        case .streamField, .streamValue: return beginStreamString(role)
        case .groupName, .consumerName: beginName(role)
        case .moduleString: output.append("{\"kind\":\"string\",\"value\":")
        case .auxField: output.append("{\"field\":")
        case .functionCode: output.append("{\"code\":")
        case .producer, .producerMessage: return false
        }
        return true
    }

    /// Writes what stands behind a string.
    @inline(__always)
    private mutating func endString(_ role: RDBRole) {
        switch role {
        case .listItem, .setMember: output.append(UInt8(ascii: ","))
        case .arrayItem, .streamValue, .moduleString: output.append("},")
        case .consumerName, .groupName: endName(role)
        case .auxValue, .functionCode: output.append(UInt8(ascii: "}"))
        default: break
        }
    }

    @inline(__always)
    private mutating func beginElement(_ text: StaticString) {
        closeElement()
        output.append(text)
        place = .inElement
    }

    mutating func score(_ score: Double) {
        output.append(",\"score\":")
        output.appendJSON(score)
        output.append("},")
        place = .between
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        guard let milliseconds else { return }
        output.append(",\"expires_ms\":")
        output.append(milliseconds)
    }

    mutating func arrayIndex(_ index: UInt64) {
        output.append("{\"index\":")
        output.appendQuoted(index)
        output.append(",\"value\":")
    }

    mutating func arrayDouble(_ value: Double) {
        output.append(text: "\"\(value)\"},")
    }
}

/// Strings that arrive in pieces.
extension JSONWriter {
    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        largeIsWanted = beginString(role)
        guard largeIsWanted else { return }
        output.append(UInt8(ascii: "\""))
        large.begin(length, &output)
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        if largeIsWanted { large.add(bytes, &output) }
    }

    mutating func endLarge(_ role: RDBRole) {
        guard largeIsWanted else { return }
        if large.end(&output) == .text {
            let base = unsafe UnsafeRawPointer(large.bytes.base)
            unsafe output.appendEscaped(base, large.count)
            if role == .moduleString { unsafe module.keep(base, large.count) }
        }
        output.append(UInt8(ascii: "\""))
        endString(role)
        large.clear()
    }
}

/// Values: each element on a line of its own, which begins with its number.
extension DumpWriter {
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        guard begin(role) else { return }
        switch value {
        case .bytes(let bytes): add(bytes)
        case .integer(let integer): output.append(integer)
        }
        output.append(UInt8(ascii: "\""))
    }

    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        largeIsWanted = begin(role)
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        if largeIsWanted { add(bytes) }
    }

    mutating func endLarge(_ role: RDBRole) {
        if largeIsWanted { output.append(UInt8(ascii: "\"")) }
    }

    private mutating func add(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes {
            if let base = $0.baseAddress { unsafe TextEncoding.large(base, $0.count, &output) }
        }
    }

    /// Writes what stands in front of a string, its opening quote included; false where it is not wanted.
    private mutating func begin(_ role: RDBRole) -> Bool {
        switch role {
        case .listItem, .setMember, .zsetMember, .hashField: beginElement()
        case .hashValue: output.append(" => ")
        case .streamField, .streamValue:
            guard !isInDeletedEntry else { return false }
            output.append(role == .streamField ? " " : " => ")
        case .groupName: beginLine("group ")
        case .consumerName: beginLine("  consumer ")
        case .producer: beginLine("producer ")
        case .producerMessage: beginLine("  message ")
        case .moduleString:
            beginElement()
            output.append("string ")
        case .arrayItem: break
        case .string, .auxField, .auxValue, .functionCode: beginLine("")
        }
        output.append(UInt8(ascii: "\""))
        return true
    }

    /// Starts a line below that of the key.
    mutating func beginLine(_ text: StaticString) {
        output.append("\n    ")
        output.append(text)
    }

    /// Starts the line of the next element.
    mutating func beginElement() {
        written += 1
        beginLine("")
        output.append(written)
        output.append(") ")
    }

    mutating func score(_ score: Double) {
        output.append(UInt8(ascii: " "))
        append(score)
    }

    private mutating func append(_ number: Double) {
        guard number.isFinite else { return output.append(number.isNaN ? "nan" : number < 0 ? "-inf" : "inf") }
        let target = unsafe output.reserve(32)
        unsafe output.advance(to: DecimalText.write(number, marksFraction: false, to: target))
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        if let milliseconds { say("expires_ms", milliseconds) }
    }

    mutating func arrayIndex(_ index: UInt64) {
        beginLine("")
        output.append(index)
        output.append(") ")
    }

    mutating func arrayDouble(_ value: Double) { append(value) }

    mutating func module(_ id: ModuleID) {
        beginLine("")
        output.append(text: id.name)
        say("encver", id.encodingVersion)
    }

    mutating func moduleItem(_ item: ModuleItem) {
        beginElement()
        switch item {
        case .sint(let number):
            output.append("sint ")
            output.append(number)
        case .uint(let number):
            output.append("uint ")
            output.append(number)
        case .float(let number): output.append(text: "float \(number)")
        case .double(let number): output.append(text: "double \(number)")
        }
    }

    /// Appends a fact: ` name=number`.
    mutating func say(_ name: StaticString, _ number: UInt64) {
        beginFact(name)
        output.append(number)
    }

    mutating func say(_ name: StaticString, _ number: Int64) {
        beginFact(name)
        output.append(number)
    }

    mutating func say(_ name: StaticString, _ id: StreamID) {
        beginFact(name)
        output.append(id)
    }

    private mutating func beginFact(_ name: StaticString) {
        output.append(UInt8(ascii: " "))
        output.append(name)
        output.append(UInt8(ascii: "="))
    }
}

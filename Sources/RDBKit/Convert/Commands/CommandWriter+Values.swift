/// Strings, lists, sets, sorted sets, hashes.
extension CommandWriter {
    @inline(__always)
    mutating func scalar(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .listItem:
            openCommand("RPUSH")
            add(value)
        case .setMember:
            openCommand("SADD")
            add(value)
        case .hashField:
            closeFullCommand()
            held.hold(value)
        case .hashValue:
            openCommand("HSET")
            unsafe Encoding.argument(held.base, held.count, &output)
            argument(value)
            arguments += 2
        case .zsetMember: held.hold(value)
        default: writeOther(value, role)
        }
    }

    @inline(__always)
    private mutating func add(_ value: borrowing RDBScalar) {
        argument(value)
        arguments += 1
        closeFullCommand()
    }

    private mutating func writeOther(_ value: borrowing RDBScalar, _ role: RDBRole) {
        switch role {
        case .string:
            beginString()
            argument(value)
            endString()
        case .functionCode:
            beginFunction()
            argument(value)
            Encoding.end(&output)
        case .streamField, .streamValue:
            guard !isInDeletedEntry else { return }
            argument(value)
            arguments += 1
        case .groupName: held.hold(value)
        case .consumerName: other.hold(value)
        default: break
        }
    }

    private mutating func beginString() {
        beginWithKey("SET", stringTakesExpiry ? 5 : 3)
    }

    private mutating func endString() {
        if let expiry, stringTakesExpiry {
            word("PXAT")
            argument(expiry)
        }
        Encoding.end(&output)
    }

    private mutating func beginFunction() {
        begin("FUNCTION", replaces ? 4 : 3)
        word("LOAD")
        if replaces { word("REPLACE") }
    }

    mutating func score(_ score: Double) {
        guard !score.isNaN else { return lose(.nanScores) }
        openCommand("ZADD")
        other.hold(score)
        unsafe Encoding.argument(other.base, other.count, &output)
        unsafe Encoding.argument(held.base, held.count, &output)
        arguments += 2
        closeFullCommand()
    }

    mutating func fieldExpiry(_ milliseconds: Int64?) {
        guard let milliseconds else { return }
        guard target?.hasFieldExpiry ?? true else { return lose(.fieldExpiries) }
        expiries.add(milliseconds, field: held)
        // The value of the field was large: its command is complete.
        if arguments == 0 { writeFieldExpiries() }
    }
}

/// Strings that arrive in pieces.
extension CommandWriter {
    mutating func beginLarge(_ role: RDBRole, length: UInt64) {
        switch role {
        case .string: beginString()
        case .functionCode: beginFunction()
        case .listItem: beginAlone("RPUSH", 3)
        case .setMember: beginAlone("SADD", 3)
        case .hashValue:
            beginAlone("HSET", 4)
            unsafe Encoding.argument(held.base, held.count, &output)
        case .consumerName:
            largeTarget = .other
            return other.begin()
        default:
            largeTarget = .held
            return held.begin()
        }
        largeTarget = .output
        largeLeft = length
        Encoding.beginLarge(length, &output)
    }

    /// A command of its own for a large string.
    private mutating func beginAlone(_ name: StaticString, _ count: Int) {
        closeCommand()
        beginWithKey(name, count)
    }

    mutating func largeChunk(_ bytes: RawSpan) {
        switch largeTarget {
        case .held: held.add(bytes)
        case .other: other.add(bytes)
        case .output:
            largeLeft -= min(largeLeft, UInt64(bytes.byteCount))
            unsafe bytes.withUnsafeBytes {
                if let base = $0.baseAddress { unsafe Encoding.large(base, $0.count, &output) }
            }
        }
    }

    /// A damaged string ends early. Its length is out already: unless it is filled up, the server would take the
    /// commands that follow for the rest of it.
    private mutating func fillLarge() {
        let zeros = [UInt8](repeating: 0, count: 4096)
        while largeLeft > 0 {
            let size = Int(min(largeLeft, UInt64(zeros.count)))
            unsafe zeros.withUnsafeBytes {
                if let base = $0.baseAddress { unsafe Encoding.large(base, size, &output) }
            }
            largeLeft -= UInt64(size)
        }
    }

    mutating func endLarge(_ role: RDBRole) {
        guard largeTarget == .output else { return }
        if largeLeft > 0 { fillLarge() }
        Encoding.endLarge(&output)
        if role == .string { endString() } else { Encoding.end(&output) }
    }
}

/// What stands beside the keys.
extension CommandWriter {
    mutating func writeFunction(_ reader: inout RDBReader) throws(RDBError) {
        guard target?.hasFunctions ?? true else {
            lose(.functions)
            return try reader.skipPayload(of: .function)
        }
        try reader.visitFunction(&self)
    }

    /// Servers before 7.0 keep the scripts that they have cached in AUX fields.
    mutating func writeAux(_ reader: inout RDBReader) throws(RDBError) {
        guard case .aux(let name, let value) = try reader.readPayload(of: .aux), name == Array("lua".utf8) else {
            return
        }
        begin("SCRIPT", 3)
        word("LOAD")
        unsafe value.withUnsafeBytes { unsafe Encoding.argument($0.baseAddress, $0.count, &output) }
        Encoding.end(&output)
    }

    mutating func writeModuleAux(_ reader: inout RDBReader) throws(RDBError) {
        lose(.moduleAux)
        try reader.skipPayload(of: .moduleAux)
    }
}

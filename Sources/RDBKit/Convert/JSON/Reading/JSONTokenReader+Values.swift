/// Values, in the shape that ``JSONWriter`` gives them: their elements go to a visitor as ``RDBValueDecoder`` hands
/// them over.
extension JSONTokenReader {
    /// Reads a value of this type.
    mutating func decodeValue<V: RDBValueVisitor & ~Copyable>(
        _ type: RDBValueType, into visitor: inout V
    ) throws(RDBError) {
        switch type {
        case .string: return try visitString(.string, &visitor)
        case .stream: return try decodeStream(&visitor)
        case .module: return try decodeModule(&visitor)
        default: break
        }
        visitor.beginCollection(count: nil)
        try beginArray()
        var isFirst = true
        while try nextElement(&isFirst) { try decodeElement(of: type, &visitor) }
    }

    @inline(__always)
    private mutating func decodeElement<V: RDBValueVisitor & ~Copyable>(
        of type: RDBValueType, _ visitor: inout V
    ) throws(RDBError) {
        switch type {
        case .list: try visitString(.listItem, &visitor)
        case .set: try visitString(.setMember, &visitor)
        case .zset: try decodeMember(&visitor)
        case .hash: visitor.fieldExpiry(try decodePair(.hashField, .hashValue, &visitor))
        default: try decodeItem(&visitor)
        }
    }

    /// Reads a string and hands it over.
    @inline(__always)
    mutating func visitString<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        try readData()
        guard V.wantsBytes(of: role) else { return }
        visitor.scalar(.bytes(unsafe RawSpan(_unsafeStart: text.base, byteCount: count)), role)
    }

    /// `{"member":...,"score":...}`
    private mutating func decodeMember<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        var score = 0.0
        while try nextMember(&isFirst) {
            if textIs("member") {
                try meet(.member, &members)
                try visitString(.zsetMember, &visitor)
            } else if textIs("score") {
                try meet(.score, &members)
                score = try readScore()
            } else {
                try skipValue()
            }
        }
        try require([.member, .score], members, .memberMembers)
        visitor.score(score)
    }

    /// `{"field":...,"value":...,"expires_ms":...}`, of a hash or of the entry of a stream.
    ///
    /// - Returns: The expiry, if there is one.
    @inline(__always)
    mutating func decodePair<V: RDBValueVisitor & ~Copyable>(
        _ fieldRole: RDBRole, _ valueRole: RDBRole, _ visitor: inout V
    ) throws(RDBError) -> Int64? {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        var expiry: Int64?
        while try nextMember(&isFirst) {
            if textIs("field") {
                try meet(.field, &members)
                try visitString(fieldRole, &visitor)
            } else if textIs("value") {
                guard members.contains(.field) else { throw failure(.fieldFirst) }
                try meet(.value, &members)
                try visitString(valueRole, &visitor)
            } else if textIs("expires_ms") && fieldRole == .hashField {
                try meet(.expires, &members)
                expiry = try readInteger(Int64.self)
            } else {
                try skipValue()
            }
        }
        try require([.field, .value], members, .fieldMembers)
        return expiry
    }

    /// `{"index":"...","value":...}`
    private mutating func decodeItem<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("index") {
                try meet(.index, &members)
                visitor.arrayIndex(try readQuoted(UInt64.self))
            } else if textIs("value") {
                guard members.contains(.index) else { throw failure(.indexFirst) }
                try meet(.value, &members)
                try visitString(.arrayItem, &visitor)
            } else {
                try skipValue()
            }
        }
        try require([.index, .value], members, .itemMembers)
    }

    /// `{"code":...}`
    mutating func decodeFunction<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try beginObject()
        var members = JSONMembers()
        var isFirst = true
        while try nextMember(&isFirst) {
            if textIs("code") {
                try meet(.code, &members)
                try visitString(.functionCode, &visitor)
            } else {
                try skipValue()
            }
        }
        try require(.code, members, .functionMembers)
    }
}

extension RDBValueDecoder {
    /// Largest string that is handed over in one piece; a longer one arrives in chunks.
    static var largestWholeString: Int { 1 << 20 }

    /// Hands one string to the visitor, or moves over it when the visitor wants nothing.
    @inline(__always)
    mutating func visitString<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        if !V.wantsContent { return try input.skipString() }
        if V.wantsPlaces { visitor.place(input.offset, inner: nil) }
        if !V.mapsBytes && input.available > 64 {
            let byte = unsafe input.position.load(as: UInt8.self)
            if byte < 64 {
                let bytes = unsafe RawSpan(_unsafeStart: input.position + 1, byteCount: Int(byte))
                visitor.scalar(.bytes(bytes), role)
                input.advance(1 + Int(byte))
                return
            }
        }
        try visitLongString(role, &visitor)
    }

    @inline(never)
    private mutating func visitLongString<V: RDBValueVisitor & ~Copyable>(
        _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        if !V.mapsBytes, let length = input.mediumStringLength {
            let bytes = unsafe RawSpan(_unsafeStart: input.position + 2, byteCount: length)
            visitor.scalar(.bytes(bytes), role)
            return input.advance(2 + length)
        }
        let start = input.offset
        switch try readStringHeader(role, &visitor) {
        case .length(let length):
            beginPart(visitor)
            try visitPlain(length, role, &visitor)
            endPart(.string, role: role, stringPart(length), &visitor)
        case .encoding(RDBStringEncoding.lzf):
            try visitLZF(at: start, role, &visitor)
        case .encoding(let encoding):
            visitor.scalar(.integer(try readIntegerString(encoding, at: start, role, &visitor)), role)
        }
    }

    private mutating func visitPlain<V: RDBValueVisitor & ~Copyable>(
        _ length: UInt64, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        // In a window how much is available depends on how the source splits its bytes: nothing may follow from it.
        if length > UInt64(Self.largestWholeString) && (input.window != nil || length > UInt64(input.available)) {
            return try visitLargePlain(length, role, &visitor)
        }
        try input.require(Int(length))
        visitor.scalar(.bytes(unsafe RawSpan(_unsafeStart: input.position, byteCount: Int(length))), role)
        input.advance(Int(length))
    }

    private mutating func visitLargePlain<V: RDBValueVisitor & ~Copyable>(
        _ length: UInt64, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        try input.requireInFile(length)
        visitor.beginLarge(role, length: length)
        var left = length
        while left > 0 {
            try input.require(1)
            let count = Int(min(left, UInt64(input.available)))
            visitor.largeChunk(unsafe RawSpan(_unsafeStart: input.position, byteCount: count))
            input.advance(count)
            left -= UInt64(count)
        }
        visitor.endLarge(role)
    }

    private mutating func visitLZF<V: RDBValueVisitor & ~Copyable>(
        at start: UInt64, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) {
        let stored = try readLength(.compressedLength, &visitor)
        let length = try readLength(.expandedLength, &visitor)
        beginPart(visitor)
        let isWhole = try visitLZF(stored, length, at: start, role, &visitor)
        endPart(.compressed, role: role, isWhole ? expandedPart(length) : .none, &visitor)
    }

    /// The beginning of the plain string that was begun last.
    private func stringPart(_ length: UInt64) -> RDBPart.Value {
        .bytes(Array(part.bytes.prefix(Int(clamping: length))), count: length)
    }

    /// The beginning of the string that was expanded last, if it was not in pieces.
    private func expandedPart(_ length: UInt64) -> RDBPart.Value {
        guard length <= UInt64(Self.largestWholeString) else { return .none }
        return .bytes(unsafe PackedElement.prefix(UnsafeRawPointer(scratch.node.base), Int(length)), count: length)
    }

    /// - Returns: Whether the string is sound.
    private mutating func visitLZF<V: RDBValueVisitor & ~Copyable>(
        _ stored: UInt64, _ length: UInt64, at start: UInt64, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) -> Bool {
        let end = input.offset &+ stored
        if let damage = lzfDamage(stored, length, at: start, end) {
            try input.skip(stored)
            visitor.damage(damage)
            return false
        }
        // Longer than any file: moving over it fails.
        guard stored <= UInt64(Int.max) else {
            try input.skip(stored)
            return false
        }
        if length > UInt64(Self.largestWholeString) {
            return try visitLargeLZF(stored, length, at: start, role, &visitor)
        }
        if !V.wantsBytes(of: role) {
            try input.require(Int(stored))
            let measured = unsafe LZF.measure(input.position, Int(stored), Int(length))
            input.advance(Int(stored))
            if measured == Int(length) { return true }
        } else if let bytes = try unsafe expandWhole(stored, Int(length)) {
            visitor.scalar(.bytes(unsafe RawSpan(_unsafeStart: bytes, byteCount: Int(length))), role)
            return true
        }
        visitor.damage(RDBError(.lzfCorrupt, at: start, length: end - start, expected: length))
        return false
    }

    /// A claim about the expanded length that no compressed string of `stored` bytes can keep.
    func lzfDamage(_ stored: UInt64, _ length: UInt64, at start: UInt64, _ end: UInt64) -> RDBError? {
        guard stored == 0 || length == 0 || length / LZF.maximumExpansion > stored else { return nil }
        return RDBError(.lzfLength, at: start, length: end &- start, found: length)
    }

    /// Expands a compressed string into the node scratch; nil where it is corrupt.
    mutating func expandWhole(_ stored: UInt64, _ length: Int) throws(RDBError) -> UnsafeRawPointer? {
        guard stored <= UInt64(Int.max) else {
            try input.skip(stored)
            return nil
        }
        try input.require(Int(stored))
        scratch.node.grow(to: length, keeping: 0)
        let written = unsafe LZF.expand(input.position, Int(stored), into: scratch.node.base, length)
        input.advance(Int(stored))
        return written == length ? unsafe UnsafeRawPointer(scratch.node.base) : nil
    }

    private mutating func visitLargeLZF<V: RDBValueVisitor & ~Copyable>(
        _ stored: UInt64, _ length: UInt64, at start: UInt64, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) -> Bool {
        try input.requireInFile(stored)
        visitor.beginLarge(role, length: length)
        var stream = LZFStream(stored: stored, length: length, buffer: scratch)
        let isWhole = try stream.expand(&input, into: &visitor)
        visitor.endLarge(role)
        if !isWhole {
            visitor.damage(
                RDBError(.lzfCorrupt, at: start, length: input.offset - start, expected: length))
        }
        return isWhole
    }
}

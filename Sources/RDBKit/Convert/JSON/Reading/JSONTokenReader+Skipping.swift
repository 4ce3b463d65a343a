/// Moving over what is not wanted, whatever it is, as strictly as if it were.
extension JSONTokenReader {
    /// Deeper values are refused. ReJSON documents of half the depth stand inside lines.
    private static var greatestDepth: Int { 1024 }

    /// Moves over a value.
    mutating func skipValue() throws(RDBError) {
        /// Whether each open bracket is an object's.
        var open: [Bool] = []
        try skipStart(&open)
        while let isObject = open.last {
            if try next() == UInt8(ascii: isObject ? "}" : "]") {
                input.advance(1)
                open.removeLast()
            } else {
                try expect(UInt8(ascii: ","), isObject ? .memberEnd : .elementEnd)
                if isObject { try skipName() }
                try skipStart(&open)
            }
        }
    }

    /// Moves over a scalar or an empty bracket, and into brackets up to the first.
    private mutating func skipStart(_ open: inout [Bool]) throws(RDBError) {
        while true {
            switch try next() {
            case UInt8(ascii: "{"):
                if try skipEmpty(UInt8(ascii: "}")) { return }
                try push(true, &open)
                try skipName()
            case UInt8(ascii: "["):
                if try skipEmpty(UInt8(ascii: "]")) { return }
                try push(false, &open)
            case UInt8(ascii: "\""): return try readString(keeping: false)
            case UInt8(ascii: "t"): return try skipWord("true")
            case UInt8(ascii: "f"): return try skipWord("false")
            case UInt8(ascii: "n"): return try skipWord("null")
            default: return try readNumber(.value)
            }
        }
    }

    /// Moves over an opening bracket, and over the closing one if it follows.
    private mutating func skipEmpty(_ bracket: UInt8) throws(RDBError) -> Bool {
        input.advance(1)
        guard try next() == bracket else { return false }
        input.advance(1)
        return true
    }

    private func push(_ isObject: Bool, _ open: inout [Bool]) throws(RDBError) {
        guard open.count < Self.greatestDepth else { throw failure(.depth) }
        open.append(isObject)
    }

    private mutating func skipName() throws(RDBError) {
        try readString(.memberName, keeping: false)
        try expect(UInt8(ascii: ":"), .colon)
    }

    mutating func skipWord(_ word: StaticString) throws(RDBError) {
        for index in 0..<word.utf8CodeUnitCount {
            let letter = unsafe word.utf8Start[index]
            guard try peek() == letter else { throw failure(.value) }
            input.advance(1)
        }
    }
}

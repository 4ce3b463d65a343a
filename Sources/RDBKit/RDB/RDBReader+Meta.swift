/// Handing over what stands beside the keys, so that strings of any size stream.
extension RDBReader {
    /// Hands name and value of an AUX field to `visitor`.
    mutating func visitAux<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try values.visitString(.auxField, &visitor)
        try values.visitString(.auxValue, &visitor)
    }

    /// Hands the source of a function library to `visitor`.
    mutating func visitFunction<V: RDBValueVisitor & ~Copyable>(_ visitor: inout V) throws(RDBError) {
        try values.visitString(.functionCode, &visitor)
    }

    /// Hands a string that was passed already, and stands at `offset`, to `visitor`; false where it cannot be read again.
    func visitStringAgain<V: RDBValueVisitor & ~Copyable>(
        at offset: UInt64, _ input: RDBInput, _ role: RDBRole, _ visitor: inout V
    ) throws(RDBError) -> Bool {
        if let again = values.input.again(from: offset) {
            var decoder = RDBValueDecoder(again, scratch: values.scratch, nodeLimit: values.nodeLimit)
            try decoder.visitString(role, &visitor)
        } else {
            guard let source = try input.reopen?() else { return false }
            let window = try InputWindow(source, capacity: InputWindow.standardCapacity, skipping: offset)
            var decoder = RDBValueDecoder(ByteReader(window), scratch: RDBScratch(), nodeLimit: values.nodeLimit)
            try decoder.visitString(role, &visitor)
        }
        return true
    }

    /// Hands the items of a module's AUX data to `visitor`, behind its id and time.
    mutating func visitModuleAux<V: RDBValueVisitor & ~Copyable>(
        _ visitor: inout V, begin: (ModuleID, _ when: UInt64, inout V) -> Void
    ) throws(RDBError) {
        let (id, when) = try readModuleAuxHeader(&visitor)
        begin(id, when, &visitor)
        try values.decodeModuleItems(&visitor)
    }

    /// How the string value in front of which the reader stands is stored (`RDB_ENC_*`); nil for plain.
    @inline(__always)
    mutating func peekStringEncoding() throws(RDBError) -> UInt8? {
        try values.input.require(1)
        let byte = unsafe values.input.position.load(as: UInt8.self)
        return byte >= 0xC0 && byte <= 0xC3 ? byte & 3 : nil
    }
}

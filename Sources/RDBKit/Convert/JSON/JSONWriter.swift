/// Writes each key as one JSON object, as `docs/json.md` describes it.
@safe
struct JSONWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]

    /// Where in a value's objects the text stands.
    enum Place {
        /// Between two elements.
        case between
        /// In an object that the next element or the end of the value closes.
        case inElement
        /// In the fields of a stream entry.
        case inEntry
        /// In a stream entry that is deleted: it is not written.
        case inDeletedEntry
    }

    let extras: RDBConvertOptions.Extras
    let isArray: Bool
    /// The name of the input, with slack behind it.
    let file: RawBuffer
    let texts = JSONTexts()
    /// `{"db":0,"key":` for the database of the last key.
    var start = HeldString()
    var startDatabase: UInt64?
    var place = Place.between
    var large = LargeText()
    var largeIsWanted = true
    var group: JSONGroup
    var module = JSONModule()

    init(_ order: OrderedOutput, _ options: RDBConvertOptions, file: String) {
        output = TurnOutput(order)
        extras = options.extras
        isArray = options.format == .json
        self.file = RawBuffer(Array(file.utf8))
        group = JSONGroup(memory: options.memory)
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        let offset = reader.valueOffset
        beginObject()
        if !extras.isEmpty { writeExtras(reader.recordOffset) }
        if reader.database != startDatabase { enterDatabase(reader.database) }
        unsafe output.appendPadded(start.base, start.count)
        writeKey(reader.key)
        let type = reader.objectType
        let row = type == .string ? try stringRow(&reader) : Int(type.rawValue)
        if reader.context.metadata.isEmpty {
            texts.append(.headAndOpen, of: row, to: &output)
        } else {
            texts.append(.head, of: row, to: &output)
            writeMetadata(reader.metadata)
            texts.append(.open, of: row, to: &output)
        }
        place = .between
        try reader.decodeValue(into: &self)
        if type != .string { closeValue(type) }
        if extras.contains(.bytes) { writeSize(reader.offset - offset) }
        endObject()
    }

    private mutating func enterDatabase(_ database: UInt64) {
        startDatabase = database
        start.hold("\"db\":\(database),\"key\":")
    }

    @inline(__always)
    private mutating func writeKey(_ key: RDBKey) {
        if let base = unsafe key.base { unsafe output.appendJSON(base, key.count) } else { output.append("\"\"") }
    }

    @inline(__always)
    private func stringRow(_ reader: inout RDBReader) throws(RDBError) -> Int {
        guard let encoding = try reader.peekStringEncoding() else { return Int(RDBObjectType.string.rawValue) }
        return JSONTexts.row(encodedString: encoding)
    }

    private mutating func writeMetadata(_ metadata: KeyMetadata) {
        if let expiry = metadata.expiresMs {
            output.append(",\"expires_ms\":")
            output.append(expiry)
        }
        if let idle = metadata.idleSeconds {
            output.append(",\"idle_s\":")
            output.append(idle)
        }
        if let frequency = metadata.frequency {
            output.append(",\"freq\":")
            output.append(UInt64(frequency))
        }
        if metadata.metadataClasses != nil { lose(.keyMetadata) }
    }

    private mutating func writeExtras(_ offset: UInt64) {
        writeFile()
        guard extras.contains(.offset) else { return }
        output.append("\"offset\":")
        output.append(offset)
        output.append(UInt8(ascii: ","))
    }

    /// Writes the name of the input, if it is wanted.
    mutating func writeFile() {
        guard extras.contains(.file) else { return }
        output.append("\"file\":")
        unsafe output.appendJSON(UnsafeRawPointer(file.base), file.capacity)
        output.append(UInt8(ascii: ","))
    }

    private mutating func writeSize(_ size: UInt64) {
        output.append(",\"bytes\":")
        output.append(size)
    }

    private mutating func closeValue(_ type: RDBObjectType) {
        if type.isStream {
            closeStream()
        } else if type == .module2 {
            closeModule()
        } else {
            closeElement()
            closeArray()
            output.append(UInt8(ascii: "]"))
        }
    }

    mutating func reset() {
        large.clear()
        group.clear()
        module.clear()
    }
}

/// Objects and arrays.
extension JSONWriter {
    /// Starts an object of the output.
    @inline(__always)
    mutating func beginObject() {
        if isArray { output.append(",\n{") } else { output.append(UInt8(ascii: "{")) }
    }

    /// Ends an object of the output.
    @inline(__always)
    mutating func endObject() {
        if isArray { output.append(UInt8(ascii: "}")) } else { output.append("}\n") }
    }

    /// Ends the object of an element, if one is open.
    @inline(__always)
    mutating func closeElement() {
        if place == .inElement {
            output.append("},")
            place = .between
        }
    }

    /// Takes back the comma behind an array's last element.
    mutating func closeArray() {
        if output.lastByte == UInt8(ascii: ",") { output.cut(to: output.count - 1) }
    }
}

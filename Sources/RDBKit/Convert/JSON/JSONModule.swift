/// What must be kept of a module value to write it as JSON too.
struct JSONModule: ~Copyable {
    /// The only module whose values are JSON texts: RedisJSON, since its encoding version 3.
    private static let documentName = "ReJSON-RL"
    private static let documentVersion: UInt64 = 3

    private var buffer = RawBuffer(capacity: 0)
    private var count: Int?
    private var isDocument = false

    /// Starts the value of a module.
    mutating func begin(_ id: ModuleID) {
        count = nil
        isDocument = id.encodingVersion == Self.documentVersion && id.name == Self.documentName
    }

    /// Keeps the text of a document.
    mutating func keep(_ base: UnsafeRawPointer, _ size: Int) {
        guard isDocument, count == nil else { return }
        buffer.grow(to: size, keeping: 0)
        unsafe buffer.base.copyMemory(from: base, byteCount: size)
        count = size
    }

    /// Writes the document as JSON, if there is one and it is sound.
    mutating func write(_ output: inout TurnOutput) {
        guard let count, unsafe TextRule.isUTF8(UnsafeRawPointer(buffer.base), count) else { return }
        let text = unsafe UnsafeBufferPointer(
            start: UnsafePointer(buffer.base.assumingMemoryBound(to: UInt8.self)), count: count)
        var scanner = unsafe JSONScanner(text)
        guard scanner.isSound() else { return }
        output.append(",\"json\":")
        unsafe output.append(UnsafeRawPointer(buffer.base), count)
    }

    /// Gives the memory back.
    mutating func clear() {
        buffer.shrink(to: 1 << 20)
        count = nil
    }
}

/// Module values.
extension JSONWriter {
    mutating func module(_ id: ModuleID) {
        module.begin(id)
        output.append("\"name\":\"")
        output.append(text: id.name)
        output.append("\",\"encver\":")
        output.append(id.encodingVersion)
        output.append(",\"parts\":[")
    }

    mutating func moduleItem(_ item: ModuleItem) {
        switch item {
        case .sint(let number): writePart("sint", number.description)
        case .uint(let number): writePart("uint", number.description)
        case .float(let number): writePart("float", number.description)
        case .double(let number): writePart("double", number.description)
        }
    }

    private mutating func writePart(_ kind: StaticString, _ text: String) {
        output.append("{\"kind\":\"")
        output.append(kind)
        output.append("\",\"value\":\"")
        output.append(text: text)
        output.append("\"},")
    }

    mutating func keepModuleString(_ value: borrowing RDBScalar) {
        switch value {
        case .integer: break
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes {
                if let base = $0.baseAddress { unsafe module.keep(base, $0.count) }
            }
        }
    }

    mutating func closeModule() {
        closeArray()
        output.append(UInt8(ascii: "]"))
        module.write(&output)
        output.append(UInt8(ascii: "}"))
    }
}

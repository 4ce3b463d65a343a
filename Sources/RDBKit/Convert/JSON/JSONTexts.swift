/// The texts that each object type puts into its JSON objects, ready to be copied in wide steps.
///
/// Each has a cell of its own: its length, then its bytes.
@safe
struct JSONTexts: ~Copyable {
    /// Where in an object a text belongs.
    enum Part: Int {
        /// `,"type":"hash","encoding":"listpack"`
        case head
        /// `,"hash":[`
        case open
        /// Both, for keys that have nothing in between.
        case headAndOpen
    }

    private static let cell = 128
    private static let parts = 3
    /// Strings have four more encodings than their object type says; no object type has these numbers.
    private static let stringEncodings: [StaticString] = ["int8", "int16", "int32", "lzf"]
    private static let firstEncodedString = 0x70

    private let cells = RawBuffer(capacity: 256 * parts * cell)

    init() {
        for raw in 0...UInt8.max { set(RDBObjectType(rawValue: raw)) }
        for (index, encoding) in Self.stringEncodings.enumerated() {
            set(Self.firstEncodedString + index, type: "string", encoding: "\(encoding)", bracket: "")
        }
    }

    private func set(_ type: RDBObjectType) {
        guard let value = type.valueType else { return }
        let brackets: String
        switch value {
        case .string: brackets = ""
        case .stream: brackets = "{\"entries\":["
        case .module: brackets = "{"
        default: brackets = "["
        }
        set(Int(type.rawValue), type: value.name, encoding: type.encoding, bracket: brackets)
    }

    private func set(_ row: Int, type: String, encoding: String, bracket: String) {
        let head = ",\"type\":\"\(type)\",\"encoding\":\"\(encoding)\""
        let open = ",\"\(type)\":\(bracket)"
        put(head, row, .head)
        put(open, row, .open)
        put(head + open, row, .headAndOpen)
    }

    private func put(_ text: String, _ row: Int, _ part: Part) {
        let bytes = Array(text.utf8.prefix(Self.cell - 1))
        let place = unsafe cells.base + (row * Self.parts + part.rawValue) * Self.cell
        unsafe place.storeBytes(of: UInt8(bytes.count), as: UInt8.self)
        unsafe UnsafeMutableRawBufferPointer(start: place + 1, count: bytes.count).copyBytes(from: bytes)
    }

    /// The row of strings stored with an encoding (`RDB_ENC_*`).
    @inline(__always)
    static func row(encodedString encoding: UInt8) -> Int { firstEncodedString + Int(encoding) }

    /// Appends a text; `row` is an object type's raw value, or one for an encoded string.
    @inline(__always)
    func append(_ part: Part, of row: Int, to output: inout TurnOutput) {
        let place = unsafe UnsafeRawPointer(cells.base) + (row * Self.parts + part.rawValue) * Self.cell
        unsafe output.appendPadded(place + 1, Int(place.load(as: UInt8.self)))
    }
}

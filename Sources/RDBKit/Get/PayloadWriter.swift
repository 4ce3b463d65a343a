/// Writes values as `DUMP` gives them.
struct PayloadWriter: RDBRecordWriter, ~Copyable {
    var output: TurnOutput
    var damages: [RDBError] = []
    var losses: [RDBConvertLoss: UInt64] = [:]
    private let input: RDBInput

    init(_ order: OrderedOutput, _ input: RDBInput) {
        output = TurnOutput(order)
        self.input = input
    }

    mutating func writeEntry(_ reader: inout RDBReader) throws(RDBError) {
        guard reader.objectType.isRestorable else {
            lose(.unrestorable)
            return try reader.skipValue()
        }
        guard ValuePayload.isPossible(reader, input) else {
            throw RDBError(.notRepeatable, at: reader.valueOffset)
        }
        let payload = try ValuePayload(reading: &reader, of: input)
        damages = payload.damages
        if !payload.isBroken { try payload.write(reader, RESPEncoding.self, &output) }
    }
}

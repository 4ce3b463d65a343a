/// The schema of the JSON that is made of logs: objects for commands, and those for keys of base files.
extension RDBConvertSchema {
    /// The schema for logs, ending with a newline.
    public var logText: String {
        switch self {
        case .duckdb: "columns={" + Self.commandDuckDB + text.dropFirst("columns={".count)
        case .spark: Self.commandDDL + text
        case .jsonschema: Self.logJSONSchema
        }
    }

    private static let commandDuckDB =
        "'time_ms':'BIGINT','transaction':'UBIGINT','command':'VARCHAR','args':'VARCHAR[]',"

    private static let commandDDL = "time_ms BIGINT, transaction BIGINT, command STRING, args ARRAY<STRING>, "

    /// The schema of the RDB's objects, with one more alternative.
    private static var logJSONSchema: String {
        var text = RDBConvertSchema.jsonschema.text
        text.replaceFirst("rdbtool convert", by: "aoftool convert")
        text.replaceFirst("\n  \"required\": [\"type\"],", by: "")
        text.replaceFirst("\"oneOf\": [\n", by: "\"oneOf\": [\n    {\"$ref\": \"#/$defs/command\"},\n")
        text.replaceFirst("\"$defs\": {\n", by: "\"$defs\": {\n" + command + "\n")
        return text
    }

    private static let command = """
            "command": {
              "type": "object", "required": ["file", "offset", "command", "args"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "offset": {"$ref": "#/$defs/count"},
                "time_ms": {"$ref": "#/$defs/ms"},
                "db": {"$ref": "#/$defs/count"},
                "transaction": {"description": "Offset of the MULTI.", "$ref": "#/$defs/count"},
                "command": {"$ref": "#/$defs/string"},
                "args": {"$ref": "#/$defs/strings"}
              }
            },
        """
}

extension String {
    /// Puts another text in the place of the first one like this.
    fileprivate mutating func replaceFirst(_ text: String, by other: String) {
        if let range = firstRange(of: text) { replaceSubrange(range, with: other) }
    }
}

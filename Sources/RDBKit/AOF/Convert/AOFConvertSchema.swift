/// The schema of the JSON that is made of logs: objects for commands, and those for keys of base files.
public enum AOFConvertSchema: String, CaseIterable, Sendable {
    /// The `columns` of DuckDB's `read_json`.
    case duckdb
    /// The schema of Spark's `read.schema(...).json`, as DDL.
    case spark
    /// JSON Schema (draft 2020-12) of one object.
    case jsonschema

    /// The schema, ending with a newline.
    public var text: String {
        switch self {
        case .duckdb: "columns={" + Self.duckDB + RDBConvertSchema.duckdb.text.dropFirst("columns={".count)
        case .spark: Self.sparkDDL + RDBConvertSchema.spark.text
        case .jsonschema: Self.jsonSchema
        }
    }

    private static let duckDB = "'time_ms':'BIGINT','transaction':'UBIGINT','command':'VARCHAR','args':'VARCHAR[]',"

    private static let sparkDDL = "time_ms BIGINT, transaction BIGINT, command STRING, args ARRAY<STRING>, "

    /// The schema of the RDB's objects, with one more alternative.
    private static var jsonSchema: String {
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

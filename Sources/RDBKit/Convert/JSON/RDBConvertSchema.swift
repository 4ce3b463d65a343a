/// The schema of the JSON output, for programs that read it without guessing types.
public enum RDBConvertSchema: String, CaseIterable, Sendable {
    /// The `columns` of DuckDB's `read_json`.
    case duckdb
    /// The schema of Spark's `read.schema(...).json`, as DDL.
    case spark
    /// JSON Schema (draft 2020-12) of one object.
    case jsonschema

    /// The schema, ending with a newline.
    public var text: String {
        switch self {
        case .duckdb: Self.duckDB + "\n"
        case .spark: Self.sparkDDL + "\n"
        case .jsonschema: Self.jsonSchema + "\n"
        }
    }

    private static let duckDB = """
        columns={'type':'VARCHAR','db':'UBIGINT','key':'VARCHAR','encoding':'VARCHAR','expires_ms':'BIGINT',\
        'idle_s':'UBIGINT','freq':'UTINYINT','file':'VARCHAR','offset':'UBIGINT','bytes':'UBIGINT',\
        'string':'VARCHAR','list':'VARCHAR[]','set':'VARCHAR[]',\
        'zset':'STRUCT(member VARCHAR, score DOUBLE)[]',\
        'hash':'STRUCT(field VARCHAR, "value" VARCHAR, expires_ms BIGINT)[]',\
        'stream':'STRUCT(entries STRUCT(id VARCHAR, fields STRUCT(field VARCHAR, "value" VARCHAR)[])[], \
        length UBIGINT, first_id VARCHAR, last_id VARCHAR, max_deleted_id VARCHAR, entries_added UBIGINT, \
        "groups" STRUCT("name" VARCHAR, last_id VARCHAR, entries_read BIGINT, \
        consumers STRUCT("name" VARCHAR, seen_ms BIGINT, active_ms BIGINT)[], \
        pending STRUCT(id VARCHAR, consumer VARCHAR, delivered_ms BIGINT, deliveries UBIGINT)[])[])',\
        'array':'STRUCT("index" VARCHAR, "value" VARCHAR)[]',\
        'module':'STRUCT("name" VARCHAR, encver BIGINT, parts STRUCT(kind VARCHAR, "value" VARCHAR)[], \
        "json" JSON)',\
        'header':'STRUCT(magic VARCHAR, version INTEGER)','aux':'STRUCT(field VARCHAR, "value" VARCHAR)',\
        'function':'STRUCT(code VARCHAR)',\
        'module_aux':'STRUCT("name" VARCHAR, encver BIGINT, "when" BIGINT, \
        parts STRUCT(kind VARCHAR, "value" VARCHAR)[])'}
        """

    private static let sparkDDL = """
        type STRING, db BIGINT, key STRING, encoding STRING, expires_ms BIGINT, idle_s BIGINT, freq SMALLINT, \
        file STRING, `offset` BIGINT, bytes BIGINT, string STRING, list ARRAY<STRING>, `set` ARRAY<STRING>, \
        zset ARRAY<STRUCT<member: STRING, score: DOUBLE>>, \
        hash ARRAY<STRUCT<field: STRING, value: STRING, expires_ms: BIGINT>>, \
        stream STRUCT<entries: ARRAY<STRUCT<id: STRING, fields: ARRAY<STRUCT<field: STRING, value: STRING>>>>, \
        length: BIGINT, first_id: STRING, last_id: STRING, max_deleted_id: STRING, entries_added: BIGINT, \
        groups: ARRAY<STRUCT<name: STRING, last_id: STRING, entries_read: BIGINT, \
        consumers: ARRAY<STRUCT<name: STRING, seen_ms: BIGINT, active_ms: BIGINT>>, \
        pending: ARRAY<STRUCT<id: STRING, consumer: STRING, delivered_ms: BIGINT, deliveries: BIGINT>>>>>, \
        `array` ARRAY<STRUCT<index: STRING, value: STRING>>, \
        module STRUCT<name: STRING, encver: BIGINT, parts: ARRAY<STRUCT<kind: STRING, value: STRING>>, json: STRING>, \
        header STRUCT<magic: STRING, version: INT>, aux STRUCT<field: STRING, value: STRING>, \
        `function` STRUCT<code: STRING>, \
        module_aux STRUCT<name: STRING, encver: BIGINT, when: BIGINT, \
        parts: ARRAY<STRUCT<kind: STRING, value: STRING>>>
        """
}

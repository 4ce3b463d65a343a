extension RDBConvertSchema {
    static let jsonSchema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "One object of rdbtool convert --to ndjson",
          "type": "object",
          "required": ["type"],
          "oneOf": [
            {"$ref": "#/$defs/key"}, {"$ref": "#/$defs/header"}, {"$ref": "#/$defs/aux"},
            {"$ref": "#/$defs/function"}, {"$ref": "#/$defs/module_aux"}
          ],
          "$defs": {
            "string": {
              "description": "Text; or base64: and standard base64, where the bytes are no UTF-8, begin with base64: or are more than 16 MiB.",
              "type": "string"
            },
            "id": {"type": "string", "pattern": "^[0-9]+-[0-9]+$"},
            "count": {"type": "integer", "minimum": 0},
            "ms": {"description": "Unix time in milliseconds.", "type": "integer"},
            "strings": {"type": "array", "items": {"$ref": "#/$defs/string"}},
            "parts": {
              "type": "array",
              "items": {
                "type": "object", "required": ["kind", "value"], "additionalProperties": false,
                "properties": {
                  "kind": {"enum": ["sint", "uint", "float", "double", "string"]},
                  "value": {"$ref": "#/$defs/string"}
                }
              }
            },
            "fields": {
              "type": "array",
              "items": {
                "type": "object", "required": ["field", "value"], "additionalProperties": false,
                "properties": {"field": {"$ref": "#/$defs/string"}, "value": {"$ref": "#/$defs/string"}}
              }
            },
            "group": {
              "type": "object", "required": ["name", "last_id", "consumers", "pending"], "additionalProperties": false,
              "properties": {
                "name": {"$ref": "#/$defs/string"},
                "last_id": {"$ref": "#/$defs/id"},
                "entries_read": {"$ref": "#/$defs/count"},
                "consumers": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["name", "seen_ms"], "additionalProperties": false,
                    "properties": {
                      "name": {"$ref": "#/$defs/string"},
                      "seen_ms": {"$ref": "#/$defs/ms"}, "active_ms": {"$ref": "#/$defs/ms"}
                    }
                  }
                },
                "pending": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["id", "delivered_ms", "deliveries"], "additionalProperties": false,
                    "properties": {
                      "id": {"$ref": "#/$defs/id"}, "consumer": {"$ref": "#/$defs/string"},
                      "delivered_ms": {"$ref": "#/$defs/ms"}, "deliveries": {"$ref": "#/$defs/count"}
                    }
                  }
                }
              }
            },
            "stream": {
              "type": "object", "required": ["entries", "length", "last_id", "groups"], "additionalProperties": false,
              "properties": {
                "entries": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["id", "fields"], "additionalProperties": false,
                    "properties": {"id": {"$ref": "#/$defs/id"}, "fields": {"$ref": "#/$defs/fields"}}
                  }
                },
                "length": {"$ref": "#/$defs/count"},
                "first_id": {"$ref": "#/$defs/id"},
                "last_id": {"$ref": "#/$defs/id"},
                "max_deleted_id": {"$ref": "#/$defs/id"},
                "entries_added": {"$ref": "#/$defs/count"},
                "groups": {"type": "array", "items": {"$ref": "#/$defs/group"}}
              }
            },
            "key": {
              "type": "object", "required": ["db", "key", "type", "encoding"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "offset": {"$ref": "#/$defs/count"},
                "db": {"$ref": "#/$defs/count"},
                "key": {"$ref": "#/$defs/string"},
                "type": {"enum": ["string", "list", "set", "zset", "hash", "stream", "module", "array"]},
                "encoding": {"type": "string"},
                "expires_ms": {"$ref": "#/$defs/ms"},
                "idle_s": {"$ref": "#/$defs/count"},
                "freq": {"type": "integer", "minimum": 0, "maximum": 255},
                "string": {"$ref": "#/$defs/string"},
                "list": {"$ref": "#/$defs/strings"},
                "set": {"$ref": "#/$defs/strings"},
                "zset": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["member", "score"], "additionalProperties": false,
                    "properties": {
                      "member": {"$ref": "#/$defs/string"},
                      "score": {"oneOf": [{"type": "number"}, {"enum": ["Infinity", "-Infinity", "NaN"]}]}
                    }
                  }
                },
                "hash": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["field", "value"], "additionalProperties": false,
                    "properties": {
                      "field": {"$ref": "#/$defs/string"}, "value": {"$ref": "#/$defs/string"},
                      "expires_ms": {"$ref": "#/$defs/ms"}
                    }
                  }
                },
                "stream": {"$ref": "#/$defs/stream"},
                "array": {
                  "type": "array",
                  "items": {
                    "type": "object", "required": ["index", "value"], "additionalProperties": false,
                    "properties": {
                      "index": {"type": "string", "pattern": "^[0-9]+$"}, "value": {"$ref": "#/$defs/string"}
                    }
                  }
                },
                "module": {
                  "type": "object", "required": ["name", "encver", "parts"], "additionalProperties": false,
                  "properties": {
                    "name": {"type": "string"}, "encver": {"$ref": "#/$defs/count"},
                    "parts": {"$ref": "#/$defs/parts"},
                    "json": {"description": "The document of a ReJSON value."}
                  }
                },
                "bytes": {"$ref": "#/$defs/count"}
              },
              "oneOf": [
                {"required": ["string"], "properties": {"type": {"const": "string"}}},
                {"required": ["list"], "properties": {"type": {"const": "list"}}},
                {"required": ["set"], "properties": {"type": {"const": "set"}}},
                {"required": ["zset"], "properties": {"type": {"const": "zset"}}},
                {"required": ["hash"], "properties": {"type": {"const": "hash"}}},
                {"required": ["stream"], "properties": {"type": {"const": "stream"}}},
                {"required": ["array"], "properties": {"type": {"const": "array"}}},
                {"required": ["module"], "properties": {"type": {"const": "module"}}}
              ]
            },
            "header": {
              "type": "object", "required": ["type", "header"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "type": {"const": "header"},
                "header": {
                  "type": "object", "required": ["magic", "version"], "additionalProperties": false,
                  "properties": {"magic": {"enum": ["REDIS", "VALKEY"]}, "version": {"$ref": "#/$defs/count"}}
                }
              }
            },
            "aux": {
              "type": "object", "required": ["type", "aux"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "type": {"const": "aux"},
                "aux": {
                  "type": "object", "required": ["field", "value"], "additionalProperties": false,
                  "properties": {"field": {"$ref": "#/$defs/string"}, "value": {"$ref": "#/$defs/string"}}
                }
              }
            },
            "function": {
              "type": "object", "required": ["type", "function"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "type": {"const": "function"},
                "function": {
                  "type": "object", "required": ["code"], "additionalProperties": false,
                  "properties": {"code": {"$ref": "#/$defs/string"}}
                }
              }
            },
            "module_aux": {
              "type": "object", "required": ["type", "module_aux"], "additionalProperties": false,
              "properties": {
                "file": {"$ref": "#/$defs/string"},
                "type": {"const": "module_aux"},
                "module_aux": {
                  "type": "object", "required": ["name", "encver", "when", "parts"], "additionalProperties": false,
                  "properties": {
                    "name": {"type": "string"}, "encver": {"$ref": "#/$defs/count"},
                    "when": {"$ref": "#/$defs/count"}, "parts": {"$ref": "#/$defs/parts"}
                  }
                }
              }
            }
          }
        }
        """
}

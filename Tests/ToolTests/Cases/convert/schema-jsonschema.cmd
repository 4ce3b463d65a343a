rdbtool convert --schema jsonschema

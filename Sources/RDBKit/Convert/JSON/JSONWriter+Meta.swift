/// What stands beside the keys, as objects of the same shape.
extension JSONWriter {
    mutating func writeHeader(_ header: RDBHeader) {
        beginMeta("header")
        output.append(text: "{\"magic\":\"\(header.dialect.rawValue)\",\"version\":\(header.version)}")
        endObject()
    }

    mutating func writeAux(_ reader: inout RDBReader) throws(RDBError) {
        beginMeta("aux")
        try reader.visitAux(&self)
        endObject()
    }

    mutating func writeFunction(_ reader: inout RDBReader) throws(RDBError) {
        beginMeta("function")
        try reader.visitFunction(&self)
        endObject()
    }

    mutating func writeModuleAux(_ reader: inout RDBReader) throws(RDBError) {
        beginMeta("module_aux")
        try reader.visitModuleAux(&self) { id, when, writer in
            writer.output.append(
                text: "{\"name\":\"\(id.name)\",\"encver\":\(id.encodingVersion),\"when\":\(when),\"parts\":[")
        }
        closeArray()
        output.append("]}")
        endObject()
    }

    private mutating func beginMeta(_ type: StaticString) {
        beginObject()
        writeFile()
        output.append("\"type\":\"")
        output.append(type)
        output.append("\",\"")
        output.append(type)
        output.append("\":")
    }
}

extension RDBError.Code {
    /// What would make a server load a file with this in it.
    var advice: String {
        switch self {
        case .serverVersion: "load it with a newer server, or write it anew in an older version of the format"
        case .serverType, .serverOpcode: "load it with a server that knows this, or take it out of the file"
        case .serverDatabase: "raise the server's setting databases, and give --databases that number"
        case .serverModule: "load the module, and name its type with --modules; or take its data out of the file"
        case .serverMemory: "take the record out of the file: it is only a hint"
        case .fieldExpired: "nothing, if they may expire; a Redis server keeps them until they are touched"
        case .duplicateKey: "take one of the two keys out of the file"
        case .emptyCollection: "nothing: there is nothing in it; a newly saved file does not have the key"
        case .crcMismatch: "find a sound copy; a file whose last 8 bytes are zero is loaded unchecked"
        case .truncated, .emptyFile: "find a complete copy, or rescue the keys in front of the cut"
        case .notRDB: "give it an RDB file"
        case .functionPreGA, .functionShebang, .functionEngine, .functionTwice, .functionFails, .functionNameTwice:
            "take the library out of the file, and load a mended one into the running server"
        default: "find a sound copy, or take the key out of the file"
        }
    }
}

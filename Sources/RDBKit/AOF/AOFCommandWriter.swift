/// Writes commands as servers do.
public enum AOFCommandWriter {
    /// The bytes of a command.
    public static func bytes(_ words: [String]) -> [UInt8] {
        var bytes = Array("*\(words.count)\r\n".utf8)
        for word in words {
            bytes += Array("$\(word.utf8.count)\r\n".utf8) + Array(word.utf8) + [0x0D, 0x0A]
        }
        return bytes
    }
}

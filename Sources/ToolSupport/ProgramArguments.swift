#if canImport(Glibc)
    internal import Glibc
#endif

/// The words of a command line, before anything is made of them.
enum ProgramArguments {
    /// The name that the program was called by, without its folder.
    static var programName: String {
        CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// The bytes of all words, without the program's name.
    static var words: [[UInt8]] {
        (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
            unsafe CommandLine.unsafeArgv[index].map { word in
                unsafe Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
            }
        }
    }

    /// Why words would not arrive as they were given; nil where they will.
    static func refusal(of words: [[UInt8]]) -> String? {
        for word in words {
            if String(validating: word, as: UTF8.self) == nil {
                return "the argument \(Terminal.quoted(word)) is not UTF-8. In --key-regex, and in rdbtool get "
                    + "--escaped, \\xff is a byte; a file of such a name can be read through a link, or as -"
            }
        }
        return emptyValue(in: words).map { name in
            "\(Terminal.escaped(name))= has no value behind it; a value that is to be empty is \(Terminal.escaped(name)) ''"
        }
    }

    /// The option that ends with its equals sign: its value would be taken from the next word. Behind `--` are none.
    private static func emptyValue(in words: [[UInt8]]) -> String? {
        for word in words.prefix(while: { $0 != Array("--".utf8) }) {
            let equals = UInt8(ascii: "=")
            guard word.first == UInt8(ascii: "-"), word.firstIndex(of: equals) == word.count - 1 else { continue }
            return String(decoding: word.dropLast(), as: UTF8.self)
        }
        return nil
    }
}

/// What is wrong with an append-only file, in words.
extension RDBError.Code {
    /// Records and commands.
    var aofSummary: String? {
        switch self {
        case .notAOF: "not an append-only file: it begins neither with a command, nor as an RDB file or a manifest"
        case .aofFormat: "no record begins here"
        case .aofNumber: "not a number and the end of its line"
        case .aofCount: "a command cannot have so many words"
        case .aofLength: "an argument cannot be so long"
        case .aofLineEnd: "no end of line behind an argument"
        case .oddNumber: "a number is written as servers read it but never write it"
        case .oddLineEnd: "other bytes than an end of line behind an argument: servers do not look at them"
        case .logEmpty: "the log is empty: a server starts without data"
        case .nulPadding: "zeros where a record should begin: what a power loss leaves"
        case .annotationLong: "annotation line is longer than servers read"
        case .annotationUnended: "the last annotation line has no end"
        case .timestampBad: "timestamp annotation without a timestamp"
        case .timestampBack: "timestamp is older than the one before it"
        case .beingWritten: "the last record is still being written"
        case .unknownCommand: "unknown command"
        case .moduleCommand: "command of a module"
        case .wrongArity: "wrong number of words for the command"
        case .selectArgument: "SELECT without a number: the database stays what it was"
        case .multiOpen: "MULTI without EXEC: all that follows is dropped"
        case .multiNested: "MULTI inside MULTI"
        case .execAlone: "EXEC without MULTI"
        default: nil
        }
    }

    /// The manifest and the files that it names.
    var setSummary: String? {
        switch self {
        case .manifestSeveral: "more than one manifest lies in the folder: name the one that is meant"
        case .manifestEmpty: "the manifest is empty: servers refuse to start"
        case .manifestFormat: "manifest line is not made of key and value pairs with file, seq and type"
        case .manifestLine: "manifest line has no end, or is longer than 1024 bytes"
        case .manifestPath: "manifest names a path, not a file name"
        case .manifestType: "unknown type of file in the manifest"
        case .manifestOrder: "sequence numbers of incr files do not increase"
        case .manifestTwoBases: "manifest names two base files"
        case .manifestNothing: "manifest names nothing to load: a server starts empty and overwrites the base file"
        case .manifestMissing: "files of a set without a manifest: a server starts empty beside them"
        case .manifestKeyword: "manifest does not begin with file: official checkers take it for a log"
        case .partMissing: "a file that the manifest names is not there"
        case .partTwice: "manifest names the same file twice"
        case .partName: "sequence number or type differs from the name of the file"
        case .partContent: "content differs from the name of the file"
        case .partOffsets: "replication offsets do not follow one another"
        case .partOrphan: "a file of a set that the manifest does not name"
        case .partTemporary: "left over from a rewrite that did not end"
        case .partHistory: "history: not loaded, the next server deletes it"
        case .mendPending: "a mend was interrupted: aoftool fix finishes it"
        default: nil
        }
    }
}

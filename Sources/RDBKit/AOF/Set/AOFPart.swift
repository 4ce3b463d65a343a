public import SystemPackage

/// One file of a set, in the order in which servers load them.
public struct AOFPart: Sendable {
    /// Its name in the folder, or what the caller called it.
    public let name: String
    /// Where it is.
    public let path: FilePath
    /// What the manifest says of it; nil where there is no manifest.
    public let entry: AOFManifestEntry?
    /// Whether it is there.
    public let isThere: Bool
    /// Its state before it was read.
    let state: AOFFileState?
    /// Whether it is loaded last: only there servers mend a torn end.
    public internal(set) var isLast = true

    init(name: String, path: FilePath, entry: AOFManifestEntry? = nil) {
        self.name = name
        self.path = path
        self.entry = entry
        state = AOFFileState(path)
        isThere = path == "-" || state != nil
    }

    /// Whether a server is writing to it, after so many bytes were read; none writes compressed files, whose size says
    /// nothing of their contents'.
    func isGrowing(beyond byteCount: UInt64, _ compression: CompressionFormat) -> Bool {
        guard compression == .none, let facts = FileFacts(path), facts.isRegular else { return false }
        return facts.size > byteCount || FileUse.writer(of: path) != nil
    }
}

/// Something that a check found, and in which file.
public struct AOFFinding: Sendable {
    /// The file's name.
    public var file: String
    /// What was found.
    public var finding: RDBFinding

    init(_ file: String, _ finding: RDBFinding) {
        self.file = file
        self.finding = finding
    }

    init(_ file: String, _ code: RDBError.Code, detail: String? = nil) {
        self.init(file, RDBFinding(RDBError(code, at: 0), detail: detail))
    }
}

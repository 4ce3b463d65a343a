public import SystemPackage

/// The files that make one append-only file: a single one, or those that a manifest names.
public struct AOFSet: Sendable {
    /// What a path turned out to be.
    public enum Kind: String, Sendable {
        /// A pipe or a device.
        case stream
        /// A file of its own, as servers before 7.0 write it.
        case file
        /// One file of a set.
        case part
        /// A folder or its manifest.
        case set
    }

    /// What it is.
    public let kind: Kind
    /// The folder with the files.
    public let folder: FilePath
    /// Where the manifest is, or should be.
    public internal(set) var manifestPath: FilePath?
    /// The manifest, if there is one.
    public internal(set) var manifest: AOFManifest?
    /// The files as they can be known where there is no manifest that servers accept.
    public internal(set) var recovered: [AOFManifestEntry]?
    /// The manifest's bytes.
    public internal(set) var manifestBytes: [UInt8] = []
    /// The files that are loaded, in order.
    public internal(set) var parts: [AOFPart] = []
    /// What is odd about the manifest and the folder.
    public internal(set) var findings: [AOFFinding] = []

    /// Most bytes of a manifest that are read.
    static let largestManifest = 16 << 20

    /// Finds out what `path` is: a log, a folder, a manifest, one file of a set, or `-`.
    ///
    /// - Throws: `io-error`, `not-aof` for a folder without a set.
    public init(path: FilePath) throws(RDBError) {
        if path == "-" {
            self.init(streamAt: path)
            return
        }
        guard let facts = FileFacts(path) else {
            // Opening says why there is nothing.
            _ = try FileSource(path: path)
            throw RDBError(.ioError, at: 0)
        }
        guard facts.isRegular || facts.isFolder else {
            self.init(streamAt: path)
            return
        }
        if facts.isFolder {
            self = try AOFFolder(path).set()
        } else if try Self.isManifest(path) {
            try self.init(manifestAt: path)
        } else {
            try self.init(fileAt: path)
        }
    }

    private init(streamAt path: FilePath) {
        kind = .stream
        folder = "."
        parts = [AOFPart(name: path == "-" ? "standard input" : path.string, path: path)]
    }

    private init(fileAt path: FilePath) throws(RDBError) {
        folder = path.removingLastComponent()
        let name = path.lastComponent?.string ?? path.string
        let owner = AOFFolder(folder).manifest(naming: name)
        kind = owner == nil ? .file : .part
        manifestPath = owner?.path
        manifest = owner?.manifest
        var part = AOFPart(
            name: name, path: path, entry: owner?.manifest.loaded.first { $0.nameText == name })
        part.isLast = part.entry == nil || part.entry == owner?.manifest.loaded.last
        parts = [part]
        findings = AOFFolder(folder).pendingMends(of: name)
    }

    /// Reads the manifest at `path` and looks for the files that it names.
    init(manifestAt path: FilePath) throws(RDBError) {
        kind = .set
        folder = path.removingLastComponent()
        manifestPath = path
        manifestBytes = try WholeFile.read(path, limit: Self.largestManifest)
        let manifest = AOFManifest(manifestBytes)
        self.manifest = manifest
        findings = manifest.findings.map { AOFFinding(manifestName, $0) }
        if !manifest.isAccepted || manifest.loaded.isEmpty {
            recovered = AOFFolder(folder).recover(manifestBytes, manifestName: manifestName)
        }
        setParts(recovered?.filter { $0.role != .history } ?? manifest.loaded)
        findings += AOFFolder(folder).findings(besides: recovered ?? manifest.entries, named: manifestName)
    }

    /// A folder whose manifest is missing, with the files that its names suggest.
    init(folder: FilePath, entries: [AOFManifestEntry], manifestName: String) {
        kind = .set
        self.folder = folder
        manifestPath = folder.appending(manifestName)
        recovered = entries
        findings = [AOFFinding(manifestName, .manifestMissing)]
        setParts(entries)
    }

    /// The manifest's file name.
    public var manifestName: String { manifestPath?.lastComponent?.string ?? "" }

    private mutating func setParts(_ entries: [AOFManifestEntry]) {
        parts = entries.map { AOFPart(name: $0.nameText, path: folder.appending($0.nameText), entry: $0) }
        for index in parts.indices { parts[index].isLast = index == parts.count - 1 }
        for part in parts where !part.isThere { findings.append(AOFFinding(part.name, .partMissing)) }
    }

    /// Whether the file at `path` is a manifest, by its name or its first line.
    private static func isManifest(_ path: FilePath) throws(RDBError) -> Bool {
        let head = try WholeFile.head(path, count: 4 * AOFManifest.longestLine)
        if path.extension == "manifest" {
            // A log by this name stays a log.
            return head.first != 0x2A && !head.starts(with: "REDIS".utf8) && !head.starts(with: "VALKEY".utf8)
        }
        return AOFManifest.looksLikeManifest(head)
    }
}

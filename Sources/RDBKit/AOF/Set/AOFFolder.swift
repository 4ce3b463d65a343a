internal import SystemPackage

/// A folder that may hold a multi-part set.
struct AOFFolder {
    private let path: FilePath
    private let names: [String]

    /// The names that servers use unless they are told otherwise.
    private static let defaultFolder = "appendonlydir"
    private static let defaultFile = "appendonly.aof"
    /// What this project leaves beside files carries this in its name.
    static let ownMark = ".aoftool-"

    init(_ path: FilePath) {
        self.path = path.isEmpty ? "." : path
        names = FolderListing.names(in: self.path) ?? []
    }

    /// The set in the folder, or in the folder in it that servers make.
    func set() throws(RDBError) -> AOFSet {
        let manifests = manifestNames
        if manifests.count == 1 { return try AOFSet(manifestAt: path.appending(manifests[0])) }
        if manifests.count > 1 { throw RDBError(.manifestSeveral, at: 0, found: UInt64(manifests.count)) }
        if !partNames.isEmpty { return rebuilt() }
        if names.contains(Self.defaultFolder) { return try AOFFolder(path.appending(Self.defaultFolder)).set() }
        if names.contains(Self.defaultFile) { return try AOFSet(path: path.appending(Self.defaultFile)) }
        throw RDBError(.notAOF, at: 0)
    }

    /// The folder itself, or the one in it that servers make.
    var folderOfSet: FilePath {
        let isOwn = !manifestNames.isEmpty || !partNames.isEmpty || !names.contains(Self.defaultFolder)
        return isOwn ? path : path.appending(Self.defaultFolder)
    }

    /// Names of manifests; those of rewrites under way are no manifests.
    private var manifestNames: [String] {
        names.filter { $0.hasSuffix(".manifest") && !$0.hasPrefix("temp-") && !$0.contains(Self.ownMark) }
    }

    private var partNames: [String] {
        names.filter {
            AOFManifestEntry.parse(name: $0) != nil && !$0.hasPrefix("temp-") && !$0.contains(Self.ownMark)
        }
    }

    /// The manifest in the folder that names the file `name`.
    func manifest(naming name: String) -> (path: FilePath, manifest: AOFManifest)? {
        for manifestName in manifestNames where manifestName != name {
            let file = path.appending(manifestName)
            guard let bytes = try? WholeFile.read(file, limit: AOFSet.largestManifest) else { continue }
            let manifest = AOFManifest(bytes)
            if manifest.loaded.contains(where: { $0.nameText == name }) { return (file, manifest) }
        }
        return nil
    }

    /// Entries for the files of the set called `prefix`, or of any, by their names alone: bases, then incr files.
    func entries(prefix: String?) -> [AOFManifestEntry] {
        let all = partNames.filter { prefix.map($0.hasPrefix) ?? true }.compactMap { name in
            AOFManifestEntry.parse(name: name).map {
                AOFManifestEntry(name: Array(name.utf8), sequence: $0.sequence, role: $0.role)
            }
        }
        return all.sorted { ($0.role.rawValue, $0.sequence) < ($1.role.rawValue, $1.sequence) }
    }

    /// The files of a set whose manifest servers refuse: what its lines say, and of the files that no readable line
    /// names those that belong to the set; where no line can be read, what the names of the files say.
    func recover(_ manifest: [UInt8], manifestName: String) -> [AOFManifestEntry] {
        let files = entries(prefix: String(manifestName.dropLast("manifest".count)))
        let lines = AOFManifest(lenient: manifest).entries
        guard !lines.isEmpty else { return Self.increasing(files) }
        let named = Set(lines.map(\.nameText))
        let others = files.filter { !named.contains($0.nameText) && Self.belongs($0, lines, manifest) }
        if others.isEmpty { return Self.increasing(lines) }
        let all = lines + others
        return Self.increasing(all.sorted { ($0.role.rawValue, $0.sequence) < ($1.role.rawValue, $1.sequence) })
    }

    /// Whether a file that no readable line names is loaded.
    ///
    /// A base is if no line names one. An incr file is if it is newer than all that are named, or if a line that cannot be
    /// read names it and does not call it history, nor is it older than what is history.
    private static func belongs(
        _ entry: AOFManifestEntry, _ lines: [AOFManifestEntry], _ manifest: [UInt8]
    ) -> Bool {
        if entry.role == .base { return !lines.contains { $0.role == .base } }
        let incrs = lines.filter { AOFManifestEntry.parse(name: $0.nameText)?.role != .base }
        if incrs.allSatisfy({ $0.sequence < entry.sequence }) { return true }
        if incrs.contains(where: { $0.role == .history && $0.sequence > entry.sequence }) { return false }
        return manifest.split(separator: 0x0A).contains { line in
            let words = line.split { $0 <= 0x20 }.map(Array.init)
            return words.contains(entry.name) && !words.contains(Array("h".utf8))
        }
    }

    /// Gives incr files numbers that increase.
    private static func increasing(_ entries: [AOFManifestEntry]) -> [AOFManifestEntry] {
        var last: Int64 = 0
        return entries.map { entry in
            guard entry.role == .incr else { return entry }
            var entry = entry
            entry.sequence = max(entry.sequence, last + 1)
            last = entry.sequence
            return entry
        }
    }

    private func rebuilt() -> AOFSet {
        let prefix = partNames[0].split(separator: ".").dropLast(3).joined(separator: ".")
        return AOFSet(folder: path, entries: entries(prefix: prefix + "."), manifestName: prefix + ".manifest")
    }

    /// Mends of the file `name` that were interrupted.
    func pendingMends(of name: String) -> [AOFFinding] {
        names.filter { $0.hasPrefix(name + Self.ownMark) && $0.hasSuffix(".pending") }
            .map { AOFFinding($0, .mendPending) }
    }

    /// Whether a file belongs to another set in the folder: its manifest names it, or has the same base name.
    private func filesOfOtherSets(than manifestName: String) -> (String) -> Bool {
        let manifests = manifestNames.filter { $0 != manifestName }
        let bases = Set(manifests.map { $0.dropLast(".manifest".count) })
        let named = manifests.compactMap { try? WholeFile.read(path.appending($0), limit: AOFSet.largestManifest) }
            .flatMap { AOFManifest($0).entries.map(\.nameText) }
        let files = Set(named)
        return { name in
            // What is left is the name that the server was given: behind it stand number, type and suffix.
            files.contains(name) || bases.contains(name.split(separator: ".").dropLast(3).joined(separator: ".")[...])
        }
    }

    /// What lies beside the files that the manifest names.
    func findings(besides entries: [AOFManifestEntry], named manifestName: String) -> [AOFFinding] {
        let known = Set(entries.map(\.nameText))
        let isOfOtherSet = filesOfOtherSets(than: manifestName)
        var findings = entries.filter { $0.role == .history && names.contains($0.nameText) }
            .map { AOFFinding($0.nameText, .partHistory) }
        for name in names where !known.contains(name) && name != manifestName {
            if name.contains(Self.ownMark) {
                if name.hasSuffix(".pending") { findings.append(AOFFinding(name, .mendPending)) }
            } else if name.hasPrefix("temp-") {
                findings.append(AOFFinding(name, .partTemporary))
            } else if AOFManifestEntry.parse(name: name) != nil && !isOfOtherSet(name) {
                findings.append(AOFFinding(name, .partOrphan))
            }
        }
        return findings
    }
}

extension AOFTruncation {
    /// Why a set cannot end where it was asked to: nothing in it tells of such a place.
    public enum Impossible: Error, CustomStringConvertible {
        /// The set has no file of this name.
        case noSuchFile(String)
        /// No file has a time stamp (`aof-timestamp-enabled`).
        case noTimestamps

        public var description: String {
            switch self {
            case .noSuchFile(let name): "it has no file \(name)"
            case .noTimestamps: "it has no time stamps (#TS: lines), so nobody can say what was written when"
            }
        }
    }

    /// - Throws: ``Impossible`` where the set does not have what the limit is measured by.
    public func requirePossible() throws(Impossible) {
        switch limit {
        case .offset(_, let file?) where !report.set.parts.contains { $0.name == file }: throw .noSuchFile(file)
        case .after where !report.parts.contains { $0?.firstTimestamp != nil }: throw .noTimestamps
        default: break
        }
    }
}

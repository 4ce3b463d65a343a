/// The version that both tools report.
public enum ToolVersion {
    /// Semantic version of this release.
    public static let text = "0.1.0"
}

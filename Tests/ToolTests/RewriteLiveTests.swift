import Foundation
import Testing

/// Rewritten files, loaded by real servers, are equal data.
@Suite("Rewriting for live servers")
struct RewriteLiveTests {
    /// `RDBKIT_LIVE=all` tries everything.
    @Test("random data come back", arguments: LiveServer.names)
    func comesBack(_ server: String) throws {
        let extent = ProcessInfo.processInfo.environment["RDBKIT_LIVE"] ?? ""
        try PythonScript("live_rewrite.py", for: "rdbtool").run(server: server, extent)
    }
}

import Testing

/// `convert --to resp` piped into real servers gives equal data.
@Suite("Conversion through live servers")
struct ConvertLiveTests {
    @Test("fixtures and random data come back", arguments: LiveServer.names)
    func comesBack(_ server: String) throws {
        // Unoptimised tools take long to start: a third of the fixtures, other ones in each run.
        try PythonScript("live_convert.py", for: "rdbtool").run(server: server, CommandCase.isRelease ? "1" : "3")
    }
}

import Foundation
import Testing

/// `get --to payload` gives what `DUMP` gives, and real servers restore it.
@Suite("Payloads through live servers")
struct GetLiveTests {
    /// For each key: our payload is the server's, and its restored copy dumps alike. Prints what is wrong.
    private static let script = """
        cd "$1" || exit 2
        cli() { redis-cli -s s "$@"; }
        for key in $(cli KEYS '*'); do
            $2 get --to payload --db 0 dump.rdb "$key" -o ours || { echo "$key: get"; continue; }
            cli --raw DUMP "$key" | head -c -1 > theirs
            case $(cli TYPE "$key") in
            # A dumped set or hash is in the order of its table, which may have moved since it was saved.
            set|hash) ;;
            *) cmp -s ours theirs || echo "$key: other bytes than DUMP" ;;
            esac
            test "$(cli -x RESTORE "copy:$key" 0 < ours)" = OK || echo "$key: RESTORE"
            # The digest has the expiry in it, a payload has none.
            cli PERSIST "$key" > /dev/null
            test "$(cli DEBUG DIGEST-VALUE "copy:$key")" = "$(cli DEBUG DIGEST-VALUE "$key")" || echo "$key: other data"
        done
        cli DBSIZE
        """

    @Test("payloads are those of DUMP, and RESTORE takes them", arguments: LiveServer.installations)
    func payloads(_ installation: LiveServer.Installation) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("payload seed \(seed) on \(installation.name)")
        let server = try LiveServer(installation)
        defer { server.stop() }
        try server.commands(RandomData(seed: seed, keys: 16).commands.filter { !$0.hasPrefix("SELECT") })
        try server.command("SAVE")
        let tool = Repository.tool("rdbtool")
        let answer = try Shell.run(["sh", "-c", Self.script, "sh", server.folder.path, tool])
        #expect(answer.output == "32\n", "seed \(seed) on \(installation.name)")
    }
}

import Foundation
import Testing

@Suite("Command lines")
struct CommandTests {
    @Test("answers as its files say", arguments: CommandCase.all)
    func answers(_ command: CommandCase) throws {
        let answer = try command.run()
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try command.record(answer)
        } else {
            #expect(answer == command.expected)
        }
    }

    @Test("there are cases")
    func casesAreFound() {
        #expect(CommandCase.all.count > 20)
    }
}

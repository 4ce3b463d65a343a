import Testing

@testable import RDBKit

@Suite("AOF truncation")
struct AOFTruncationTests {
    private static func stamp(_ seconds: Int) -> [UInt8] { Array("#TS:\(seconds)\r\n".utf8) }

    private static let first = stamp(10) + Log.commands("SELECT 0", "SET a 1") + stamp(11) + Log.commands("SET b 2")
    private static let second =
        stamp(20) + Log.commands("SELECT 0", "MULTI", "SET c 3") + stamp(21) + Log.commands("FLUSHALL", "EXEC")

    private func set() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.write("a.manifest", "file a.1.incr.aof seq 1 type i\nfile a.2.incr.aof seq 2 type i\n")
        try folder.write("a.1.incr.aof", Self.first)
        try folder.write("a.2.incr.aof", Self.second)
        return folder
    }

    private func place(_ folder: TestFolder, _ limit: AOFTruncation.Limit) throws -> AOFTruncation.Place? {
        try AOFTruncation(AOFChecker().check(try AOFSet(path: folder.path)), limit).place()
    }

    private static let multiStart = UInt64((stamp(20) + Log.commands("SELECT 0")).count)
    private static let secondStamp = UInt64((stamp(10) + Log.commands("SELECT 0", "SET a 1")).count)

    @Test("every kind of limit has its place, never inside a transaction")
    func places() throws {
        let folder = try set()
        #expect(try place(folder, .after(21)) == nil)
        #expect(try place(folder, .after(20)) == .init(part: 1, offset: Self.multiStart))
        #expect(try place(folder, .after(15)) == .init(part: 1, offset: 0))
        #expect(try place(folder, .after(10)) == .init(part: 0, offset: Self.secondStamp))
        #expect(try place(folder, .commands(3)) == .init(part: 1, offset: UInt64(Self.stamp(20).count)))
        #expect(try place(folder, .command("flushall")) == .init(part: 1, offset: Self.multiStart))
        #expect(try place(folder, .key(GlobPattern("[bc]")))?.part == 0)
        #expect(try place(folder, .offset(Self.secondStamp + 3, file: "a.1.incr.aof"))?.offset == Self.secondStamp)
    }

    @Test("later files are moved aside and taken out of the manifest, and put back")
    func carryOut() throws {
        let folder = try set()
        let before = folder.files
        let report = AOFChecker().check(try AOFSet(path: folder.path))
        let truncation = AOFTruncation(report, .after(10))
        let plan = truncation.plan(try #require(try truncation.place()))
        #expect(plan.loss.commands == 6)
        let journal = try AOFMender(plan, stamp: "s").mend(spare: nil)
        #expect(
            folder.files == [
                "a.manifest": Array("file a.3.incr.aof seq 3 type i\n".utf8),
                "a.3.incr.aof": Array(Self.first.prefix(Int(Self.secondStamp))),
            ])
        try AOFStoredMend(finishedAt: journal).undo()
        #expect(folder.files == before)
    }

    @Test("a key that several files write to is lost once")
    func lostKeys() throws {
        let folder = try TestFolder()
        let names = (1...3).map { "a.\($0).incr.aof" }
        try folder.write("a.manifest", names.enumerated().map { "file \($1) seq \($0 + 1) type i\n" }.joined())
        for name in names { try folder.write(name, Log.commands("SELECT 0", "SET same 1", "SET \(name) 1")) }
        let truncation = AOFTruncation(AOFChecker().check(try AOFSet(path: folder.path)), .commands(0))
        let loss = truncation.plan(try #require(try truncation.place())).loss
        #expect(loss.commands == 9 && loss.keys == 4)
    }

    @Test("a file that would be moved aside, and was written meanwhile, stays")
    func writtenMeanwhile() throws {
        let folder = try set()
        let report = AOFChecker().check(try AOFSet(path: folder.path))
        let truncation = AOFTruncation(report, .after(10))
        let plan = truncation.plan(try #require(try truncation.place()))
        try folder.write("a.2.incr.aof", Self.second + Log.commands("SET acknowledged 1"))
        let before = folder.files
        #expect(throws: AOFMendError.self) { _ = try AOFMender(plan, stamp: "s").mend(spare: nil) }
        #expect(folder.files == before && folder.folders.isEmpty)
    }
}

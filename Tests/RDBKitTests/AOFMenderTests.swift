import Foundation
import SystemPackage
import Testing

@testable import RDBKit

@Suite("AOF mender")
struct AOFMenderTests {
    private static let manifest = "file a.1.incr.aof seq 1 type i\nfile a.2.incr.aof seq 2 type i\n"
    private static let good = Log.commands("SELECT 0", "SET a 1")
    private static let torn = Array(Log.commands("SET b 2").dropLast(3))

    /// A set that needs everything: a cut in a part that is not the last, a splice, and a manifest.
    private func damagedSet() throws -> TestFolder {
        let folder = try TestFolder()
        try folder.write("a.manifest", Self.manifest + "\n")
        try folder.write("a.1.incr.aof", Self.good + Self.torn)
        try folder.write("a.2.incr.aof", Self.good + Array("damage".utf8) + Self.good + Self.torn)
        return folder
    }

    private let mended = [
        "a.manifest": Array(Self.manifest.utf8), "a.1.incr.aof": Self.good, "a.2.incr.aof": Self.good + Self.good,
    ]

    private func plan(_ folder: TestFolder, _ options: AOFMendOptions = .everything) throws -> AOFMendPlan {
        AOFMendPlanner(AOFChecker().check(try AOFSet(path: folder.path)), options).plan()
    }

    @Test("mends a set, and puts it back")
    func mendAndUndo() throws {
        let folder = try damagedSet()
        let before = folder.files
        let journal = try AOFMender(try plan(folder), stamp: "s").mend(spare: nil)
        #expect(folder.files == mended)
        #expect(AOFChecker().check(try AOFSet(path: folder.path)).findings.isEmpty)
        try AOFStoredMend(finishedAt: journal).undo()
        #expect(folder.files == before && folder.folders.isEmpty)
    }

    @Test("needs consent for what cannot be known")
    func obstacles() throws {
        let folder = try damagedSet()
        #expect(try plan(folder, AOFMendOptions()).obstacles.map(\.remedy) == ["--splice"])
        try folder.write(
            "a.2.incr.aof", Self.good + Array("damage".utf8) + Log.commands("DEL a", "SET c 1", "SET d 1"))
        var options = AOFMendOptions()
        options.splices = true
        #expect(try plan(folder, options).obstacles.map(\.remedy) == ["--keep-deletions", "--assume-db N"])
        options.keepsDeletions = true
        options.assumedDatabases = [3]
        _ = try AOFMender(try plan(folder, options), stamp: "s").mend(spare: nil)
        let rest = Log.commands("SELECT 3", "DEL a", "SET c 1", "SET d 1")
        #expect(folder.files["a.2.incr.aof"] == Self.good + rest)
    }

    @Test("interrupted behind any step, the next run finishes it", arguments: 0...3)
    func resume(_ done: Int) throws {
        let folder = try damagedSet()
        let plan = try plan(folder)
        var mendFolder = try AOFMendFolder(creatingIn: folder.path, name: "a", stamp: "s")
        try AOFMendPreparation(plan: plan, folder: mendFolder, isElsewhere: false) { true }.write()
        try mendFolder.become(.pending)
        var part = try mendFolder.journal()
        #expect(part.steps.count == 3)
        part.steps = Array(part.steps.prefix(done))
        try part.carryOut(mendFolder)
        let pending = try AOFStoredMend.interrupted(in: folder.path)
        #expect(pending.count == 1)
        try pending[0].finish()
        #expect(folder.files == mended)
        // The undo is interrupted too, and finished by the next run.
        var finished = try #require(AOFMendFolder.all(in: folder.path, [.journal]).first)
        try finished.become(.undoing)
        var undone = try finished.journal()
        undone.steps = Array(undone.steps.suffix(3 - done))
        try undone.undo(finished, isBegun: true)
        for mend in try AOFStoredMend.interrupted(in: folder.path) { try mend.finish() }
        #expect(folder.files == (try damagedSet()).files)
    }

    @Test("a journal is read as it was written, and does not lead out of the folder")
    func journal() {
        var journal = AOFJournal()
        journal.folder = "/a b"
        journal.removed = [.init(name: "x y", range: 3..<9, place: 0, reason: "why \"so\"")]
        journal.steps = [
            .cut(name: "x y", from: 9, to: 3, kept: 0),
            .swap(name: "m", number: 1, left: .init(size: 7, modified: 1)),
            .create(name: "n", number: 2, left: .init(size: 8, modified: -2)), .aside(name: "o", number: 3),
        ]
        journal.found = ["x y": .init(size: 9, modified: 3), "m": .init(size: 1, modified: 4)]
        let text = Array(journal.text.utf8)
        #expect(AOFJournal(text) == journal)
        #expect(AOFJournal(Array(text.dropLast(2))) == nil)
        for name in ["../m", "/m", ".."] {
            #expect(AOFJournal(Array("aoftool-journal 1\naside \(name) 0\nend\n".utf8)) == nil)
        }
    }

    @Test("what never began is thrown away")
    func preparing() throws {
        let folder = try damagedSet()
        let before = folder.files
        _ = try AOFMendFolder(creatingIn: folder.path, name: "a", stamp: "s")
        #expect(try AOFStoredMend.interrupted(in: folder.path).isEmpty)
        AOFStoredMend.removeUnbegun(in: folder.path)
        #expect(folder.files == before && folder.folders.isEmpty)
    }

    @Test("a signal in front of the first step leaves all as it was")
    func interrupted() throws {
        let folder = try damagedSet()
        let before = folder.files
        let plan = try plan(folder)
        #expect(throws: AOFMendError.self) { _ = try AOFMender(plan, stamp: "s") { false }.mend(spare: nil) }
        #expect(folder.files == before && folder.folders.isEmpty)
    }

    @Test("a file that grew meanwhile is left alone, and so is one that was written since")
    func changed() throws {
        let folder = try damagedSet()
        let early = try plan(folder)
        try folder.write("a.1.incr.aof", Self.good + Self.torn + [0x31])
        #expect(throws: AOFMendError.self) { _ = try AOFMender(early, stamp: "s").mend(spare: nil) }
        let journal = try AOFMender(try plan(folder), stamp: "t").mend(spare: nil)
        try folder.write("a.1.incr.aof", Self.good + Self.good)
        #expect(throws: AOFMendError.self) { try AOFStoredMend(finishedAt: journal).undo() }
        #expect(folder.files["a.1.incr.aof"] == Self.good + Self.good)
    }

    @Test("mode and size of a spliced file")
    func attributes() throws {
        let folder = try damagedSet()
        let path = folder.path.appending("a.2.incr.aof").string
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        _ = try AOFMender(try plan(folder), stamp: "s").mend(spare: nil)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test("a mended copy leaves the files alone")
    func copy() throws {
        let folder = try damagedSet()
        let before = folder.files
        let target = try TestFolder()
        let output = target.path.appending("out")
        try AOFMendCopy(try plan(folder)).write(to: output, stamp: "s")
        #expect(folder.files == before)
        #expect(AOFChecker().check(try AOFSet(path: output)).findings.isEmpty)
        #expect(target.folders == ["out"])
    }

    @Test("a manifest is made from the names where its lines do not name all files")
    func manifestFromNames() throws {
        let folder = try TestFolder()
        for name in ["a.2.base.aof", "a.3.incr.aof", "a.10.incr.aof"] { try folder.write(name, Self.good) }
        #expect(
            try plan(folder).manifest == """
                file a.2.base.aof seq 2 type b
                file a.3.incr.aof seq 3 type i
                file a.10.incr.aof seq 10 type i

                """)
        try folder.write("a.1.base.aof", Self.good)
        #expect(try plan(folder).isPossible == false)
    }

    @Test("a transaction that never ended goes, what a restarted server wrote stays")
    func restart() throws {
        let folder = try TestFolder()
        let later = Log.commands("SELECT 0", "SET c 3")
        try folder.write("a.aof", Self.good + Log.commands("MULTI", "SET b 2") + later)
        let path = folder.path.appending("a.aof")
        let report = AOFChecker().check(try AOFSet(path: path))
        _ = try AOFMender(AOFMendPlanner(report).plan(), stamp: "s").mend(spare: nil)
        #expect(folder.files["a.aof"] == Self.good + later)
    }

    /// A mend of `damagedSet` of which so many steps were done.
    private func interrupted(_ folder: TestFolder, behind done: Int) throws -> AOFStoredMend {
        var mendFolder = try AOFMendFolder(creatingIn: folder.path, name: "a", stamp: "s")
        try AOFMendPreparation(plan: try plan(folder), folder: mendFolder, isElsewhere: false) { true }.write()
        try mendFolder.become(.pending)
        var part = try mendFolder.journal()
        part.steps = Array(part.steps.prefix(done))
        try part.carryOut(mendFolder)
        return try AOFStoredMend(mendFolder)
    }

    @Test("an interrupted mend is not carried out over what was written since", arguments: 0...2)
    func stale(_ done: Int) throws {
        let folder = try damagedSet()
        let mend = try interrupted(folder, behind: done)
        try folder.write("a.2.incr.aof", (folder.files["a.2.incr.aof"] ?? []) + Log.commands("SET acknowledged 1"))
        let before = folder.files
        #expect(mend.isObsolete == (done == 0))
        #expect(throws: AOFMendError.self) { try mend.finish() }
        #expect(folder.files == before)
    }

    @Test("a mend that fails in the middle puts back what it did")
    func rollBack() throws {
        let folder = try damagedSet()
        let mend = try interrupted(folder, behind: 0)
        let before = folder.files
        let grown = (before["a.2.incr.aof"] ?? []) + [0x21]
        try folder.write("a.2.incr.aof", grown)
        #expect(throws: AOFMendError.self) { _ = try mend.carryOut() }
        #expect(folder.files["a.manifest"] == before["a.manifest"])
        #expect(folder.files["a.1.incr.aof"] == before["a.1.incr.aof"])
        #expect(folder.files["a.2.incr.aof"] == grown)
    }

    @Test("undoing leaves alone what was written since, however little, and keeps what was taken out")
    func undoAfterWriting() throws {
        let folder = try TestFolder()
        try folder.write("a.aof", Self.good + Self.torn + Self.torn)
        let plan = AOFMendPlanner(AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof")))).plan()
        let journal = try AOFMender(plan, stamp: "s").mend(spare: nil)
        try folder.write("a.aof", Self.good + Log.commands("SET new 1"))
        for isForced in [false, true] {
            #expect(throws: AOFMendError.self) { try AOFStoredMend(finishedAt: journal).undo(isForced: isForced) }
        }
        #expect(folder.files["a.aof"] == Self.good + Log.commands("SET new 1"))
        try folder.write("a.aof", Self.good)
        try AOFStoredMend(finishedAt: journal).undo()
        #expect(folder.files["a.aof"] == Self.good + Self.torn + Self.torn)
    }

    @Test("an undoing that was interrupted does not go on over what was written since")
    func undoOverNewData() throws {
        let folder = try TestFolder()
        try folder.write("a.aof", Self.good + Self.torn)
        let plan = AOFMendPlanner(AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof")))).plan()
        var stored = try #require(AOFMendFolder(try AOFMender(plan, stamp: "s").mend(spare: nil)))
        try stored.become(.undoing)
        try folder.write("a.aof", Self.good + Array("*1\r\n$4".utf8))
        #expect(throws: AOFMendError.self) { try AOFStoredMend(stored).finish() }
        try folder.write("a.aof", Self.good + Self.torn.prefix(4))
        try AOFStoredMend(stored).finish()
        #expect(folder.files["a.aof"] == Self.good + Self.torn && folder.folders.isEmpty)
    }

    @Test("a manifest that was written meanwhile stays")
    func manifestMeanwhile() throws {
        let folder = try damagedSet()
        let early = try plan(folder)
        try folder.write("a.manifest", Self.manifest + "file a.3.incr.aof seq 3 type i\n")
        let before = folder.files
        #expect(throws: AOFMendError.self) { _ = try AOFMender(early, stamp: "s").mend(spare: nil) }
        #expect(folder.files == before && folder.folders.isEmpty)
    }

    @Test("a symbolic link in a set is not replaced by a file")
    func links() throws {
        let folder = try damagedSet()
        let other = try TestFolder()
        try other.write("real.aof", folder.files["a.2.incr.aof"] ?? [])
        let link = folder.path.appending("a.2.incr.aof").string
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: other.path.appending("real.aof").string)
        let before = folder.files
        #expect(throws: AOFMendError.self) { _ = try AOFMender(try plan(folder), stamp: "s").mend(spare: nil) }
        #expect(folder.files == before && folder.folders.isEmpty)
    }

    @Test("the manifest of a mended copy has the mode of the old one")
    func copiedManifest() throws {
        let folder = try damagedSet()
        let mode = [FileAttributeKey.posixPermissions: 0o644]
        try FileManager.default.setAttributes(mode, ofItemAtPath: folder.path.appending("a.manifest").string)
        let target = try TestFolder()
        let output = target.path.appending("out")
        try AOFMendCopy(try plan(folder)).write(to: output, stamp: "s")
        let copied = try FileManager.default.attributesOfItem(atPath: output.appending("a.manifest").string)
        #expect(copied[.posixPermissions] as? Int == 0o644)
    }

    @Test("lines of a manifest that can be read are kept: what is history stays history")
    func manifestWithHistory() throws {
        let folder = try TestFolder()
        for name in ["a.3.base.aof", "a.2.incr.aof", "a.3.incr.aof", "a.4.incr.aof", "a.5.incr.aof"] {
            try folder.write(name, Self.good)
        }
        let rest = "file a.3.incr.aof seq 3 type h\nfile a.4.incr.aof seq 4 type h\nfile a.5.incr.aof seq 5 type i\n"
        try folder.write("a.manifest", "file a.3.base.aof seq 3 typ b\nfile a.2.incr.aof seq 2 typ h\n" + rest)
        #expect(try plan(folder).manifest == "file a.3.base.aof seq 3 type b\n" + rest)
    }

    @Test("one database is not assumed for gaps that lie in different ones")
    func databases() throws {
        let folder = try TestFolder()
        let gap = Array("damage".utf8)
        let rest = (0..<100).flatMap { Log.commands("SET b \($0)") }
        let inThree = Log.commands("SELECT 3", "SET a 1") + gap + rest
        let inFive = Log.commands("SELECT 5", "SET d 1") + gap + rest
        try folder.write("a.aof", inThree + inFive)
        let report = AOFChecker().check(try AOFSet(path: folder.path.appending("a.aof")))
        var options = AOFMendOptions.everything
        for given: [UInt64] in [[3], [3, 5, 5], [], [3, 5]] {
            options.assumedDatabases = given
            let plan = AOFMendPlanner(report, options).plan()
            #expect(plan.isPossible == (given == [3, 5]))
            #expect(plan.obstacles.allSatisfy { $0.remedy == "--assume-db N --assume-db N" })
        }
        let selects = AOFMendPlanner(report, options).plan().edits[0].insertions.sorted { $0.key < $1.key }.map(\.value)
        #expect(selects == [Log.commands("SELECT 3"), Log.commands("SELECT 5")])
    }
}

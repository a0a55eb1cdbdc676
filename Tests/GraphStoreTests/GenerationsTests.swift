import Foundation
import GraphStore
import TestSupport
import Testing

/// Goal: going back and cleaning up never leaves readers without a whole live generation.
@Suite struct GenerationsTests {
    private let store: NumberedGenerations
    private let directory: DataDirectory

    /// Three generations, the last one live.
    init() throws {
        store = try NumberedGenerations()
        directory = DataDirectory(store.database)
        for number in 1...3 { try store.load(number, keep: 9) }
    }

    private func title() throws -> String? {
        let graph = try directory.openCurrent()
        return withExtendedLifetime(graph) { graph.text(.primaryTitle, 0)?.string }
    }

    @Test func theListTellsOfEach() throws {
        let list = try directory.list()
        #expect(list.map(\.name) == ["gen-000001", "gen-000002", "gen-000003"])
        #expect(list.map(\.isLive) == [false, false, true])
        #expect(list.allSatisfy { $0.counts == [8, 9, 16] && $0.problem == nil })
        let manifest = try #require(list[2].manifest)
        #expect(manifest.previous == "gen-000002")
        #expect(manifest.inputs.first { $0.dump == "title.basics" }?.rows == [8, 8, 0, 0, 0])
        let files = try FileManager.default.contentsOfDirectory(
            atPath: directory.path + "/gen-000003")
        let bytes = try files.reduce(0) { sum, name in
            let path = "\(directory.path)/gen-000003/\(name)"
            return sum + (try Data(contentsOf: URL(fileURLWithPath: path)).count)
        }
        #expect(list[2].bytes == bytes)
    }

    @Test func aDamagedOneIsListedWithItsProblem() throws {
        try Data("x".utf8).write(
            to: URL(fileURLWithPath: "\(directory.path)/gen-000001/data.mdb"))
        let list = try directory.list()
        #expect(list[0].problem != nil && list[0].counts.isEmpty)
        #expect(list[1].problem == nil)
        #expect(throws: StoreError.self) { try directory.use("1") }
        #expect(try directory.currentName() == "gen-000003")
    }

    @Test(arguments: ["1", "000001", "gen-000001"]) func backAndForth(word: String) throws {
        #expect(try title() == "Title of 3.")
        let back = try directory.use(word)
        #expect(back.before == "gen-000003" && back.now == "gen-000001")
        #expect(try title() == "Title of 1.")
        #expect(try directory.use("3").now == "gen-000003")
        #expect(try title() == "Title of 3.")
    }

    @Test func aLoadAfterGoingBackTakesANewNumber() throws {
        _ = try directory.use("1")
        try store.load(4)
        #expect(try directory.list().map(\.name) == ["gen-000001", "gen-000004"])
        #expect(try directory.currentName() == "gen-000004")
    }

    @Test(arguments: ["4", "0", "x", "", "gen-1", "-1"]) func whatIsNotThere(word: String) throws {
        #expect(
            throws: StoreError.noGeneration(
                path: directory.path, word: word,
                known: ["gen-000001", "gen-000002", "gen-000003"])
        ) { try directory.use(word) }
    }

    @Test(arguments: [(1, [1]), (2, [1, 3]), (3, [1, 2, 3]), (9, [1, 2, 3])])
    func pruningKeepsTheLiveOne(keep: Int, left: [Int]) throws {
        _ = try directory.use("1")
        let removed = try directory.prune(keep: keep)
        #expect(removed.count == 3 - left.count)
        #expect(try directory.list().map(\.name) == left.map { "gen-00000\($0)" })
        #expect(try title() == "Title of 1.")
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(!names.contains { $0.hasSuffix(".tmp") })
    }

    @Test func nothingChangesWhileALoadRuns() throws {
        let draft = try GenerationDraft(in: directory)
        let locked = StoreError.locked(path: directory.path, holder: "\(getpid())")
        #expect(throws: locked) { try directory.use("1") }
        #expect(throws: locked) { try directory.prune(keep: 1) }
        #expect(try directory.list().count == 3)
        withExtendedLifetime(draft) {}
    }

    @Test func emptyDirectoriesSaySo() throws {
        let empty = try TemporaryDirectory()
        for path in [empty.path, empty.appending("no/such")] {
            let directory = DataDirectory(path)
            let nothing = StoreError.nothingLoaded(path: path)
            #expect(throws: nothing) { try directory.list() }
            #expect(throws: nothing) { try directory.use("1") }
            #expect(throws: nothing) { try directory.prune(keep: 1) }
            #expect(FileManager.default.fileExists(atPath: path) == (path == empty.path))
        }
    }

    /// Goal: a process that was killed does not hold the lock for ever, nor its number stay.
    @Test func theLockOfADeadProcessIsFree() throws {
        try "4194999\n".write(
            toFile: directory.path + "/LOCK", atomically: false, encoding: .utf8)
        _ = try directory.use("1")
        let lock = try String(contentsOfFile: directory.path + "/LOCK", encoding: .utf8)
        #expect(lock.isEmpty)
    }
}

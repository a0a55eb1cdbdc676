import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: what cannot end well does not begin, and what would change nothing is not done.
@Suite struct PreflightTests {
    private func plan(
        _ dumps: Dumps, _ change: (inout LoadOptions) -> Void = { _ in }
    ) throws -> LoadPlan {
        var options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        change(&options)
        return try Preflight.plan(options)
    }

    @Test(arguments: [false, true]) func theSameDumpsAreRecognised(isCompressed: Bool) throws {
        let dumps = try Dumps()
        if isCompressed { try dumps.compress("title.principals.tsv") }
        #expect(try plan(dumps).unchanged == nil)
        _ = try dumps.load()
        #expect(try plan(dumps).unchanged == "gen-000001")
        #expect(try plan(dumps) { $0.only = ["movie"] }.unchanged == nil)
        // Also from elsewhere.
        let moved = dumps.directory.appending("moved")
        try FileManager.default.moveItem(atPath: dumps.path, toPath: moved)
        let elsewhere = LoadOptions(inputs: [moved], database: dumps.database)
        #expect(try Preflight.plan(elsewhere).unchanged == "gen-000001")
    }

    @Test func oneOtherByteIsAnotherDump() throws {
        let dumps = try Dumps()
        try dumps.compress("name.basics.tsv")
        _ = try dumps.load()
        try run("gunzip", ["\(dumps.path)/name.basics.tsv.gz"])
        let path = URL(fileURLWithPath: "\(dumps.path)/name.basics.tsv")
        let text = try String(contentsOf: path, encoding: .utf8)
        try Data(text.replacingOccurrences(of: "Ada", with: "Bda").utf8).write(to: path)
        try dumps.compress("name.basics.tsv")
        #expect(try plan(dumps).unchanged == nil)
    }

    @Test func oneFileMoreOrLessIsAnotherDump() throws {
        let dumps = try Dumps()
        try dumps.write("title.ratings.tsv", "tconst\taverageRating\tnumVotes\n")
        _ = try dumps.load()
        #expect(try plan(dumps).unchanged == "gen-000001")
        #expect(try plan(dumps) { $0.without = [.ratings] }.unchanged == nil)
        _ = try dumps.load(without: [.ratings])
        #expect(try plan(dumps).unchanged == nil)
        #expect(try plan(dumps) { $0.without = [.ratings] }.unchanged == "gen-000002")
    }

    /// Goal: a wrong header is told before anything is read or made.
    @Test(arguments: ["title.basics.tsv", "title.principals.tsv.gz"])
    func headersComeFirst(name: String) throws {
        let dumps = try Dumps()
        let plain = name.replacingOccurrences(of: ".gz", with: "")
        try dumps.write(plain, "tconst\tsomething\n")
        if name != plain { try dumps.compress(plain) }
        do {
            _ = try plan(dumps)
            Issue.record("the header was accepted")
        } catch {
            guard case .column(let path, _, let found) = error as? LoadError else {
                throw error
            }
            #expect(path.hasSuffix(name) && found == "tconst\tsomething")
        }
        #expect(!FileManager.default.fileExists(atPath: dumps.database))
    }

    /// Method: a file that claims to be larger than any disk, without blocks of its own.
    @Test func roomOnDiskIsMeasured() throws {
        let dumps = try Dumps()
        let file = try FileHandle(
            forWritingTo: URL(fileURLWithPath: "\(dumps.path)/title.basics.tsv"))
        try file.truncate(atOffset: 4 << 40)
        try file.close()
        do {
            _ = try plan(dumps)
            Issue.record("there is no such room")
        } catch {
            guard case .noRoom(let path, let needed, let free) = error as? LoadError else {
                throw error
            }
            #expect(path == dumps.database && needed >= 4 << 40 && free > 0 && free < needed)
        }
        #expect(throws: Never.self) { try plan(dumps) { $0.isForced = true } }
        #expect(!FileManager.default.fileExists(atPath: dumps.database))
    }

    /// Goal: a dry run tells what a load would, and writes nothing.
    @Test(arguments: [false, true]) func aDryRunWritesNothing(isStray: Bool) throws {
        let dumps = try Dumps()
        try dumps.append("title.principals.tsv", "tt0000001\tx\tnm0000001\tactor\t\\N\t\\N\n")
        if isStray {
            // A row that comes late belongs to a block that a load would read back.
            var titles = ""
            for number in 1_000...9_999 {
                titles += "tt000\(number)\tmovie\tT\tT\t0\t\\N\t\\N\t\\N\t\\N\n"
            }
            try dumps.append("title.basics.tsv", titles)
            try dumps.append(
                "title.principals.tsv",
                "tt0009000\t1\tnm0000001\tactor\t\\N\t\\N\ntt0000002\t7\tnm0000001\tself\t\\N\t\\N\n"
            )
        }
        var options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        options.isDryRun = true
        let dry = try Loader.load(options)
        #expect(!FileManager.default.fileExists(atPath: dumps.database))
        let load = try dumps.load()
        #expect(dry.generation == nil && load.generation == "gen-000001")
        // Search indexes are made from what was written.
        var expected = load.statistics
        expected.searchWords = dry.statistics.searchWords
        #expect(dry.statistics == expected)
        #expect(dry.bytesOnDisk > 0 && dry.bytesOnDisk <= load.bytesOnDisk)
        for file in load.files {
            let other = try #require(dry.file(file.file))
            #expect(other.rowsRead == file.rowsRead && other.rowsKept == file.rowsKept)
            #expect(other.rejectedByReason == file.rejectedByReason)
        }
        #expect(dry.file(.principals)?.rowsRejected == 1)
    }

    /// Goal: whoever shows progress sees all of it, and never less than before.
    @Test func progressEndsWithEverythingRead() throws {
        let dumps = try Dumps()
        let options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        let summary = try Loader.load(options)
        let last = options.progress.snapshot()
        #expect(last.stages.isEmpty)
        #expect(last.rows == summary.files.reduce(0) { $0 + $1.rowsRead })
        #expect(last.bytes == last.bytesTotal && last.bytes > 0)
        #expect(last.fraction > 0.999 && last.fraction <= 1)
        #expect(
            Set(summary.stages.map(\.name)).isSuperset(of: [
                "read title.basics", "read name.basics", "read title.principals",
                "credits by person", "sync",
            ]))
    }
}

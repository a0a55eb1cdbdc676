import Foundation
import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// One line of changes.tsv.
struct ChangeLine: Hashable, CustomStringConvertible {
    let words: [String]

    init(_ words: String...) { self.words = words }
    init(line: Substring) {
        words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }

    var description: String { words.joined(separator: " | ") }

    /// The lines of a generation, without the header.
    static func read(_ path: String) throws -> [ChangeLine] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.first == "change\tkind\tid\tfield\tfrom\tto")
        return lines.dropFirst().map(ChangeLine.init(line:))
    }
}

/// Goal: the audit trail tells every difference between two dumps and no other.
@Suite struct RefreshTests {
    private func refresh(_ dumps: Dumps) throws -> (RefreshSummary, [ChangeLine]) {
        let options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        let summary = try Refresh.run(try Refresh.plan(options))
        let live = try DataDirectory(dumps.database).currentName()
        #expect(summary.load.generation == live)
        #expect(try StoreCheck.run(generation: "\(dumps.database)/\(live)").isSound)
        return (summary, try ChangeLine.read(summary.changesPath))
    }

    private func replace(_ dumps: Dumps, _ file: String, _ old: String, _ new: String) throws {
        let path = "\(dumps.path)/\(file).tsv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try dumps.write("\(file).tsv", text.replacingOccurrences(of: old, with: new))
    }

    private func dumps() throws -> Dumps {
        let dumps = try Dumps()
        try dumps.write(
            "title.ratings.tsv",
            "tconst\taverageRating\tnumVotes\ntt0000001\t8.0\t5\ntt0000002\t7.25\t6\n")
        try dumps.append("title.basics.tsv", "tt0000004\ttvEpisode\tE\tE\t0\t\\N\t\\N\t\\N\t\\N\n")
        try dumps.write(
            "title.episode.tsv",
            "tconst\tparentTconst\tseasonNumber\tepisodeNumber\ntt0000004\ttt0000002\t1\t1\n")
        try dumps.write(
            "title.akas.tsv",
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
                + "tt0000001\t1\tEins\tDE\t\\N\t\\N\t\\N\t0\n"
                + "tt0000001\t2\tUn\tFR\t\\N\t\\N\t\\N\t0\n"
        )
        _ = try Loader.load(LoadOptions(inputs: [dumps.path], database: dumps.database))
        return dumps
    }

    @Test func everyKindOfChangeIsTold() throws {
        let dumps = try dumps()
        try replace(dumps, "title.basics", "\t1990\t\\N\t90\tDrama", "\t1991\t\\N\t\\N\tDrama,War")
        try replace(
            dumps, "title.basics", "tt10000003\tmovie\tThree\tThree\t1",
            "tt10000005\tshort\tFive\tFive\t1")
        try replace(dumps, "name.basics", "\ttt0000001,tt10000003", "\ttt0000002,tt0000001")
        try replace(dumps, "name.basics", "nm0000002\tBob\t\\N", "nm0000002\tBob\t1960")
        try replace(dumps, "title.principals", "[\"Eve\"]", "[\"Eve \\\"E\\\"\",\"Eva\"]")
        try replace(
            dumps, "title.principals", "tt0000001\t2\tnm0000002\tdirector",
            "tt0000001\t2\tnm0000002\tproducer")
        try replace(dumps, "title.ratings", "tt0000001\t8.0\t5", "tt0000001\t8.1\t5")
        try replace(dumps, "title.ratings", "tt0000002\t7.25\t6\n", "tt0000004\t\\N\t9\n")
        try replace(dumps, "title.episode", "\t1\t1\n", "\t1\t2\n")
        try replace(dumps, "title.akas", "\tUn\tFR\t", "\tUn\tCA\t")
        try replace(dumps, "title.akas", "tt0000001\t1\tEins", "tt0000001\t3\tEins")
        let (summary, lines) = try refresh(dumps)
        let none = "\\N"
        let expected: Set = [
            ChangeLine("changed", "title", "tt0000001", "startYear", "1990", "1991"),
            ChangeLine("changed", "title", "tt0000001", "runtimeMinutes", "90", none),
            ChangeLine("changed", "title", "tt0000001", "genres", "Drama", "Drama,War"),
            ChangeLine("removed", "title", "tt10000003", none, "Three", none),
            ChangeLine("added", "title", "tt10000005", none, none, "Five"),
            ChangeLine(
                "changed", "person", "nm0000001", "knownForTitles", "tt0000001,tt10000003",
                "tt0000002,tt0000001"),
            ChangeLine("changed", "person", "nm0000002", "birthYear", none, "1960"),
            ChangeLine(
                "changed", "credit", "tt0000001/nm0000001/actress", "characters", "[\"Eve\"]",
                "[\"Eve \\\"E\\\"\",\"Eva\"]"),
            ChangeLine(
                "removed", "credit", "tt0000001/nm0000002/director", none, "ordering 2", none),
            ChangeLine(
                "added", "credit", "tt0000001/nm0000002/producer", none, none, "ordering 2"),
            ChangeLine(
                "removed", "credit", "tt10000003/nm10000003/writer", none,
                "ordering 1, job novel", none),
            ChangeLine("changed", "rating", "tt0000001", "averageRating", "8.0", "8.1"),
            ChangeLine(
                "removed", "rating", "tt0000002", none, "averageRating 7.25, numVotes 6", none),
            ChangeLine("added", "rating", "tt0000004", none, none, "numVotes 9"),
            ChangeLine("changed", "episode", "tt0000004", "episodeNumber", "1", "2"),
            ChangeLine("removed", "alternativeTitle", "tt0000001/1", none, "Eins", none),
            ChangeLine("changed", "alternativeTitle", "tt0000001/2", "region", "FR", "CA"),
            ChangeLine("added", "alternativeTitle", "tt0000001/3", none, none, "Eins"),
        ]
        #expect(Set(lines) == expected)
        #expect(lines.count == expected.count)
        #expect(
            summary.changes.map { [$0.added, $0.removed, $0.changed] } == [
                [1, 1, 1], [0, 0, 2], [1, 2, 1], [1, 1, 1], [0, 0, 1], [1, 1, 1],
            ])
        #expect(summary.fields.first { $0.name == "title.startYear" }?.count == 1)
        let manifest = try #require(
            try Manifest.read(generation: "\(dumps.database)/gen-000002"))
        #expect(manifest.command == "refresh" && manifest.previous == "gen-000001")
        #expect(manifest.changes == summary.changes)
        #expect(manifest.files.map(\.name).contains("changes.tsv"))
    }

    /// Codes of words differ between loads: equal words are no change, whatever their codes.
    @Test func theOrderOfRowsIsNoChange() throws {
        let rows = RandomGraph(.uniform, size: 60, seed: 7).rows
        let directory = try TemporaryDirectory()
        var random = SplitMix64(seed: 8)
        for (name, rows) in [
            ("a", rows.asDumped()), ("b", rows.asDumped().shuffled(using: &random)),
        ] {
            let path = directory.appending(name)
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            try DumpWriter(rows).write(to: path)
        }
        let database = directory.appending("db")
        _ = try Loader.load(LoadOptions(inputs: [directory.appending("a")], database: database))
        let options = LoadOptions(inputs: [directory.appending("b")], database: database)
        let plan = try Refresh.plan(options)
        #expect(plan.unchanged == nil)
        let summary = try Refresh.run(plan)
        #expect(try ChangeLine.read(summary.changesPath) == [])
    }

    @Test func theChoiceOfTheLiveGenerationIsKept() throws {
        let dumps = try dumps()
        var options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        options.only = ["movie"]
        options.without = [.ratings]
        _ = try Loader.load(options)
        let again = LoadOptions(inputs: [dumps.path], database: dumps.database)
        #expect(try Refresh.plan(again).unchanged == "gen-000002")
        try replace(dumps, "title.basics", "\tOne\tOne\t", "\tOne\tUno\t")
        let (_, lines) = try refresh(dumps)
        #expect(
            lines == [ChangeLine("changed", "title", "tt0000001", "originalTitle", "One", "Uno")])
    }

    @Test func withoutALiveGenerationThereIsNothingToRefresh() throws {
        let dumps = try Dumps()
        #expect(throws: LoadError.store(.nothingLoaded(path: dumps.database))) {
            try Refresh.plan(LoadOptions(inputs: [dumps.path], database: dumps.database))
        }
        #expect(!FileManager.default.fileExists(atPath: dumps.database))
    }

    /// Goal: a refresh that fails after the load, at the last moment, changes nothing.
    ///
    /// Method: the live generation cannot be opened any more when it is to be compared.
    @Test func aRefreshThatFailsLeavesNothing() throws {
        let dumps = try dumps()
        try replace(dumps, "title.basics", "\tOne\tOne\t", "\tOne\tUno\t")
        let plan = try Refresh.plan(
            LoadOptions(inputs: [dumps.path], database: dumps.database))
        let data = "\(dumps.database)/gen-000001/data.mdb"
        try FileManager.default.moveItem(atPath: data, toPath: data + ".away")
        #expect(throws: LoadError.self) { try Refresh.run(plan) }
        try FileManager.default.moveItem(atPath: data + ".away", toPath: data)
        let names = try FileManager.default.contentsOfDirectory(atPath: dumps.database)
        #expect(names.sorted() == ["CURRENT", "LOCK", "gen-000001"])
        #expect(try DataDirectory(dumps.database).currentName() == "gen-000001")
    }
}

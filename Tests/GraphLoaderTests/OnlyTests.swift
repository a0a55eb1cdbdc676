import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: a graph of some title types is whole: nothing in it refers to what was left out.
@Suite struct OnlyTests {
    private func dumps() throws -> Dumps {
        let dumps = try Dumps()
        try dumps.append("title.basics.tsv", "tt0000004\ttvEpisode\tE\tE\t0\t\\N\t\\N\t\\N\tNews\n")
        try dumps.write(
            "title.ratings.tsv",
            "tconst\taverageRating\tnumVotes\ntt0000001\t8.0\t5\ntt0000002\t7.0\t6\ntt0000009\t1.0\t7\n"
        )
        try dumps.write(
            "title.episode.tsv",
            "tconst\tparentTconst\tseasonNumber\tepisodeNumber\ntt0000004\ttt0000002\t1\t1\n")
        try dumps.write(
            "title.crew.tsv",
            "tconst\tdirectors\twriters\ntt0000002\tnm0000001\t\\N\ntt0000001\tnm0000001\t\\N\n"
                + "tt0000009\tnm0000001\t\\N\n")
        try dumps.write(
            "title.akas.tsv",
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
                + "tt0000001\t1\tEins\tDE\t\\N\t\\N\t\\N\t0\n"
                + "tt0000002\t1\tZwei\tDE\t\\N\t\\N\t\\N\t0\n"
        )
        return dumps
    }

    private func load(
        _ dumps: Dumps, only: Set<String>
    ) throws -> (summary: LoadSummary, graph: Generation) {
        var options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        options.only = only
        let summary = try Loader.load(options)
        let graph = try DataDirectory(dumps.database).openCurrent()
        #expect(try StoreCheck.run(generation: graph.path).isSound)
        return (summary, graph)
    }

    @Test func whatRefersToOthersIsLeftOutAndCounted() throws {
        let (summary, graph) = try load(try dumps(), only: ["movie"])
        #expect(graph.count(.title) == 2 && graph.count(.person) == 3)
        #expect(graph.words(.titleTypes) == ["movie"])
        #expect(!graph.words(.genreLists).contains("News"))
        func rows(_ file: DumpFile) -> [Int]? {
            summary.file(file).map { [$0.rowsKept, $0.rowsDangling, $0.rowsLeftOut] }
        }
        #expect(rows(.titles) == [2, 0, 2])
        #expect(rows(.ratings) == [1, 1, 1])
        #expect(rows(.episodes) == [0, 0, 1])
        #expect(rows(.crew) == [1, 1, 1])
        #expect(rows(.alternativeTitles) == [1, 0, 1])
        #expect(rows(.principals) == [3, 0, 1])
        #expect(summary.file(.names)?.referencesDangling == 0)
        #expect(graph.statistics.knownFor == 2 && graph.statistics.alternativeTitles == 1)
    }

    @Test func anEpisodeWithoutItsSeriesStaysATitle() throws {
        let (summary, graph) = try load(try dumps(), only: ["tvEpisode"])
        #expect(graph.count(.title) == 1 && graph.statistics.episodes == 0)
        #expect(summary.file(.episodes)?.rowsLeftOut == 1)
    }

    @Test func allTypesAreTheWholeGraph() throws {
        let dumps = try dumps()
        let some = try load(dumps, only: ["movie", "tvSeries", "tvEpisode"]).graph
        #expect(GraphDifferences(some, try load(dumps, only: []).graph).lines == [])
    }

    @Test func aSlipOfThePenIsTold() throws {
        let dumps = try dumps()
        #expect(
            throws: LoadError.unknownTypes(
                ["Movie", "film"], known: ["movie", "tvEpisode", "tvSeries"])
        ) { try load(dumps, only: ["film", "movie", "Movie"]) }
        #expect(throws: StoreError.self) { try DataDirectory(dumps.database).openCurrent() }
    }

    @Test func anIdOfTwoTypesIsADuplicate() throws {
        for first in ["movie", "short"] {
            let dumps = try Dumps()
            let second = first == "movie" ? "short" : "movie"
            for type in [first, second] {
                try dumps.append(
                    "title.basics.tsv", "tt0000007\t\(type)\t\(type)\tA\t0\t\\N\t\\N\t\\N\t\\N\n")
            }
            let (summary, graph) = try load(dumps, only: ["movie"])
            #expect(summary.file(.titles)?.rejectedByReason == [.duplicateID: 1])
            #expect((graph.node(NodeID(.title, 7)) != nil) == (first == "movie"))
        }
    }
}

import GraphLoader
import GraphModel
import TestSupport
import Testing

/// Goal: a store of real dumps holds what the dumps say, no more and no less.
///
/// Method: the TSV read
/// once more in the plainest way, built into a model, compared view by view.
@Suite(.enabled(if: ReferenceData.isPresent, "no reference data"))
struct ReferenceStoreTests {
    /// A set, and how many credits stand only in its title.crew.
    static let sets = [
        ("neo4j_movies", 0), ("small_imdb_real", 1_122), ("wikipedia_us", 0),
    ]

    @Test(arguments: sets)
    func storeSaysWhatTheDumpsSay(_ name: String, _ crewOnly: Int) throws {
        let dumps = ReferenceData.dumps(name)
        let store = try LoadedStore(inputs: [dumps], without: [.alternativeTitles])
        let model = MemoryGraph(try MemoryGraph.Rows(dumps: dumps, hasCrew: true))
        #expect(GraphDifferences(store.graph, model).lines == [])
        #expect(store.graph.statistics.crewOnlyCredits == crewOnly)
        let crew = try #require(store.summary.files.first { $0.file == .crew })
        #expect(crew.rowsRead == (try DumpTable("title.crew", in: dumps).rows.count))

        let without = try ReferenceSet.loaded(name).graph.statistics
        #expect(without.crewOnlyCredits == 0)
        #expect(store.graph.statistics.creditCount == without.creditCount + crewOnly)
        #expect(
            without.creditCount == (try ReferenceSet.loaded(name).dump.credits.count),
            "no set has several rows of one credit")
    }

    @Test(arguments: ["v1_2025_04", "v2_2025_08"])
    func severalRowsOfOneCreditAreJoined(_ version: String) throws {
        let dumps = "\(ReferenceData.path)/update_pair/\(version)"
        let store = try LoadedStore(inputs: [dumps])
        let rows = try MemoryGraph.Rows(dumps: dumps, hasEpisodes: false, hasCrew: true)
        #expect(GraphDifferences(store.graph, MemoryGraph(rows)).lines == [])

        let credits = try DumpCredits(directory: dumps).credits
        let groups = Dictionary(grouping: credits) { [$0.title, $0.person, $0.category] }
        let statistics = store.graph.statistics
        #expect(statistics.creditCount - statistics.crewOnlyCredits == groups.count)
        let several = Dictionary(grouping: rows.credits.filter { $0.ordering != nil }) {
            ["\($0.title)", "\($0.person)", $0.category]
        }.values.count { $0.count > 1 }
        #expect(several == 171)
    }

    @Test func alternativeTitlesAreThoseOfTheDump() throws {
        let set = try ReferenceSet.loaded("small_imdb_real")
        let table = try DumpTable("title.akas", in: ReferenceData.dumps(set.name))
        let graph = set.graph
        let expected = Dictionary(grouping: table.rows) { $0[table.place("titleId")] }
        var found = 0
        for title in 0..<UInt32(graph.count(.title)) {
            func word(_ list: WordList, _ code: UInt32?) -> String {
                code.map { graph.words(list)[Int($0)] } ?? "\\N"
            }
            var rows: [[String]] = []
            let id = graph.id(.title, title).description
            graph.alternativeTitles.forEach(ofTitle: title) { row in
                rows.append([
                    id, "\(row.ordering)", row.title?.string ?? "\\N", word(.regions, row.region),
                    word(.languages, row.language), word(.akaTypes, row.types),
                    word(.akaAttributes, row.attributes),
                    row.isOriginal.map { $0 ? "1" : "0" } ?? "\\N",
                ])
            }
            let ordering = table.place("ordering")
            let sorted = (expected[id] ?? []).sorted { Int($0[ordering])! < Int($1[ordering])! }
            #expect(rows == sorted, "alternative titles of \(id)")
            found += rows.count
        }
        #expect(found == table.rows.count && found > 3_000)
    }
}

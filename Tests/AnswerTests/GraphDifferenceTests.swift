import GraphModel
import TestSupport
import Testing

/// Goal: the comparison that other tests rest on overlooks nothing.
///
/// Method: one change to one row of a graph at a time; it must be seen, in the views and, where
/// answers hang on it, by random questions.
@Suite struct GraphDifferenceTests {
    typealias Rows = MemoryGraph.Rows

    /// A change to the rows of a graph.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (inout Rows) -> Void

        init(_ name: String, _ apply: @escaping @Sendable (inout Rows) -> Void) {
            testDescription = name
            self.apply = apply
        }
    }

    static let changes = [
        Change("title gone") { $0.titles.removeLast() },
        Change("title renumbered") { $0.titles[0].number += 1 },
        Change("title type") { $0.titles[0].type = "opera" },
        Change("title text") { $0.titles[0].title = "Other" },
        Change("title text absent") { $0.titles[0].title = nil },
        Change("title spelt otherwise") { $0.titles[2].title = "e\u{301}" },
        Change("original title") { $0.titles[0].originalTitle = "Other" },
        Change("original title absent") { $0.titles[0].originalTitle = nil },
        Change("adult") { $0.titles[0].isAdult = true },
        Change("start year") { $0.titles[0].startYear = 1_901 },
        Change("end year") { $0.titles[0].endYear = 1_901 },
        Change("runtime") { $0.titles[0].runtime = 1 },
        Change("genres") { $0.titles[0].genres = "News" },
        Change("rating") { $0.titles[0].rating = 1 },
        Change("votes") { $0.titles[0].votes = 1 },
        Change("person gone") { $0.people.removeLast() },
        Change("person renumbered") { $0.people[0].number += 1 },
        Change("name") { $0.people[0].name = "Other" },
        Change("name absent") { $0.people[0].name = nil },
        Change("birth year") { $0.people[0].birthYear = 1_901 },
        Change("death year") { $0.people[0].deathYear = 1_901 },
        Change("professions") { $0.people[0].professions = "legal" },
        Change("known for more") { $0.people[0].knownFor.append($0.titles[0].number) },
        Change("known for reversed") { $0.people[1].knownFor.reverse() },
        Change("credit gone") { $0.credits.removeLast() },
        Change("credit of another category") { $0.credits[0].category = "editor" },
        Change("credit of an unknown category") { $0.credits[0].category = "singer" },
        Change("credit of another person") { $0.credits[0].person = $0.people[2].number },
        Change("ordering") { $0.credits[0].ordering = 77 },
        Change("job") { $0.credits[0].job = "Other" },
        Change("characters") { $0.credits[0].characters.append("Other") },
        Change("crew position") { $0.credits[3].crewPosition = 9 },
        Change("crew-only no more") { $0.credits[3].ordering = 9 },
        Change("episode gone") { $0.episodes.removeLast() },
        Change("season") { $0.episodes[0].season = 9 },
        Change("episode number") { $0.episodes[0].episode = 9 },
        Change("series") { $0.episodes[0].parent = $0.titles[1].number },
    ]

    static let rows: Rows = {
        var rows = Rows()
        rows.titles = [
            Rows.Title(number: 10, title: "One"), Rows.Title(number: 20, title: "Two"),
            Rows.Title(number: 30, type: "tvSeries", title: "é"),
        ]
        for index in rows.titles.indices {
            rows.titles[index].isAdult = false
            rows.titles[index].votes = 100
        }
        rows.people = (1...4).map { Rows.Person(number: $0 * 100, name: "Person \($0)") }
        rows.people[1].knownFor = [10, 20]
        rows.credits = [
            Rows.Credit(title: 10, person: 100, category: "actor", ordering: 1),
            Rows.Credit(title: 10, person: 200, category: "actress", ordering: 2),
            Rows.Credit(title: 20, person: 200, category: "stunts", ordering: 1, job: "fall"),
            Rows.Credit(title: 20, person: 400, category: "writer", ordering: nil),
            Rows.Credit(title: 30, person: 400, category: "actor", ordering: 1),
        ]
        rows.episodes = [
            Rows.Episode(number: 10, parent: 30, season: 1, episode: 1),
            Rows.Episode(number: 20, parent: 30, season: 1, episode: 2),
        ]
        return rows
    }()

    @Test func equalGraphsDoNotDiffer() throws {
        let store = try LoadedStore(Self.rows)
        #expect(GraphDifferences(store.graph, MemoryGraph(Self.rows)).lines == [])
        #expect(GraphDifferences(MemoryGraph(Self.rows), store.graph).lines == [])
    }

    @Test(arguments: changes)
    func everyChangeIsSeen(_ change: Change) {
        var changed = Self.rows
        change.apply(&changed)
        let (before, after) = (MemoryGraph(Self.rows), MemoryGraph(changed))
        #expect(!GraphDifferences(before, after).lines.isEmpty)
        #expect(!GraphDifferences(after, before).lines.isEmpty)
    }

    @Test(arguments: RandomGraph.Shape.allCases)
    func questionsSeeAMissingCredit(_ shape: RandomGraph.Shape) {
        let seed = RandomGraphSource.environmentSeed
        let rows = RandomGraph(shape, size: 12, seed: seed).rows
        var changed = rows
        changed.credits.removeFirst(rows.credits.count / 3 + 1)
        var questions = QuestionPair(
            MemoryGraph(rows), MemoryGraph(changed), rows: rows, seed: seed)
        questions.ask(scopes: 20, perScope: 3)
        #expect(!questions.log.isEmpty, "COSTAR_SEED=\(seed) \(shape)")
    }
}

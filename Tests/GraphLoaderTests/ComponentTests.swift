import GraphLoader
import GraphModel
import GraphStore
import TestSupport
import Testing

/// Goal: however a graph came to be loaded, its components are those of the credits it holds.
///
/// Method: searches over the lists of the loaded graph, in the plainest way; `COSTAR_SEED` repeats
/// a run.
@Suite struct ComponentTests {
    /// The component of each person and the size of each, found by breadth-first search.
    private func expected(
        _ graph: any GraphReading
    ) -> (numbers: [UInt32?], sizes: [Int]) {
        let titles = graph.adjacency(.creditsByPerson)
        let people = graph.adjacency(.creditsByTitle)
        var groups: [[UInt32]] = []
        var seen: Set<UInt32> = []
        for start in 0..<UInt32(graph.count(.person)) where !titles.list(start).isEmpty {
            guard seen.insert(start).inserted else { continue }
            var group: [UInt32] = []
            var frontier = [start]
            while !frontier.isEmpty {
                group += frontier
                frontier = Set(frontier.flatMap { titles.list($0) }).flatMap { people.list($0) }
                    .filter { seen.insert($0).inserted }
            }
            groups.append(group)
        }
        groups.sort { ($1.count, $0[0]) < ($0.count, $1[0]) }
        var numbers = [UInt32?](repeating: nil, count: graph.count(.person))
        for (number, group) in groups.enumerated() {
            for person in group { numbers[Int(person)] = UInt32(number) }
        }
        return (numbers, groups.map(\.count))
    }

    private func check(_ graph: Generation, _ name: Comment? = nil) throws {
        let (numbers, sizes) = expected(graph)
        let components = graph.components
        #expect(numbers.indices.map { components.component(of: UInt32($0)) } == numbers, name)
        #expect(
            (0..<UInt32(components.count)).map { components.size(of: $0) } == sizes, name)
        #expect(graph.statistics.components == sizes.count, name)
        let report = try StoreCheck.run(generation: graph.path)
        #expect(report.isSound, name ?? "\(report.findings.prefix(3))")
    }

    @Test func threePeople() throws {
        let dumps = try Dumps()
        let apart = try dumps.open().generation
        try check(apart)
        #expect(apart.components.count == 2 && apart.components.largest == 2)
        // Rows of a person who is in the graph already join the rest.
        try dumps.append(
            "title.principals.tsv", "tt10000003\t2\tnm0000002\teditor\t\\N\t\\N\n")
        let joined = try dumps.open().generation
        try check(joined)
        #expect(joined.components.count == 1 && joined.components.largest == 3)
    }

    /// A credit that only title.crew has joins people; without that file they are apart.
    @Test func crewJoinsPeople() throws {
        let dumps = try Dumps()
        try dumps.write(
            "title.crew.tsv", "tconst\tdirectors\twriters\ntt10000003\tnm0000001\t\\N\n")
        let whole = try dumps.open().generation
        try check(whole)
        #expect(whole.components.count == 1)
        _ = try dumps.load(without: [.crew])
        let without = try DataDirectory(dumps.database).openCurrent()
        try check(without)
        #expect(without.components.count == 2)
    }

    /// Titles that are left out join nobody, and people who stand only there are in no component.
    @Test func typesLeftOutJoinNobody() throws {
        let dumps = try Dumps()
        func load(_ only: Set<String>) throws -> Generation {
            var options = LoadOptions(inputs: [dumps.path], database: dumps.database)
            options.only = only
            _ = try Loader.load(options)
            return try DataDirectory(dumps.database).openCurrent()
        }
        let movies = try load(["movie"])
        try check(movies)
        #expect(movies.components.count == 2)
        let series = try load(["tvSeries"])
        try check(series)
        #expect(series.components.count == 1 && series.components.largest == 1)
        #expect(series.components.component(of: 0) == nil)
    }

    @Test func aRefreshFindsThemAnew() throws {
        let dumps = try Dumps()
        _ = try dumps.load()
        try dumps.append(
            "title.principals.tsv", "tt10000003\t2\tnm0000002\teditor\t\\N\t\\N\n")
        let options = LoadOptions(inputs: [dumps.path], database: dumps.database)
        _ = try Refresh.run(try Refresh.plan(options))
        let graph = try DataDirectory(dumps.database).openCurrent()
        #expect(graph.name == "gen-000002")
        try check(graph)
        #expect(graph.components.count == 1)
    }

    /// More components than a block has sizes, rows in any order, little memory: the same numbers.
    @Test func manyComponentsInAnyOrder() throws {
        let seed = RandomGraphSource.environmentSeed
        let name: Comment = "COSTAR_SEED=\(seed)"
        var random = RandomGraphSource(seed: seed)
        var rows = MemoryGraph.Rows()
        for number in 1...9_000 as ClosedRange<UInt32> {
            rows.titles.append(.init(number: number, title: "T"))
            rows.people.append(.init(number: number, name: "N"))
        }
        for title in 1...9_000 as ClosedRange<UInt32> {
            // One or two of nearly as many people as titles: very many small parts.
            for ordering in 1...UInt32(random.oneIn(3) ? 2 : 1) {
                let person = ordering == 1 ? title : UInt32(1 + random.number(below: 9_000))
                rows.credits.append(
                    .init(title: title, person: person, category: "actor", ordering: ordering))
            }
        }
        let inOrder = try LoadedStore(rows)
        #expect(inOrder.graph.components.count > Schema.nodesPerBlock, name)
        try check(inOrder.graph, name)
        let shuffled = try LoadedStore(rows.shuffled(using: &random), order: .asGiven, memory: 1)
        try check(shuffled.graph, name)
        #expect(GraphDifferences(shuffled.graph, inOrder.graph).lines == [], name)
    }

    /// Chains, stars and parts in the order that makes trees deep: the last people first.
    @Test(arguments: RandomGraph.Shape.allCases)
    func titlesInReverse(_ shape: RandomGraph.Shape) throws {
        let seed = RandomGraphSource.environmentSeed
        var rows = RandomGraph(shape, size: 300, seed: seed).rows
        rows.titles.reverse()
        rows.people.reverse()
        rows.credits.sort { ($0.title, $0.person) > ($1.title, $1.person) }
        let store = try LoadedStore(rows, order: .asGiven)
        try check(store.graph, "COSTAR_SEED=\(seed) \(shape)")
    }
}

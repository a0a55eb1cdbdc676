import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: filters hold where one title has a hundred thousand people, one as many writers as IMDb
/// has at most, and people several credits on a title.
///
/// Method: random filters; a breadth-first search over dictionaries of the raw rows, which visits
/// each title once; the seed of a failure is in its message.
@Suite struct HubFilterTests {
    private static let people: UInt32 = 100_000
    private static let writers: UInt32 = 1_393

    /// A hub, a title with many writers, and small titles that hang on both or on neither.
    private static func rows(_ random: inout RandomGraphSource) -> MemoryGraph.Rows {
        var rows = MemoryGraph.Rows()
        for number in 1...3_000 as ClosedRange<UInt32> {
            var title = MemoryGraph.Rows.Title(
                number: number, type: random.pick(RandomGraph.titleTypes), title: "\(number)")
            title.startYear = random.oneIn(5) ? nil : UInt32(1_950 + random.number(below: 12))
            title.genres = random.oneIn(4) ? nil : random.pick(RandomGraph.genres)
            title.votes = random.oneIn(3) ? nil : UInt32(random.number(below: 8) * 100)
            title.isAdult = random.oneIn(8)
            rows.titles.append(title)
        }
        func credit(_ title: UInt32, _ person: UInt32, _ category: String) {
            rows.credits.append(
                .init(title: title, person: person, category: category, ordering: person))
        }
        for person in 1...people {
            rows.people.append(.init(number: person))
            credit(1, person, person % 3 == 0 ? "director" : person % 2 == 0 ? "actor" : "actress")
            if person % 7 == 0 { credit(1, person, "writer") }
        }
        for person in 1...writers { credit(2, person * 50, "writer") }
        for title in 3...3_000 as ClosedRange<UInt32> {
            for _ in 0..<4 {
                // People with numbers above stand on small titles only.
                let person = UInt32(1 + random.number(below: Int(people) + 2_000))
                let category = random.pick(RandomGraph.categories)
                for _ in 0..<1 + random.number(below: 2) { credit(title, person, category) }
                if random.oneIn(3) { credit(title, person, "actor") }
            }
        }
        for person in people + 1...people + 2_000 { rows.people.append(.init(number: person)) }
        return rows
    }

    private func distances(_ start: UInt32, _ plain: PlainSearch) -> [UInt32: Int] {
        var distances = [start: 0]
        var titles: Set<UInt32> = []
        var frontier = [start]
        while !frontier.isEmpty {
            var next: [UInt32] = []
            for person in frontier {
                for title in plain.titles[person] ?? [] where titles.insert(title).inserted {
                    for other in plain.people[title] ?? [] where distances[other] == nil {
                        distances[other] = (distances[person] ?? 0) + 1
                        next.append(other)
                    }
                }
            }
            frontier = next
        }
        return distances
    }

    @Test func hubsWithRandomFiltersEqualTheTextbook() throws {
        let seed = RandomGraphSource.environmentSeed
        var random = RandomGraphSource(seed: seed)
        let bench = Bench(Self.rows(&random))
        var scopes = [
            PlainScope.all, .cast, PlainScope(categories: ["writer"]),
            PlainScope.cast.with { $0.excludedTitles = [1] },
        ]
        let some = (0..<50).map { _ in random.pick(bench.people) }
        for _ in 0..<6 {
            scopes.append(PlainScope.random(&random, people: some, titles: [1, 2, 3, 4, 5]))
        }
        var reached = 0
        for scope in scopes {
            let plain = PlainSearch(bench.rows, scope)
            let inScope = plain.titles.keys.sorted()
            for round in 0..<3 {
                let start = inScope.isEmpty || round == 2 ? some[round] : random.pick(inScope)
                guard !scope.excludedPeople.contains(start) else { continue }
                let name: Comment = "COSTAR_SEED=\(seed) \(start) \(scope)"
                let expected = distances(start, plain)
                let levels = try bench.distances(start, scope)
                let farthest = expected.values.max() ?? 0
                var counts = [Int](repeating: 0, count: farthest + 1)
                for distance in expected.values { counts[distance] += 1 }
                #expect(levels.levels.map(\.people) == counts, name)
                #expect(levels.unreachable == inScope.count { expected[$0] == nil }, name)
                #expect(
                    try bench.costars(start, scope, page: Page(limit: 0)).total
                        == expected.values.count { $0 == 1 }, name)
                for _ in 0..<8 {
                    let end = random.oneIn(3) ? random.pick(some) : random.pick(bench.people)
                    guard !scope.excludedPeople.contains(end) else { continue }
                    let answer = try bench.degrees(start, end, scope)
                    #expect(answer.degrees == expected[end], name)
                    if answer.degrees != nil { reached += 1 }
                    for (people, titles) in zip(bench.people(answer), bench.titles(answer)) {
                        #expect(plain.verifies(people: people, titles: titles), name)
                    }
                }
            }
        }
        #expect(reached > 20)
    }
}

import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: every answer equals the textbook's.
///
/// Method: thousands of random questions with random
/// filters on random graphs of nasty shapes; the seed of a failure is in its message.
@Suite struct RandomQuestionTests {
    /// One graph and the randomness to question it.
    struct Trial {
        let bench: Bench
        var random: RandomGraphSource
        let name: String

        init(_ shape: RandomGraph.Shape, round: Int) {
            let seed = RandomGraphSource.environmentSeed &+ UInt64(round)
            let size = [6, 20, 60][round % 3]
            bench = Bench(RandomGraph(shape, size: size, seed: seed).rows)
            random = RandomGraphSource(seed: seed &+ 1_000_000)
            name = "COSTAR_SEED=\(RandomGraphSource.environmentSeed) \(shape) round \(round)"
        }

        mutating func scope() -> PlainScope {
            PlainScope.random(&random, people: bench.people, titles: bench.titles)
        }

        mutating func page() -> Page {
            Page(
                offset: random.oneIn(3) ? random.number(below: 8) : 0,
                limit: random.oneIn(2) ? random.number(below: 8) : 1_000_000)
        }
    }

    static let rounds = 0..<Effort.rounds(6, long: 90)

    @Test(arguments: RandomGraph.Shape.allCases)
    func degreesEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in Self.rounds {
            var trial = Trial(shape, round: round)
            for _ in 0..<12 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                for _ in 0..<4 { try askDegrees(&trial, scope, plain) }
            }
        }
    }

    private func askDegrees(
        _ trial: inout Trial, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let from = trial.random.pick(bench.people)
        let to = trial.random.pick(bench.people)
        let titlesMax = trial.random.oneIn(3) ? trial.random.number(below: 4) : nil
        let chainsMax = trial.random.number(below: 6)
        let name: Comment = "\(trial.name) \(from) \(to) \(scope) \(String(describing: titlesMax))"
        if let excluded = [from, to].first(where: { scope.excludedPeople.contains($0) }) {
            #expect(throws: QueryError.endPointExcluded(.person, bench.person(excluded)), name) {
                try bench.degrees(from, to, scope)
            }
            return
        }
        let distance = plain.distances(from)[to]
        let expected =
            titlesMax.map { max in distance.flatMap { $0 <= max ? $0 : nil } } ?? distance
        let quick = try bench.degrees(from, to, scope, titlesMax: titlesMax)
        #expect(quick.degrees == expected, name)
        let reason: DegreesAnswer.Reason? =
            expected != nil ? nil : distance == nil ? .notConnected : .beyondMaximum
        #expect(quick.reason == reason, name)
        #expect(quick.count == nil && !quick.countSaturated, name)
        #expect(quick.chains.count == (expected == nil ? 0 : 1), name)
        let full = try bench.degrees(
            from, to, scope, titlesMax: titlesMax, counting: true, chainsMax: chainsMax)
        #expect(full.degrees == expected && full.reason == reason, name)
        let counted = expected == nil ? 0 : plain.chainCount(from, to)
        #expect(full.count == counted ?? .max, name)
        #expect(full.countSaturated == (counted == nil), name)
        #expect(
            bench.people(full) == (expected == nil ? [] : plain.chains(from, to, chainsMax)), name)
        for answer in [quick, full] {
            for (people, titles) in zip(bench.people(answer), bench.titles(answer)) {
                #expect(plain.verifies(people: people, titles: titles), name)
                #expect(people.first == from && people.last == to, name)
                #expect(people.count - 1 == distance, name)
                for place in titles.indices {
                    #expect(
                        titles[place] == plain.shared(people[place], people[place + 1])[0], name)
                }
            }
        }
        #expect(try bench.degrees(from, to, scope, titlesMax: titlesMax) == quick, name)
        let only = try bench.degrees(from, to, scope, titlesMax: titlesMax, chainsMax: chainsMax)
        #expect(only.chains == full.chains && only.count == nil, name)
    }

    @Test(arguments: RandomGraph.Shape.allCases)
    func costarsEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in Self.rounds {
            var trial = Trial(shape, round: round)
            for _ in 0..<15 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                for _ in 0..<3 { try askCostars(&trial, scope, plain) }
            }
        }
    }

    private func askCostars(
        _ trial: inout Trial, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let person = trial.random.pick(bench.people)
        guard !scope.excludedPeople.contains(person) else { return }
        let sharedMin = trial.random.number(below: 4)
        let titlesPerRow = trial.random.number(below: 4)
        let page = trial.page()
        let name: Comment = "\(trial.name) \(person) \(scope) \(sharedMin) \(page)"
        let ranked = plain.neighbors(person).map { (person: $0, titles: plain.shared(person, $0)) }
            .filter { $0.titles.count >= sharedMin }
            .sorted { left, right in
                left.titles.count != right.titles.count
                    ? left.titles.count > right.titles.count : left.person < right.person
            }
        let answer = try bench.costars(
            person, scope, sharedMin: sharedMin, titlesPerRow: titlesPerRow, page: page)
        #expect(answer.total == ranked.count, name)
        let expected = ranked.dropFirst(page.offset).prefix(page.limit)
        #expect(answer.rows.map { bench.personNumber($0.person) } == expected.map(\.person), name)
        #expect(answer.rows.map(\.shared) == expected.map(\.titles.count), name)
        #expect(
            answer.rows.map { $0.titles.map(bench.titleNumber) }
                == expected.map { Array($0.titles.prefix(titlesPerRow)) }, name)
    }

    @Test(arguments: RandomGraph.Shape.allCases)
    func distancesEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in Self.rounds {
            var trial = Trial(shape, round: round)
            for _ in 0..<15 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                for _ in 0..<3 { try askDistances(&trial, scope, plain) }
            }
        }
    }

    private func askDistances(
        _ trial: inout Trial, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let person = trial.random.pick(bench.people)
        guard !scope.excludedPeople.contains(person) else { return }
        let titlesMax = trial.random.oneIn(3) ? trial.random.number(below: 4) : nil
        let listing = trial.random.oneIn(2) ? trial.random.number(below: 4) : nil
        let page = trial.page()
        let name: Comment =
            "\(trial.name) \(person) \(scope) max \(String(describing: titlesMax)) \(page)"
        let all = plain.distances(person)
        let farthest = all.values.max() ?? 0
        let last = min(titlesMax ?? .max, farthest)
        let answer = try bench.distances(
            person, scope, titlesMax: titlesMax, listing: listing, page: page)
        #expect(answer.levels.map(\.distance) == Array(0...last), name)
        #expect(
            answer.levels.map(\.people)
                == (0...last).map { distance in all.values.count { $0 == distance } }, name)
        let unreachable = plain.titles.keys.count { all[$0] == nil }
        #expect(answer.unreachable == (last < farthest ? nil : unreachable), name)
        guard let listing else {
            #expect(answer.people == nil && answer.total == nil, name)
            return
        }
        let there = listing > last ? [] : all.filter { $0.value == listing }.keys.sorted()
        #expect(answer.total == there.count, name)
        #expect(
            answer.people?.map(bench.personNumber)
                == Array(there.dropFirst(page.offset).prefix(page.limit)), name)
    }

    @Test(arguments: RandomGraph.Shape.allCases)
    func listingsEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in Self.rounds {
            var trial = Trial(shape, round: round)
            for _ in 0..<15 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                for _ in 0..<3 {
                    try askCast(&trial, scope, plain)
                    try askFilmography(&trial, scope, plain)
                }
            }
        }
    }

    private func askCast(
        _ trial: inout Trial, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let title = trial.random.pick(bench.titles)
        let page = trial.page()
        let name: Comment = "\(trial.name) \(title) \(scope) \(page)"
        guard !scope.excludedTitles.contains(title) else { return }
        let node = bench.title(title)
        let answer = try bench.traversal.castList(
            ofTitle: node, in: Scope(scope, bench.graph), page: page)
        let expected = plain.credits.filter { $0.title == title }.sorted { left, right in
            order(bench, left) < order(bench, right)
        }
        #expect(answer.total == expected.count, name)
        expect(bench, answer, expected.dropFirst(page.offset).prefix(page.limit), name)
    }

    private func order(_ bench: Bench, _ credit: PlainSearch.Credit) -> (UInt32, UInt32, UInt8) {
        let type = bench.graph.creditType(credit.category)?.rawValue ?? .max
        return (credit.ordering ?? .max, credit.person, type)
    }

    private func askFilmography(
        _ trial: inout Trial, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let person = trial.random.pick(bench.people)
        let page = trial.page()
        let sort = trial.random.pick(FilmographySort.allCases)
        let name: Comment = "\(trial.name) \(person) \(scope) \(sort) \(page)"
        guard !scope.excludedPeople.contains(person) else { return }
        let answer = try bench.traversal.filmography(
            of: bench.person(person), in: Scope(scope, bench.graph), sort: sort, page: page)
        let rows = Dictionary(uniqueKeysWithValues: bench.rows.titles.map { ($0.number, $0) })
        func key(_ credit: PlainSearch.Credit) -> (Int, UInt32, UInt8) {
            let value: UInt32? =
                switch sort {
                case .year: rows[credit.title]?.startYear
                case .votes: rows[credit.title]?.votes
                case .rating: rows[credit.title]?.rating
                }
            let type = bench.graph.creditType(credit.category)?.rawValue ?? .max
            return (value.map { -Int($0) } ?? 1, credit.title, type)
        }
        let expected = plain.credits.filter { $0.person == person }.sorted { key($0) < key($1) }
        #expect(answer.total == expected.count, name)
        expect(bench, answer, expected.dropFirst(page.offset).prefix(page.limit), name)
    }

    private func expect(
        _ bench: Bench, _ answer: CreditPage, _ expected: ArraySlice<PlainSearch.Credit>,
        _ name: Comment
    ) {
        #expect(answer.rows.count == expected.count, name)
        for (row, credit) in zip(answer.rows, expected) {
            #expect(bench.titleNumber(row.credit.title) == credit.title, name)
            #expect(bench.personNumber(row.credit.person) == credit.person, name)
            #expect(bench.graph.word(row.credit.type) == credit.category, name)
            #expect(row.payload.ordering == credit.ordering, name)
            #expect(
                bench.graph.place(
                    title: row.credit.title, person: row.credit.person, type: row.credit.type)
                    == row.credit.place, name)
        }
    }

    @Test(arguments: RandomGraph.Shape.allCases)
    func creditsOfHopsEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in Self.rounds {
            var trial = Trial(shape, round: round)
            let bench = trial.bench
            for _ in 0..<20 where !bench.rows.credits.isEmpty {
                var scope = PlainScope(categories: trial.scope().categories)
                scope.excludedPeople = []
                let plain = PlainSearch(bench.rows, scope)
                let credit = trial.random.pick(bench.rows.credits)
                let expected = plain.credits
                    .filter { $0.title == credit.title && $0.person == credit.person }
                    .compactMap { bench.graph.creditType($0.category) }.min()
                let found = bench.traversal.credit(
                    of: bench.person(credit.person), on: bench.title(credit.title),
                    in: Scope(scope, bench.graph))
                #expect(found?.type == expected, "\(trial.name) \(credit) \(scope)")
            }
        }
    }
}

import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: answers of searches mean what WIRE.md, section "Meaning", says, rule by rule.
///
/// Method: graphs small enough to see the answer.
@Suite struct AnswerMeaningTests {
    @Test func oneselfIsAtNoDegrees() throws {
        var rows = MemoryGraph.Rows([(10, 1, "director")])
        rows.people.append(.init(number: 2))
        let bench = Bench(rows)
        for person in [1, 2] as [UInt32] {
            let found = try bench.degrees(
                person, person, .cast, titlesMax: 0, counting: true, chainsMax: 3)
            #expect(found.degrees == 0 && found.reason == nil && found.count == 1)
            #expect(bench.people(found) == [[person]] && bench.titles(found) == [[]])
        }
        #expect(try bench.degrees(1, 1, .cast, chainsMax: 0).chains.isEmpty)
        #expect(try bench.degrees(1, 1, .cast).count == nil)
    }

    @Test func aChainIsItsPeople() throws {
        // 1 and 3 share three titles, 3 and 2 two: one chain of people all the same.
        var rows = MemoryGraph.Rows([
            (30, 1, "actor"), (30, 3, "actor"), (20, 1, "actor"), (20, 3, "actor"),
            (9, 1, "actor"), (9, 3, "actor"), (9, 3, "actress"), (40, 3, "actor"),
            (40, 2, "actor"), (50, 3, "actor"), (50, 2, "actor"),
        ])
        rows.change(title: 30) { $0.votes = 100 }
        rows.change(title: 20) { $0.votes = 100 }
        let bench = Bench(rows)
        let found = try bench.degrees(1, 2, .cast, counting: true, chainsMax: 10)
        #expect(found.degrees == 2 && found.count == 1 && !found.countSaturated)
        #expect(bench.people(found) == [[1, 3, 2]])
        // Most votes, then the lowest number; without votes the lowest number.
        #expect(bench.titles(found) == [[20, 40]])
    }

    @Test func chainsAreListedByNumber() throws {
        // Numbers of different length: 7 comes before 12 before 100.
        var credits: [(UInt32, UInt32, String)] = []
        for (place, middle) in ([100, 12, 7] as [UInt32]).enumerated() {
            let first = UInt32(200 + place)
            credits += [(first, 5, "actor"), (first, middle, "actor")]
            credits += [(first + 100, middle, "actor"), (first + 100, 6, "actor")]
        }
        let bench = Bench(MemoryGraph.Rows(credits))
        let found = try bench.degrees(5, 6, .cast, counting: true, chainsMax: 2)
        #expect(found.count == 3)
        #expect(bench.people(found) == [[5, 7, 6], [5, 12, 6]])
        #expect(bench.people(try bench.degrees(5, 6, .cast, chainsMax: 1)) == [[5, 7, 6]])
        #expect(try bench.degrees(5, 6, .cast, counting: true, chainsMax: 0).chains.isEmpty)
    }

    @Test func theMaximumTellsFromNoConnection() throws {
        let bench = Bench(
            MemoryGraph.Rows([
                (10, 1, "actor"), (10, 2, "actor"), (11, 2, "actor"), (11, 3, "actor"),
                (12, 4, "actor"), (12, 5, "actor"),
            ]))
        #expect(try bench.degrees(1, 3, .cast, titlesMax: 2).degrees == 2)
        let beyond = try bench.degrees(1, 3, .cast, titlesMax: 1, counting: true, chainsMax: 1)
        #expect(beyond.degrees == nil && beyond.reason == .beyondMaximum)
        #expect(beyond.count == 0 && beyond.chains.isEmpty)
        for titlesMax in [nil, 0, 1, 5] as [Int?] {
            let apart = try bench.degrees(1, 4, .cast, titlesMax: titlesMax, counting: true)
            #expect(apart.degrees == nil && apart.reason == .notConnected && apart.count == 0)
        }
    }

    /// Layers of two people, each joined to the next by one title: 2 to the power of layers.
    @Test(arguments: [1, 2, 31, 63, 64, 65, 130])
    func countsAreExactAndSaturate(_ layers: Int) throws {
        var credits: [(UInt32, UInt32, String)] = []
        for layer in 0...layers {
            let title = UInt32(1_000 + layer)
            for person in UInt32(layer * 2)...UInt32(layer * 2 + 3) {
                // Persons 0 and 1 are one end, the last two the other; use only one of each.
                if person == 0 || person == UInt32(layers * 2 + 3) { continue }
                credits.append((title, person, "actor"))
            }
        }
        let bench = Bench(MemoryGraph.Rows(credits))
        let found = try bench.degrees(
            1, UInt32(layers * 2 + 2), .cast, counting: true, chainsMax: 3)
        #expect(found.degrees == layers + 1)
        #expect(found.count == (layers < 64 ? 1 << UInt64(layers) : .max))
        #expect(found.countSaturated == (layers >= 64))
        #expect(found.chains.count == min(3, layers < 2 ? 2 : 3))
        #expect(bench.people(found)[0] == [1] + (1...layers + 1).map { UInt32($0 * 2) })
        #expect(
            bench.people(found)[1].suffix(2) == [UInt32(layers * 2 + 1), UInt32(layers * 2 + 2)])
    }

    @Test func sharedTitlesAreDistinct() throws {
        var rows = MemoryGraph.Rows([
            (10, 1, "actor"), (10, 1, "director"), (10, 2, "actor"), (10, 2, "writer"),
            (10, 2, "producer"), (11, 1, "actor"), (11, 2, "writer"),
        ])
        rows.change(title: 11) { $0.votes = 3 }
        let bench = Bench(rows)
        let answer = try bench.costars(1, .all, titlesPerRow: 5)
        #expect(answer.total == 1 && answer.rows[0].shared == 2)
        #expect(answer.rows[0].titles.map(bench.titleNumber) == [11, 10])
        #expect(try bench.costars(1, .cast).rows.map(\.shared) == [1])
        #expect(try bench.costars(1, .all, sharedMin: 3).total == 0)
        #expect(try bench.costars(1, .all).rows[0].titles.isEmpty)
    }

    @Test func costarsTieByNumber() throws {
        var credits: [(UInt32, UInt32, String)] = []
        for person in [1, 100, 12, 7, 30] as [UInt32] { credits.append((10, person, "actor")) }
        credits += [(11, 1, "actor"), (11, 30, "actor")]
        let bench = Bench(MemoryGraph.Rows(credits))
        let all = try bench.costars(1, .cast)
        #expect(all.rows.map { bench.personNumber($0.person) } == [30, 7, 12, 100])
        let page = try bench.costars(1, .cast, page: Page(offset: 1, limit: 2))
        #expect(page.total == 4)
        #expect(page.rows.map { bench.personNumber($0.person) } == [7, 12])
        #expect(try bench.costars(1, .cast, sharedMin: 2).total == 1)
        #expect(try bench.costars(1, .cast, page: Page(offset: 9, limit: .max)).rows.isEmpty)
    }

    @Test func levelsStartWithThePerson() throws {
        var rows = MemoryGraph.Rows([
            (10, 1, "actor"), (10, 2, "actor"), (11, 2, "actor"), (11, 3, "actor"),
            (11, 4, "actor"), (12, 5, "actor"), (13, 6, "writer"),
        ])
        rows.people.append(.init(number: 7))
        let bench = Bench(rows)
        let all = try bench.distances(1, .cast, listing: 2, page: Page(offset: 1, limit: 5))
        #expect(all.levels.map(\.people) == [1, 1, 2])
        // Person 5 has a credit in scope; 6 has none, 7 has none at all.
        #expect(all.unreachable == 1)
        #expect(all.total == 2 && all.people?.map(bench.personNumber) == [4])
        #expect(try bench.distances(1, .all).unreachable == 2)
        let nobody = try bench.distances(7, .all, listing: 0)
        #expect(nobody.levels.map(\.people) == [1] && nobody.unreachable == 6)
        #expect(nobody.people?.map(bench.personNumber) == [7])
        let excluding = PlainScope.cast.with { $0.excludedPeople = [5] }
        #expect(try bench.distances(1, excluding).unreachable == 0)
        let excludingTitle = PlainScope.cast.with { $0.excludedTitles = [12] }
        #expect(try bench.distances(1, excludingTitle).unreachable == 0)
    }

    @Test func theMaximumHidesTheUnreachable() throws {
        let bench = Bench(
            MemoryGraph.Rows([
                (10, 1, "actor"), (10, 2, "actor"), (11, 2, "actor"), (11, 3, "actor"),
                (12, 5, "actor"),
            ]))
        let cut = try bench.distances(1, .cast, titlesMax: 1)
        #expect(cut.levels.map(\.people) == [1, 1] && cut.unreachable == nil)
        let whole = try bench.distances(1, .cast, titlesMax: 2)
        #expect(whole.levels.map(\.people) == [1, 1, 1] && whole.unreachable == 1)
        let beyond = try bench.distances(1, .cast, titlesMax: 0, listing: 1)
        #expect(beyond.people == [] && beyond.total == 0)
    }

    @Test func crewFollowsTheOrdering() throws {
        var rows = MemoryGraph.Rows([(10, 1, "director")])
        rows.credits = []
        for number in 2...6 as ClosedRange<UInt32> { rows.people.append(.init(number: number)) }
        func add(_ person: UInt32, _ word: String, _ ordering: UInt32?, _ position: UInt32 = 0) {
            var credit = MemoryGraph.Rows.Credit(
                title: 10, person: person, category: word, ordering: ordering)
            credit.crewPosition = position
            rows.credits.append(credit)
        }
        add(5, "director", 9)
        add(6, "director", 4)
        add(1, "director", nil, 2)
        add(2, "director", nil, 1)
        add(3, "writer", 1)
        add(4, "actor", 2)
        let bench = Bench(rows)
        let crew = bench.traversal.crew(ofTitle: bench.title(10))
        #expect(crew.directors.map { bench.personNumber($0.person) } == [6, 5, 2, 1])
        #expect(crew.writers.map { bench.personNumber($0.person) } == [3])
        let cast = try bench.traversal.castList(
            ofTitle: bench.title(10), in: Scope(roles: .all), page: Page(offset: 1, limit: 4))
        #expect(cast.total == 6)
        #expect(cast.rows.map { bench.personNumber($0.credit.person) } == [4, 6, 5, 1])
    }

    @Test func filmographyPutsNoneLast() throws {
        var rows = MemoryGraph.Rows([
            (10, 1, "actor"), (10, 1, "director"), (11, 1, "actor"), (12, 1, "actor"),
            (9, 1, "actor"),
        ])
        rows.change(title: 11) { $0.startYear = 1_999 }
        rows.change(title: 10) { $0.startYear = 1_999 }
        rows.change(title: 12) { $0.startYear = 2_001 }
        rows.change(title: 9) { $0.votes = 0 }
        rows.change(title: 11) { $0.rating = 90 }
        let bench = Bench(rows)
        func titles(_ sort: FilmographySort) throws -> [UInt32] {
            try bench.traversal.filmography(
                of: bench.person(1), in: Scope(roles: .all), sort: sort, page: Page()
            ).rows.map { bench.titleNumber($0.credit.title) }
        }
        #expect(try titles(.year) == [12, 10, 10, 11, 9])
        #expect(try titles(.votes) == [9, 10, 10, 11, 12])
        #expect(try titles(.rating) == [11, 9, 10, 10, 12])
    }
}

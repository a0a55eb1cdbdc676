import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: a scope means what WIRE.md, section "Meaning", says, rule by rule.
///
/// Method: two people, 1 and 2, who share one title or a few; one degree or none tells whether the
/// credits count.
@Suite struct ScopeMeaningTests {
    private func areJoined(_ rows: MemoryGraph.Rows, _ scope: PlainScope) throws -> Bool {
        let bench = Bench(rows)
        let degrees = try bench.degrees(1, 2, scope).degrees
        #expect(try bench.costars(1, scope).total == (degrees == 1 ? 1 : 0))
        #expect(try bench.distances(1, scope).levels.count == (degrees == 1 ? 2 : 1))
        return degrees == 1
    }

    private func isJoined(
        _ scope: PlainScope, _ change: (inout MemoryGraph.Rows.Title) -> Void
    ) throws -> Bool {
        var rows = MemoryGraph.Rows([(10, 1, "actor"), (10, 2, "actress")])
        rows.change(title: 10, change)
        return try areJoined(rows, scope)
    }

    @Test func everyPersonNeedsACreditInScope() throws {
        let rows = MemoryGraph.Rows([(10, 1, "actor"), (10, 2, "director")])
        #expect(try !areJoined(rows, .cast))
        #expect(try areJoined(rows, .all))
        #expect(try areJoined(rows, PlainScope(categories: ["actor", "director"])))
        #expect(try !areJoined(rows, PlainScope(categories: ["director"])))
        #expect(try !areJoined(rows, PlainScope(categories: [])))
    }

    @Test func creditsOnDifferentTitlesJoinNobody() throws {
        let rows = MemoryGraph.Rows([(10, 1, "actor"), (11, 2, "actor")])
        #expect(try !areJoined(rows, .all))
    }

    @Test func castIsActorAndActressOnly() throws {
        for word in ["self", "archive_footage", "archive_sound", "director", "stunts"] {
            let rows = MemoryGraph.Rows([(10, 1, "actor"), (10, 2, word)])
            #expect(try !areJoined(rows, .cast), "\(word)")
            #expect(try areJoined(rows, .all), "\(word)")
        }
    }

    @Test func unknownCategoriesAreCrew() throws {
        let bench = Bench(MemoryGraph.Rows([(10, 1, "choir"), (10, 2, "director")]))
        let found = try bench.traversal.degrees(
            from: bench.person(1), to: bench.person(2), in: Scope(roles: RoleSet(.crew)),
            titlesMax: nil, counting: false, chainsMax: nil)
        #expect(found.degrees == 1)
        let archive = try bench.traversal.degrees(
            from: bench.person(1), to: bench.person(2),
            in: Scope(roles: RoleSet(.cast, .appearance, .archive)), titlesMax: nil,
            counting: false, chainsMax: nil)
        #expect(archive.degrees == nil)
    }

    @Test func knownForAndEpisodesAreNoCredits() throws {
        var rows = MemoryGraph.Rows([(10, 1, "actor"), (11, 2, "actor"), (12, 3, "actor")])
        rows.people[0].knownFor = [11]
        rows.change(title: 12) { $0.type = "tvSeries" }
        rows.episodes = [.init(number: 10, parent: 12, season: 1, episode: 1)]
        rows.episodes.append(.init(number: 11, parent: 12, season: 1, episode: 2))
        #expect(try !areJoined(rows, .all))
    }

    @Test func typesAreAnyOfTheList() throws {
        let movie = PlainScope.cast.with { $0.types = ["movie"] }
        let either = PlainScope.cast.with { $0.types = ["short", "movie"] }
        let allMovies = PlainScope.all.with { $0.types = ["movie"] }
        for scope in [movie, either, allMovies] {
            #expect(try isJoined(scope) { $0.type = "movie" })
            #expect(try !isJoined(scope) { $0.type = "tvEpisode" })
        }
        #expect(try isJoined(either) { $0.type = "short" })
        #expect(try !isJoined(movie) { $0.type = "short" })
        #expect(try !isJoined(PlainScope.cast.with { $0.types = [] }) { $0.type = "movie" })
    }

    @Test func yearsAreInclusiveAndNeeded() throws {
        let since = PlainScope.cast.with { $0.since = 1_990 }
        let until = PlainScope.cast.with { $0.until = 1_990 }
        #expect(try isJoined(since) { $0.startYear = 1_990 })
        #expect(try !isJoined(since) { $0.startYear = 1_989 })
        #expect(try isJoined(until) { $0.startYear = 1_990 })
        #expect(try !isJoined(until) { $0.startYear = 1_991 })
        for scope in [since, until, PlainScope.cast.with { $0.since = 0 }] {
            #expect(try !isJoined(scope) { $0.startYear = nil })
        }
        #expect(
            try !isJoined(since) { title in
                title.startYear = 1_980
                title.endYear = 1_995
            })
    }

    @Test func votesOfTheUnratedAreZero() throws {
        #expect(try isJoined(PlainScope.cast.with { $0.votesMin = 0 }) { $0.votes = nil })
        #expect(try !isJoined(PlainScope.cast.with { $0.votesMin = 1 }) { $0.votes = nil })
        #expect(try isJoined(PlainScope.cast.with { $0.votesMin = 100 }) { $0.votes = 100 })
        #expect(try !isJoined(PlainScope.cast.with { $0.votesMin = 101 }) { $0.votes = 100 })
    }

    @Test func adultTitlesAreIncludedUnlessLeftOut() throws {
        let clean = PlainScope.cast.with { $0.includesAdult = false }
        #expect(try isJoined(.cast) { $0.isAdult = true })
        #expect(try !isJoined(clean) { $0.isAdult = true })
        #expect(try isJoined(clean) { $0.isAdult = false })
        #expect(try isJoined(clean) { $0.isAdult = nil })
    }

    @Test func genresAreAnyOfTheList() throws {
        let scope = PlainScope.cast.with { $0.genres = ["Drama", "News"] }
        #expect(try isJoined(scope) { $0.genres = "Comedy,Drama" })
        #expect(try isJoined(scope) { $0.genres = "News" })
        #expect(try !isJoined(scope) { $0.genres = "Comedy,Newsreel" })
        #expect(try !isJoined(scope) { $0.genres = nil })
    }

    @Test func filtersHoldTogether() throws {
        let scope = PlainScope.cast.with { scope in
            scope.types = ["movie"]
            scope.genres = ["Drama"]
            scope.votesMin = 10
        }
        #expect(
            try isJoined(scope) { title in
                title.genres = "Drama"
                title.votes = 10
            })
        #expect(try !isJoined(scope) { $0.genres = "Drama" })
        #expect(try !isJoined(scope) { $0.votes = 10 })
    }

    /// A filter must hold on the title where the two halves of a search meet, too.
    @Test func filterHoldsWhereTheHalvesMeet() throws {
        for bad in [10, 11, 12] as [UInt32] {
            var rows = MemoryGraph.Rows([
                (10, 1, "actor"), (10, 3, "actor"), (11, 3, "actor"), (11, 4, "actor"),
                (12, 4, "actor"), (12, 2, "actor"),
            ])
            for title in [10, 11, 12] as [UInt32] { rows.change(title: title) { $0.votes = 50 } }
            let scope = PlainScope.cast.with { $0.votesMin = 50 }
            #expect(try Bench(rows).degrees(1, 2, scope).degrees == 3)
            rows.change(title: bad) { $0.votes = 49 }
            let cut = try Bench(rows).degrees(1, 2, scope, counting: true, chainsMax: 9)
            #expect(cut.degrees == nil && cut.reason == .notConnected, "title \(bad)")
            #expect(cut.count == 0 && cut.chains.isEmpty)
            let excluding = PlainScope.cast.with { $0.excludedTitles = [bad] }
            #expect(try Bench(rows).degrees(1, 2, excluding).degrees == nil)
        }
        let rows = MemoryGraph.Rows([
            (10, 1, "actor"), (10, 3, "actor"), (11, 3, "actor"), (11, 2, "actor"),
        ])
        let excluding = PlainScope.cast.with { $0.excludedPeople = [3] }
        #expect(try Bench(rows).degrees(1, 2, excluding).degrees == nil)
    }

    @Test func excludedEndPointsAreRefused() throws {
        let bench = Bench(MemoryGraph.Rows([(10, 1, "actor"), (10, 2, "actor")]))
        let scope = PlainScope.cast.with { $0.excludedPeople = [1] }
        let refusal = QueryError.endPointExcluded(.person, bench.person(1))
        #expect(throws: refusal) { try bench.degrees(1, 2, scope) }
        #expect(throws: refusal) { try bench.degrees(2, 1, scope) }
        #expect(throws: refusal) { try bench.degrees(1, 1, scope) }
        #expect(throws: refusal) { try bench.costars(1, scope) }
        #expect(throws: refusal) { try bench.distances(1, scope) }
        #expect(throws: refusal) {
            try bench.traversal.filmography(
                of: bench.person(1), in: Scope(scope, bench.graph), sort: .year, page: Page())
        }
        let noTitle = PlainScope.cast.with { $0.excludedTitles = [10] }
        #expect(throws: QueryError.endPointExcluded(.title, bench.title(10))) {
            try bench.traversal.castList(
                ofTitle: bench.title(10), in: Scope(noTitle, bench.graph), page: Page())
        }
    }

    @Test func roleSetsAreUnions() {
        var roles = RoleSet(.crew, .cast)
        #expect(roles.contains(.actor) && roles.contains(.director))
        #expect(!roles.contains(.appearance) && !roles.contains(.archiveSound))
        #expect(roles.contains(CreditType(rawValue: CreditType.codeMax)))
        roles.insert(RoleGroup.appearance)
        roles.insert(.archiveSound)
        roles.insert(.archiveFootage)
        #expect(roles == .all)
        var single = RoleSet()
        single.insert(.actress)
        #expect(single.ranges == [1..<2])
        single.insert(.actor)
        #expect(single == .cast)
    }
}

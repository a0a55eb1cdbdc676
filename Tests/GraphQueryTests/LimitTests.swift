import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: a question can be stopped, and scratch memory that has been through anything answers like
/// fresh memory.
@Suite struct LimitTests {
    /// Thousands of people on one title and a few more: every search of it is long.
    private static let hub: (rows: MemoryGraph.Rows, graph: MemoryGraph) = {
        var rows = MemoryGraph.Rows()
        for number in 1...3 as ClosedRange<UInt32> { rows.titles.append(.init(number: number)) }
        for person in 1...100_000 as ClosedRange<UInt32> {
            rows.people.append(.init(number: person))
            // More than the cast count of a block can say, and directors behind them.
            let word = person <= 40_000 ? "actor" : person <= 70_000 ? "actress" : "director"
            rows.credits.append(.init(title: 1, person: person, category: word, ordering: person))
        }
        for (title, person) in [(2, 1), (2, 2), (3, 70_000), (3, 70_001)] as [(UInt32, UInt32)] {
            rows.credits.append(.init(title: title, person: person, category: "actor", ordering: 1))
        }
        return (rows, MemoryGraph(rows))
    }()

    @Test func hubOfAHundredThousand() throws {
        let bench = Bench(Self.hub.rows, Self.hub.graph)
        let costars = try bench.costars(1, .cast, titlesPerRow: 2, page: Page(limit: 3))
        #expect(costars.total == 69_999)
        #expect(costars.rows.map { bench.personNumber($0.person) } == [2, 3, 4])
        #expect(costars.rows.map(\.shared) == [2, 1, 1])
        // Person 70,001 directs the hub and acts beside 70,000 only.
        let far = try bench.degrees(1, 70_001, .cast, counting: true, chainsMax: 2)
        #expect(far.degrees == 2 && far.count == 1)
        #expect(bench.people(far) == [[1, 70_000, 70_001]])
        #expect(try bench.degrees(1, 70_002, .cast).degrees == nil)
        #expect(try bench.degrees(1, 70_002, .all).degrees == 1)
        let levels = try bench.distances(2, .cast).levels.map(\.people)
        #expect(levels == [1, 69_999, 1])
        let directors = PlainScope(categories: ["director"])
        #expect(try bench.costars(70_001, directors).total == 29_999)
        #expect(try bench.distances(70_001, directors).unreachable == 0)
        let cast = try bench.traversal.castList(
            ofTitle: bench.title(1), in: Scope(roles: .cast), page: Page(offset: 69_998, limit: 5))
        #expect(cast.total == 70_000 && cast.rows.count == 2)
    }

    @Test func theFlagTheDeadlineAndTheBudgetStopASearch() throws {
        let bench = Bench(Self.hub.rows, Self.hub.graph)
        let traversal = Traversal(bench.graph)
        func ask(_ number: Int) throws(QueryError) {
            let scope = Scope(roles: .all)
            let (one, other) = (bench.person(1), bench.person(70_001))
            switch number {
            case 0:
                _ = try traversal.degrees(
                    from: one, to: other, in: scope, titlesMax: nil, counting: true, chainsMax: 1)
            case 1:
                _ = try traversal.costars(
                    of: one, in: scope, sharedMin: 1, titlesPerRow: 1, page: Page())
            case 2:
                _ = try traversal.distances(
                    from: one, in: scope, titlesMax: nil, listing: nil, page: Page())
            case 3:
                _ = try traversal.castList(ofTitle: bench.title(1), in: scope, page: Page())
            default:
                _ = try traversal.filmography(of: one, in: scope, sort: .year, page: Page())
            }
        }
        func failure(_ number: Int) -> QueryError? {
            do throws(QueryError) {
                try ask(number)
                return nil
            } catch {
                return error
            }
        }
        for number in 0..<5 {
            #expect(failure(number) == nil)
            #expect(traversal.explored > 0)
            let flag = CancelFlag()
            traversal.cancelFlag = flag
            #expect(failure(number) == nil)
            flag.raise()
            guard case .cancelled? = failure(number) else {
                Issue.record("question \(number) was not cancelled")
                continue
            }
            flag.lower()
            #expect(failure(number) == nil)
            traversal.deadline = .now - .seconds(1)
            guard case .timeout(let explored)? = failure(number) else {
                Issue.record("question \(number) ran past its deadline")
                continue
            }
            #expect(explored == traversal.explored)
            traversal.deadline = .now + .seconds(60)
            #expect(failure(number) == nil)
            traversal.deadline = nil
            // The budget is looked at every few thousand credits.
            traversal.workMax = 50_000
            guard number < 4 else { continue }
            guard case .workExceeded(let explored)? = failure(number) else {
                Issue.record("question \(number) exceeded its budget")
                continue
            }
            #expect(explored > 50_000 && explored < 250_000)
            traversal.workMax = nil
        }
    }

    /// Goal: what one search has marked is not taken for the next one's, whoever gives memory back
    /// in between.
    ///
    /// Method: questions that hand out no slots between two that do, and nothing kept.
    @Test func slotsStayMarkedUntilTheNextSearch() throws {
        let bench = Bench(Self.hub.rows, Self.hub.graph)
        let traversal = Traversal(
            bench.graph, scopes: ScopeCache(), firstMark: 1, keptBytesMax: 0)
        func costars() throws(QueryError) -> CostarPage {
            try traversal.costars(
                of: bench.person(1), in: Scope(roles: .cast), sharedMin: 1, titlesPerRow: 1,
                page: Page())
        }
        let first = try costars()
        #expect(first.total == 69_999)
        for _ in 0..<2 {
            _ = try traversal.castList(
                ofTitle: bench.title(2), in: Scope(roles: .cast), page: Page())
        }
        #expect(try costars() == first)
    }

    /// Goal: marks wrap round without mixing up searches, also after one that was stopped.
    ///
    /// Method: the same questions to a fresh traversal, one whose marks are about to wrap, and one
    /// that is stopped between questions.
    @Test func usedScratchAnswersLikeFresh() throws {
        let seed = RandomGraphSource.environmentSeed
        var random = RandomGraphSource(seed: seed)
        let benches = [
            Bench(RandomGraph(.skewed, size: 120, seed: seed).rows),
            Bench(RandomGraph(.star, size: 500, seed: seed).rows),
        ]
        let scopes = benches.map { _ in ScopeCache() }
        var refused = 0
        for trial in 0..<60 {
            let bench = benches[trial % 2]
            let scopes = scopes[trial % 2]
            let ends = [random.pick(bench.people), random.pick(bench.people)]
            var plain = PlainScope.random(&random, people: bench.people, titles: bench.titles)
            plain.excludedPeople.subtract(ends)
            let scope = Scope(plain, bench.graph)
            let (from, to) = (bench.person(ends[0]), bench.person(ends[1]))
            let firstMark = UInt32.max - UInt32(random.number(below: 2_000))
            let wrapping = Traversal(
                bench.graph, scopes: scopes, firstMark: firstMark, keptBytesMax: 0)
            for round in 0..<4 {
                func ask(
                    _ traversal: Traversal
                ) throws -> (DegreesAnswer, CostarPage, SimilarPage) {
                    let degrees = try traversal.degrees(
                        from: from, to: to, in: scope, titlesMax: nil, counting: true, chainsMax: 4)
                    let costars = try traversal.costars(
                        of: from, in: scope, sharedMin: 1, titlesPerRow: 2, page: Page())
                    let similar = try traversal.similar(
                        to: .person, from, in: scope, page: Page())
                    return (degrees, costars, similar)
                }
                let fresh = try ask(Traversal(bench.graph))
                let used = try ask(wrapping)
                #expect(fresh == used, "COSTAR_SEED=\(seed) first mark \(firstMark) round \(round)")
                // A scope without roles has nothing to look at, and so nothing to stop.
                guard wrapping.explored > 0 else { continue }
                wrapping.workMax = 0
                #expect(throws: QueryError.self) { try ask(wrapping) }
                wrapping.workMax = nil
                // A table may be refused room anywhere; what it has marked by then is forgotten.
                let bytesMax = wrapping.scratchBytesMax
                wrapping.scratchBytesMax = random.number(below: 30_000)
                do {
                    let squeezed = try ask(wrapping)
                    #expect(squeezed == fresh, "COSTAR_SEED=\(seed)")
                } catch QueryError.memoryExceeded {
                    refused += 1
                }
                wrapping.scratchBytesMax = bytesMax
            }
        }
        #expect(refused > 10)
    }

    /// A question whose tables outgrow the bound ends, one that just fits is answered.
    @Test func tablesStayWithinTheirBound() throws {
        let bench = Bench(Self.hub.rows, Self.hub.graph)
        let traversal = bench.traversal
        func ask(_ number: Int) throws {
            switch number {
            case 0:
                _ = try traversal.costars(
                    of: bench.person(1), in: Scope(roles: .all), sharedMin: 1, titlesPerRow: 0,
                    page: Page())
            case 1:
                _ = try traversal.degrees(
                    from: bench.person(3), to: bench.person(70_001), in: Scope(roles: .cast),
                    titlesMax: nil, counting: true, chainsMax: 1)
            default:
                _ = try traversal.similar(
                    to: .person, bench.person(1), in: Scope(roles: .all), page: Page())
            }
        }
        for number in 0..<3 {
            var fits = 128 << 20
            var fails = 0
            while fits - fails > 4_096 {
                traversal.releaseScratch()
                traversal.scratchBytesMax = (fits + fails) / 2
                do {
                    try ask(number)
                    fits = traversal.scratchBytesMax
                } catch QueryError.memoryExceeded(let needed, let bytesMax) {
                    #expect(bytesMax == traversal.scratchBytesMax && needed > bytesMax)
                    fails = bytesMax
                }
            }
            // It cannot do with less than a word for each of the hub's people, or most of them.
            #expect(fails > 200_000, "question \(number)")
            #expect(fits < 16 << 20, "question \(number)")
        }
    }

    @Test func scratchStaysWithinItsBounds() throws {
        let bench = Bench(Self.hub.rows, Self.hub.graph)
        let traversal = bench.traversal
        func ask(_ traversal: Traversal) throws {
            _ = try traversal.costars(
                of: bench.person(1), in: Scope(roles: .all), sharedMin: 1, titlesPerRow: 0,
                page: Page())
        }
        try ask(traversal)
        let grown = traversal.scratchBytes
        for _ in 0..<3 { try ask(traversal) }
        #expect(traversal.scratchBytes == grown)
        let frugal = Traversal(
            bench.graph, scopes: ScopeCache(), firstMark: 1, keptBytesMax: 1 << 20)
        try ask(frugal)
        #expect(frugal.scratchBytes < grown - 1 << 20)
        let marks = (bench.people.count + bench.titles.count) * 4
        #expect(frugal.scratchBytes > marks && frugal.scratchBytes < marks + 1 << 18)
    }

    /// Frontiers change places during a search; the next question finds them where they were.
    @Test func questionsAskedAgainGrowNothing() throws {
        let bench = Bench(RandomGraph(.uniform, size: 9_000, seed: 1).rows)
        var random = RandomGraphSource(seed: 1)
        let pairs = (0..<40).map { _ in (random.pick(bench.people), random.pick(bench.people)) }
        func askAll() throws {
            for (start, end) in pairs { _ = try bench.degrees(start, end, .all) }
        }
        try askAll()
        let grown = bench.traversal.scratchBytes
        for _ in 0..<3 {
            try askAll()
            #expect(bench.traversal.scratchBytes == grown)
        }
    }

    /// Workers compile the same filters at the same time and use each other's.
    @Test func workersShareOneScopeCache() async throws {
        let seed = RandomGraphSource.environmentSeed
        let rows = RandomGraph(.uniform, size: 300, seed: seed).rows
        let graph = MemoryGraph(rows)
        let scopes = ScopeCache(bytesMax: 256)
        @Sendable func ask(_ scopes: ScopeCache) throws -> [DistancesAnswer] {
            let traversal = Traversal(graph, scopes: scopes)
            return try (0..<60).map { number in
                var scope = Scope(roles: .cast)
                scope.votesMin = UInt32(number % 7 * 100)
                return try traversal.distances(
                    from: UInt32(number), in: scope, titlesMax: nil, listing: nil, page: Page())
            }
        }
        let alone = try ask(ScopeCache())
        try await withThrowingTaskGroup(of: [DistancesAnswer].self) { group in
            for _ in 0..<6 { group.addTask { try ask(scopes) } }
            for try await answers in group { #expect(answers == alone, "COSTAR_SEED=\(seed)") }
        }
        #expect(scopes.bytes <= 256)
    }

    @Test func theScopeCacheIsBounded() throws {
        let bench = Bench(RandomGraph(.uniform, size: 400, seed: 1).rows)
        let bytes = (bench.titles.count + 63) / 64 * 8
        let scopes = ScopeCache(bytesMax: bytes * 3)
        let traversal = Traversal(bench.graph, scopes: scopes)
        func ask(_ votesMin: UInt32) throws -> DistancesAnswer {
            var scope = Scope(roles: .cast)
            scope.votesMin = votesMin
            return try traversal.distances(
                from: 0, in: scope, titlesMax: nil, listing: nil, page: Page())
        }
        let first = try ask(100)
        #expect(scopes.count == 1 && scopes.bytes == bytes)
        for votesMin in [100, 200, 300, 100, 400, 500] as [UInt32] { _ = try ask(votesMin) }
        #expect(scopes.count == 3 && scopes.bytes == bytes * 3)
        #expect(try ask(100) == first)
        let tiny = ScopeCache(bytesMax: bytes - 1)
        let uncached = Traversal(bench.graph, scopes: tiny)
        var scope = Scope(roles: .cast)
        scope.votesMin = 100
        #expect(
            try uncached.distances(from: 0, in: scope, titlesMax: nil, listing: nil, page: Page())
                == first)
        #expect(tiny.count == 0 && tiny.bytes == 0)
    }
}

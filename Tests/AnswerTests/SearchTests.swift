import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: SEARCH and SUGGEST find what is there, in the order they promise.
///
/// Method: random texts made of names (whole, cut off, shuffled, accented, misspelt), random
/// filters and pages; every answer compared with a look at every name.
@Suite struct SearchTests {
    /// Queries a label and set: all 5,000 with the optimiser, a few without.
    private static let queries = _isDebugAssertConfiguration() ? 60 : 2_500

    private func compare(_ graph: some GraphReading, _ name: String, seed: UInt64, share: Int = 1) {
        let traversal = Traversal(graph)
        var random = SplitMix64(seed: seed)
        var hits = 0
        for label in Label.allCases {
            let plain = PlainNameSearch(label, graph)
            let texts = RandomSearchText(names: plain.texts)
            for round in 0..<SearchTests.queries / share {
                let text = texts.next(&random)
                let query = SearchQuery(Array(text.utf8))
                let typos = SearchQuery.Typos.allCases.randomElement(using: &random) ?? .auto
                let since = UInt32.random(in: 1_900...2_020, using: &random)
                let isFiltered = UInt.random(in: 0..<4, using: &random) == 0
                let years = graph.column(label == .title ? .startYear : .birthYear)
                func admits(_ node: UInt32) -> Bool {
                    !isFiltered || (years[node] ?? 0) >= since
                }
                let page = Page(
                    offset: Int.random(in: 0..<12, using: &random) / 4,
                    limit: Int.random(in: 0..<30, using: &random))
                let place: Comment =
                    "\(name), seed \(seed), round \(round): \(typos) \(text.debugDescription)"
                do {
                    let found = try traversal.search(
                        label, query, typos: typos, page: page, admits: admits)
                    let expected = plain.search(text, typos, admits: admits)
                    hits += expected.count
                    #expect(found.total == expected.count, place)
                    let wanted = expected.dropFirst(page.offset).prefix(page.limit)
                    let rows = found.rows.map {
                        PlainNameSearch.Hit(node: $0.node, score: $0.exactness.score)
                    }
                    #expect(rows == Array(wanted), place)
                    let suggested = try traversal.suggest(label, query, limit: page.limit)
                    #expect(suggested == plain.suggest(text, limit: page.limit), place)
                } catch {
                    Issue.record(error, place)
                }
            }
        }
        #expect(hits > SearchTests.queries / share, "most texts find something")
    }

    @Test(arguments: Effort.seeds(1, long: 10)) func sample(_ seed: UInt64) throws {
        compare(try LoadedStore(inputs: [samplesPath]).graph, "sample", seed: seed)
    }

    @Test(
        .enabled(if: ReferenceData.isPresent, "no reference data"),
        arguments: Effort.seeds(1, long: 2))
    func wikipedia(_ seed: UInt64) throws {
        let set = try ReferenceSet.loaded("wikipedia_us")
        compare(set.graph, "wikipedia_us", seed: seed)
    }

    @Test(
        .enabled(if: ReferenceData.isPresent, "no reference data"),
        arguments: Effort.seeds(1, long: 2))
    func realTitles(_ seed: UInt64) throws {
        let set = try ReferenceSet.loaded("small_imdb_real")
        compare(set.graph, "small_imdb_real", seed: seed, share: 3)
    }

    @Test("titles and people together come by popularity") func all() throws {
        let graph = try LoadedStore(inputs: [samplesPath]).graph
        let titles = PlainNameSearch(.title, graph)
        let people = PlainNameSearch(.person, graph)
        for text in ["t", "to", "ke", "the m", "zz"] {
            let found = try Traversal(graph).suggest(nil, SearchQuery(Array(text.utf8)), limit: 7)
            let both =
                titles.suggest(text, limit: 7).map {
                    (titles.popularity($0), Label.title, $0)
                }
                + people.suggest(text, limit: 7).map { (people.popularity($0), Label.person, $0) }
            let expected = both.sorted { left, right in
                left.0 != right.0
                    ? left.0 > right.0
                    : (left.1.rawValue, left.2) < (right.1.rawValue, right.2)
            }.prefix(7)
            #expect(found.map(\.node) == expected.map { $0.2 }, "\(text)")
            #expect(found.map(\.label) == expected.map { $0.1 }, "\(text)")
        }
    }

    @Test("a page beyond the end is empty and still tells the total") func pages() throws {
        let graph = try LoadedStore(inputs: [samplesPath]).graph
        let traversal = Traversal(graph)
        let query = SearchQuery(Array("the".utf8))
        func page(_ offset: Int, _ limit: Int) throws -> SearchPage {
            try traversal.search(
                .title, query, typos: .no, page: Page(offset: offset, limit: limit),
                admits: { _ in true })
        }
        let whole = try page(0, .max)
        #expect(whole.total > 50 && whole.rows.count == whole.total)
        #expect(try page(10, 5).rows == Array(whole.rows[10..<15]))
        #expect(try page(whole.total, 5).rows == [])
        #expect(try page(.max, .max).total == whole.total)
        #expect(try page(0, 0).total == whole.total)
    }

    @Test("a raised flag ends a search") func cancelled() throws {
        let graph = try LoadedStore(inputs: [samplesPath]).graph
        let traversal = Traversal(graph)
        let flag = CancelFlag()
        flag.raise()
        traversal.cancelFlag = flag
        #expect(throws: QueryError.self) {
            try traversal.search(
                .title, SearchQuery(Array("xyzzyx".utf8)), typos: .yes, page: Page(),
                admits: { _ in true })
        }
    }
}

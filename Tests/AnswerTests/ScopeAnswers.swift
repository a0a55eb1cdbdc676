import GraphModel
import GraphQuery

/// What a graph says of one scope as a whole.
struct ScopeAnswers {
    let centre: UInt32
    /// People with a credit in scope.
    let persons: Int
    /// Titles with a credit in scope.
    let titles: Int
    /// Different pairs of them.
    let edges: Int
    let distances: DistancesAnswer
    /// People at the largest distance, by number.
    let farthest: [UInt32]
    let costarsOfCentre: Int
    /// Everybody's number of co-stars: most first, then by number.
    let costars: [(person: UInt32, count: Int)]
    /// Sizes of the parts that do not touch, largest first; found by joining the people of each
    /// title, not by a search.
    let components: [Int]
    /// The size of the part with the centre.
    let componentOfCentre: Int

    init(_ book: AnswerBook, _ answerScope: AnswerScope, centre: UInt32) throws(QueryError) {
        let graph = book.graph
        let traversal = book.traversal
        let scope = answerScope.scope(graph)
        self.centre = centre
        var titlesOfPeople = 0
        // By title, one person on it; by person, another of the same part, up to its root.
        var onTitle: [UInt32: UInt32] = [:]
        var parents: [UInt32: UInt32] = [:]
        func root(_ person: UInt32) -> UInt32 {
            var person = person
            while let parent = parents[person], parent != person { person = parent }
            return person
        }
        var active: [UInt32] = []
        let all = Page(limit: 1_000_000)
        for person in 0..<UInt32(graph.count(.person)) {
            let credits = try traversal.filmography(of: person, in: scope, sort: .year, page: all)
            let titles = Set(credits.rows.map(\.credit.title))
            guard !titles.isEmpty else { continue }
            active.append(person)
            titlesOfPeople += titles.count
            for title in titles {
                let other = root(onTitle[title] ?? person)
                onTitle[title] = other
                parents[root(person)] = other
            }
        }
        persons = active.count
        titles = onTitle.count
        edges = titlesOfPeople
        distances = try traversal.distances(
            from: centre, in: scope, titlesMax: nil, listing: nil, page: all)
        farthest =
            try traversal.distances(
                from: centre, in: scope, titlesMax: nil,
                listing: distances.levels.last?.distance ?? 0, page: all
            ).people ?? []
        var counts: [(person: UInt32, count: Int)] = []
        for person in active {
            let page = try traversal.costars(
                of: person, in: scope, sharedMin: 1, titlesPerRow: 0, page: Page(limit: 0))
            counts.append((person, page.total))
        }
        costarsOfCentre = counts.first { $0.person == centre }?.count ?? 0
        costars = counts.sorted { left, right in
            left.count != right.count ? left.count > right.count : left.person < right.person
        }
        let parts = Dictionary(grouping: active, by: root).mapValues(\.count)
        components = parts.values.sorted(by: >)
        componentOfCentre = parts[root(centre)] ?? 0
    }
}

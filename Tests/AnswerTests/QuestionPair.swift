import GraphModel
import GraphQuery
import TestSupport

/// Two graphs of the same rows, asked the same random questions.
///
/// Dense ids are ranks of the public numbers, so equal answers are equal in dense ids too.
struct QuestionPair {
    private let left: Traversal
    private let right: Traversal
    private let people: [UInt32]
    private let titles: [UInt32]
    private var random: RandomGraphSource
    let log = DifferenceLog()
    /// Questions asked so far.
    private(set) var asked = 0

    /// Questions about the people and titles of some rows.
    init(
        _ left: any GraphReading, _ right: any GraphReading, rows: MemoryGraph.Rows, seed: UInt64
    ) {
        self.left = Traversal(left)
        self.right = Traversal(right)
        people = rows.people.map(\.number)
        titles = rows.titles.map(\.number)
        random = RandomGraphSource(seed: seed)
    }

    /// Asks each kind of question with random filters.
    mutating func ask(scopes: Int, perScope: Int) {
        for _ in 0..<scopes {
            let plain = PlainScope.random(&random, people: people, titles: titles)
            for _ in 0..<perScope {
                askDegrees(plain)
                askCostars(plain)
                askDistances(plain)
                askFilmography(plain)
                askCast(plain)
                askCrewAndCredit(plain)
            }
        }
    }

    private mutating func person() -> UInt32 {
        node(NodeID(.person, random.pick(people)))
    }

    private mutating func title() -> UInt32 {
        node(NodeID(.title, random.pick(titles)))
    }

    private func node(_ id: NodeID) -> UInt32 {
        guard let node = left.graph.node(id) else { preconditionFailure("a row has no node") }
        return node
    }

    private mutating func page() -> Page {
        Page(
            offset: random.oneIn(3) ? random.number(below: 8) : 0,
            limit: random.oneIn(2) ? random.number(below: 8) : 1_000_000)
    }

    /// Asks both and compares what they say, refusals included.
    private mutating func compare<Answer: Equatable>(
        _ scope: PlainScope, _ name: String,
        _ question: (Traversal, Scope) throws(QueryError) -> Answer
    ) {
        func answer(_ traversal: Traversal) -> Result<Answer, QueryError> {
            do throws(QueryError) {
                return .success(try question(traversal, Scope(scope, traversal.graph)))
            } catch { return .failure(error) }
        }
        asked += 1
        log.expect(answer(left), answer(right), "\(name) in \(scope)")
    }

    private mutating func askDegrees(_ scope: PlainScope) {
        let (from, to) = (person(), person())
        let titlesMax = random.oneIn(3) ? random.number(below: 4) : nil
        let counting = random.oneIn(2)
        let chainsMax = random.oneIn(3) ? nil : random.number(below: 6)
        compare(scope, "degrees \(from) \(to)") { traversal, scope throws(QueryError) in
            try traversal.degrees(
                from: from, to: to, in: scope, titlesMax: titlesMax, counting: counting,
                chainsMax: chainsMax)
        }
    }

    private mutating func askCostars(_ scope: PlainScope) {
        let (of, page) = (person(), page())
        let sharedMin = random.number(below: 3)
        let titlesPerRow = random.number(below: 4)
        compare(scope, "costars \(of)") { traversal, scope throws(QueryError) in
            try traversal.costars(
                of: of, in: scope, sharedMin: sharedMin, titlesPerRow: titlesPerRow, page: page)
        }
    }

    private mutating func askDistances(_ scope: PlainScope) {
        let (from, page) = (person(), page())
        let titlesMax = random.oneIn(3) ? random.number(below: 4) : nil
        let listing = random.oneIn(2) ? random.number(below: 4) : nil
        compare(scope, "distances \(from)") { traversal, scope throws(QueryError) in
            try traversal.distances(
                from: from, in: scope, titlesMax: titlesMax, listing: listing, page: page)
        }
    }

    private mutating func askFilmography(_ scope: PlainScope) {
        let (of, page) = (person(), page())
        let sort = random.pick(FilmographySort.allCases)
        compare(scope, "filmography \(of)") { traversal, scope throws(QueryError) in
            let answer = try traversal.filmography(of: of, in: scope, sort: sort, page: page)
            return Listing(answer, traversal.graph)
        }
    }

    private mutating func askCast(_ scope: PlainScope) {
        let (of, page) = (title(), page())
        compare(scope, "cast \(of)") { traversal, scope throws(QueryError) in
            Listing(try traversal.castList(ofTitle: of, in: scope, page: page), traversal.graph)
        }
    }

    private mutating func askCrewAndCredit(_ scope: PlainScope) {
        let (title, person) = (title(), person())
        compare(scope, "crew \(title)") { traversal, _ throws(QueryError) in
            let crew = traversal.crew(ofTitle: title)
            return [crew.directors, crew.writers].map { $0.map(\.person) }
        }
        compare(scope, "credit \(title) \(person)") { traversal, scope throws(QueryError) in
            traversal.credit(of: person, on: title, in: scope).map { traversal.graph.word($0.type) }
        }
    }
}

/// A page of credits by words, since codes of categories differ between loads.
private struct Listing: Equatable {
    let total: Int
    let rows: [Row]

    struct Row: Equatable {
        let title: UInt32
        let person: UInt32
        let category: String
        let place: Int
        let ordering: UInt32?
        let crewPosition: UInt32?
        let job: [UInt8]?
        let characters: [UInt8]?
    }

    init(_ page: CreditPage, _ graph: any GraphReading) {
        total = page.total
        rows = page.rows.map { row in
            Row(
                title: row.credit.title, person: row.credit.person,
                category: graph.word(row.credit.type), place: row.credit.place,
                ordering: row.payload.ordering, crewPosition: row.payload.crewPosition,
                job: row.payload.job?.array, characters: row.payload.characters?.array)
        }
    }
}

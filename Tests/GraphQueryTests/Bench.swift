import GraphModel
import GraphQuery
import TestSupport

/// A graph with its rows and a traversal, asked and answered in public numbers.
struct Bench {
    let rows: MemoryGraph.Rows
    let graph: MemoryGraph
    let traversal: Traversal

    init(_ rows: MemoryGraph.Rows) { self.init(rows, MemoryGraph(rows)) }

    init(_ rows: MemoryGraph.Rows, _ graph: MemoryGraph) {
        self.rows = rows
        self.graph = graph
        traversal = Traversal(graph)
    }

    var people: [UInt32] { rows.people.map(\.number) }
    var titles: [UInt32] { rows.titles.map(\.number) }

    func person(_ number: UInt32) -> UInt32 { node(.person, number) }
    func title(_ number: UInt32) -> UInt32 { node(.title, number) }
    private func node(_ label: Label, _ number: UInt32) -> UInt32 {
        guard let node = graph.node(NodeID(label, number)) else {
            preconditionFailure("the rows of this test have no \(label) \(number)")
        }
        return node
    }
    func personNumber(_ node: UInt32) -> UInt32 { graph.id(.person, node).number }
    func titleNumber(_ node: UInt32) -> UInt32 { graph.id(.title, node).number }

    func degrees(
        _ from: UInt32, _ to: UInt32, _ scope: PlainScope, titlesMax: Int? = nil,
        counting: Bool = false, chainsMax: Int? = nil
    ) throws(QueryError) -> DegreesAnswer {
        try traversal.degrees(
            from: person(from), to: person(to), in: Scope(scope, graph), titlesMax: titlesMax,
            counting: counting, chainsMax: chainsMax)
    }

    /// Chains as numbers of people.
    func people(_ answer: DegreesAnswer) -> [[UInt32]] {
        answer.chains.map { $0.people.map(personNumber) }
    }

    /// Chains as numbers of titles.
    func titles(_ answer: DegreesAnswer) -> [[UInt32]] {
        answer.chains.map { $0.titles.map(titleNumber) }
    }

    func costars(
        _ of: UInt32, _ scope: PlainScope, sharedMin: Int = 1, titlesPerRow: Int = 0,
        page: Page = Page(limit: 1_000_000)
    ) throws(QueryError) -> CostarPage {
        try traversal.costars(
            of: person(of), in: Scope(scope, graph), sharedMin: sharedMin,
            titlesPerRow: titlesPerRow, page: page)
    }

    func distances(
        _ from: UInt32, _ scope: PlainScope, titlesMax: Int? = nil, listing: Int? = nil,
        page: Page = Page(limit: 1_000_000)
    ) throws(QueryError) -> DistancesAnswer {
        try traversal.distances(
            from: person(from), in: Scope(scope, graph), titlesMax: titlesMax, listing: listing,
            page: page)
    }
}

extension PlainScope {
    static let cast = PlainScope(categories: ["actor", "actress"])
    static let all = PlainScope(categories: nil)

    /// The same with a change.
    func with(_ change: (inout PlainScope) -> Void) -> PlainScope {
        var copy = self
        change(&copy)
        return copy
    }
}

extension MemoryGraph.Rows {
    /// People and titles that the credits name, each credit "title person category".
    init(_ credits: [(UInt32, UInt32, String)]) {
        self.init()
        for number in Set(credits.map(\.0)).sorted() { titles.append(Title(number: number)) }
        for number in Set(credits.map(\.1)).sorted() { people.append(Person(number: number)) }
        for (title, person, category) in credits {
            self.credits.append(
                Credit(title: title, person: person, category: category, ordering: 1))
        }
    }

    /// Changes the row of a title.
    mutating func change(title number: UInt32, _ change: (inout Title) -> Void) {
        for place in titles.indices where titles[place].number == number { change(&titles[place]) }
    }
}

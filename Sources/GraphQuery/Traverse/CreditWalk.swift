internal import GraphModel

/// The credits in scope of single nodes, for questions that look at few of them.
///
/// Searches compile a title filter into a bitmap of all titles; here each title met is asked.
struct CreditWalk {
    private let scope: Scope
    private let test: TitleTest
    private let byTitle: Adjacency
    private let byPerson: Adjacency

    init(_ scope: Scope, _ graph: any GraphReading) {
        self.scope = scope
        test = TitleTest(TitleFilter(scope), graph)
        byTitle = graph.adjacency(.creditsByTitle)
        byPerson = graph.adjacency(.creditsByPerson)
    }

    /// Calls `body` with the other end and the type of each credit, by type, then by number.
    ///
    /// The node itself may be one that the scope leaves out: a title then has no credits.
    ///
    /// - Complexity: O(credits in the scope's roles).
    func forEach(
        _ label: Label, _ node: UInt32, _ meter: inout WorkMeter,
        _ body: (UInt32, CreditType) throws(QueryError) -> Void
    ) throws(QueryError) {
        if label == .title, !includes(.title, node) { return }
        let credits = label == .title ? byTitle : byPerson
        let neighbors = credits.list(node)
        let types = credits.types(node)
        for roles in scope.roles.ranges {
            let places = credits.range(node, roles)
            try meter.add(places.count)
            for place in places where includes(label.opposite, neighbors[place]) {
                try body(neighbors[place], CreditType(rawValue: types[place]))
            }
        }
    }

    /// The other ends of a node's credits, each once, ascending.
    func neighbors(
        _ label: Label, _ node: UInt32, _ meter: inout WorkMeter
    ) throws(QueryError) -> [UInt32] {
        var found: [UInt32] = []
        try forEach(label, node, &meter) { neighbor, _ throws(QueryError) in
            found.append(neighbor)
        }
        found.sort()
        var count = 0
        for neighbor in found where count == 0 || found[count - 1] != neighbor {
            found[count] = neighbor
            count += 1
        }
        found.removeSubrange(count...)
        return found
    }

    private func includes(_ label: Label, _ node: UInt32) -> Bool {
        label == .title
            ? !scope.excludedTitles.contains(node) && test.admits(node)
            : !scope.excludedPeople.contains(node)
    }
}

extension Label {
    /// The label at the other end of a credit.
    var opposite: Label { self == .title ? .person : .title }
}

public import GraphModel

/// A page of similar nodes.
public struct SimilarPage: Sendable, Equatable {
    /// One similar node.
    public struct Row: Sendable, Equatable {
        /// The node, of the label that was asked about.
        public let node: UInt32
        /// The sum of 1 / ln(neighbours) over the neighbours shared.
        public let score: Double
        /// Neighbours shared: people of two titles, titles of two people.
        public let shared: Int
    }

    /// Nodes that share a neighbour, before paging.
    public let total: Int
    /// The rows of the page: the highest score first, then by number.
    public let rows: [Row]
}

/// SIMILAR for one kind of scope.
private struct SimilarTask: ScopedTask {
    let scratch: SearchScratch
    let label: Label
    let node: UInt32
    let page: Page

    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> SimilarPage {
        let (end, overflows) = page.offset.addingReportingOverflow(page.limit)
        let rowsMax = overflows ? .max : end
        if label == .person {
            let search = unsafe SimilaritySearch(
                outward: graph.titles, inward: graph.people, own: graph.filter,
                candidates: EveryNode(), ownMarks: scratch.titleMarks,
                candidateMarks: scratch.personMarks, scratch: scratch)
            try search.run(node, rowsMax: rowsMax, &meter)
        } else {
            let search = unsafe SimilaritySearch(
                outward: graph.people, inward: graph.titles, own: EveryNode(),
                candidates: graph.filter, ownMarks: scratch.personMarks,
                candidateMarks: scratch.titleMarks, scratch: scratch)
            try search.run(node, rowsMax: rowsMax, &meter)
        }
        let tally = scratch.similarity
        let rows = page.range(of: tally.ranks.count).map { place in
            let slot = Int(truncatingIfNeeded: tally.ranks[place] & 0xFFFF_FFFF)
            return SimilarPage.Row(
                node: tally.nodes[slot],
                score: Double(tally.scores[slot]) / RarityWeight.one,
                shared: Int(tally.shared[slot]))
        }
        return SimilarPage(total: tally.ranks.count, rows: rows)
    }
}

extension Traversal {
    /// The titles that share people with a title, or the people who share titles with a person,
    /// those who share rare ones first.
    ///
    /// The score of two nodes is the sum, over the neighbours they share, of 1 / ln(d), where d is
    /// how many neighbours in scope that one has: Lada Adamic and Eytan Adar, Friends and neighbors
    /// on the Web, Social Networks 25 (2003). A neighbour that several credits join counts once.
    /// Weights are rounded to multiples of 2⁻³²; scores are sums of these and so exact: who shares
    /// neighbours of the same rarity has the same score.
    ///
    /// - Parameters:
    ///   - label: What the node is.
    ///   - node: What the others are compared with; a title that the scope leaves out has none.
    ///   - scope: The credits that count, on both sides.
    ///   - page: The rows wanted.
    /// - Returns: The page, with the number of nodes that share anything.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own node.
    /// - Complexity: O(credits of the node's neighbours).
    public func similar(
        to label: Label, _ node: UInt32, in scope: Scope, page: Page
    ) throws(QueryError) -> SimilarPage {
        try requireIncluded(label, node, scope)
        var meter = startMeter()
        defer { finish(meter) }
        let plan = ScopePlan(scope, self)
        let task = SimilarTask(scratch: scratch, label: label, node: node, page: page)
        scratch.begin(scope)
        // Few titles are met: asking each of them is cheaper than compiling a bitmap.
        if plan.filter.admitsEverything { return try run(task, plan, EveryNode(), &meter) }
        return try run(task, plan, TitleTest(plan.filter, graph), &meter)
    }
}

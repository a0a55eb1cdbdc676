internal import GraphModel

/// DISTANCES for one kind of scope; the filter is in the sets already.
private struct DistancesTask: ScopedTask {
    let sets: LevelSets
    let start: UInt32
    let titlesMax: Int?
    let listing: Int?
    let page: Page

    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> DistancesAnswer {
        let search = LevelSearch(titles: graph.titles, people: graph.people, sets: sets)
        return try search.run(
            from: start, titlesMax: titlesMax, listing: listing, page: page, &meter)
    }
}

extension Traversal {
    /// How many people are how far from a person.
    ///
    /// - Parameters:
    ///   - start: The person at distance 0.
    ///   - scope: The credits that count for every hop.
    ///   - titlesMax: The largest distance looked at; nil is any.
    ///   - listing: The distance whose people are listed; nil lists nobody.
    ///   - page: Which of them.
    /// - Returns: The levels.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own person.
    public func distances(
        from start: UInt32, in scope: Scope, titlesMax: Int?, listing: Int?, page: Page
    ) throws(QueryError) -> DistancesAnswer {
        try requireIncluded(.person, start, scope)
        var meter = startMeter()
        defer { finish(meter) }
        let plan = ScopePlan(scope, self)
        let bitmap = try bitmap(plan.filter, &meter)
        try scratch.levels.begin(scope, bitmap)
        let task = DistancesTask(
            sets: scratch.levels, start: start, titlesMax: titlesMax, listing: listing, page: page)
        return try run(task, plan, EveryNode(), &meter)
    }
}

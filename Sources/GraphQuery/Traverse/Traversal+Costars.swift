internal import GraphModel

/// COSTARS for one kind of scope.
private struct CostarTask: ScopedTask {
    let scratch: SearchScratch
    let person: UInt32
    let sharedMin: Int
    let titlesPerRow: Int
    let page: Page
    let votes: VotesColumn

    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> CostarPage {
        let search = CostarSearch(graph: graph, scratch: scratch)
        try search.count(of: person, &meter)
        let (end, overflows) = page.offset.addingReportingOverflow(page.limit)
        let total = try search.rank(sharedMin: sharedMin, rowsMax: overflows ? .max : end)
        var rows: [CostarPage.Row] = []
        for place in page.range(of: total) {
            let rank = scratch.tally.ranks[place]
            let costar = UInt32(truncatingIfNeeded: rank)
            let titles = try search.sharedTitles(
                of: costar, titlesMax: titlesPerRow, votes: votes, &meter)
            rows.append(
                CostarPage.Row(
                    person: costar, shared: Int(UInt32.max - UInt32(rank >> 32)), titles: titles))
        }
        return CostarPage(total: total, rows: rows)
    }
}

extension Traversal {
    /// People who share titles in scope with a person: most shared first, then by number.
    ///
    /// - Parameters:
    ///   - person: Whose co-stars; not a co-star of themselves.
    ///   - scope: The credits that count, on both sides.
    ///   - sharedMin: Shared titles at least; less than 1 means 1.
    ///   - titlesPerRow: Titles to name per co-star at most.
    ///   - page: The rows wanted.
    /// - Returns: The page, with the number of co-stars before paging.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own person.
    public func costars(
        of person: UInt32, in scope: Scope, sharedMin: Int, titlesPerRow: Int, page: Page
    ) throws(QueryError) -> CostarPage {
        try requireIncluded(.person, person, scope)
        var meter = startMeter()
        defer { finish(meter) }
        let plan = ScopePlan(scope, self)
        let task = CostarTask(
            scratch: scratch, person: person, sharedMin: sharedMin, titlesPerRow: titlesPerRow,
            page: page, votes: VotesColumn(graph))
        scratch.begin(scope)
        // One person's titles are few: asking each of them is cheaper than compiling a bitmap.
        if plan.filter.admitsEverything { return try run(task, plan, EveryNode(), &meter) }
        return try run(task, plan, TitleTest(plan.filter, graph), &meter)
    }
}

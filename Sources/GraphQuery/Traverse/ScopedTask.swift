internal import GraphModel

/// Work that is generic over the kind of scope, so that each kind gets code of its own.
protocol ScopedTask {
    associatedtype Answer

    /// Does it on the graph as the scope sees it.
    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> Answer
}

/// A scope resolved against one graph: which lists to walk, and what is left to ask of titles.
struct ScopePlan {
    let titles: Adjacency
    let people: Adjacency
    let roles: RoleSet
    let isProjection: Bool
    /// What the lists do not decide already.
    let filter: TitleFilter

    init(_ scope: Scope, _ traversal: Traversal) {
        let graph = traversal.graph
        var filter = TitleFilter(scope)
        if scope.roles == .cast, let movie = traversal.movieType, let types = filter.types,
            types.count == 1, types.contains(movie)
        {
            filter.types = nil
            isProjection = true
            titles = graph.adjacency(.movieCastByPerson)
            people = graph.adjacency(.movieCastByTitle)
        } else {
            isProjection = false
            titles = graph.adjacency(.creditsByPerson)
            people = graph.adjacency(.creditsByTitle)
        }
        roles = scope.roles
        self.filter = filter
    }
}

extension Traversal {
    /// Runs a task with the code that fits the scope's titles: all, or those of a bitmap.
    func run<Task: ScopedTask>(
        _ task: Task, _ plan: ScopePlan, _ bitmap: TitleBitmap?, _ meter: inout WorkMeter
    ) throws(QueryError) -> Task.Answer {
        guard let bitmap else { return try run(task, plan, EveryNode(), &meter) }
        defer { withExtendedLifetime(bitmap) {} }
        return try unsafe run(task, plan, BitmapFilter(words: bitmap.words), &meter)
    }

    /// Runs a task with the code that fits the scope's roles.
    func run<Task: ScopedTask, Filter: NodeFilter>(
        _ task: Task, _ plan: ScopePlan, _ filter: Filter, _ meter: inout WorkMeter
    ) throws(QueryError) -> Task.Answer {
        if plan.isProjection || plan.roles == .all {
            return try task.run(
                ScopedGraph(
                    titles: WholeLists(adjacency: plan.titles),
                    people: WholeLists(adjacency: plan.people), filter: filter), &meter)
        }
        if plan.roles == .cast {
            return try task.run(
                ScopedGraph(
                    titles: CastLists(adjacency: plan.titles),
                    people: CastLists(adjacency: plan.people), filter: filter), &meter)
        }
        scratch.roleRanges.removeAll()
        for range in plan.roles.ranges {
            try scratch.roleRanges.append(CodeRange(first: range.lowerBound, end: range.upperBound))
        }
        let ranges = unsafe UnsafePointer(scratch.roleRanges.base)
        let count = scratch.roleRanges.count
        return try unsafe task.run(
            ScopedGraph(
                titles: RangeLists(adjacency: plan.titles, ranges: ranges, sliceCount: count),
                people: RangeLists(adjacency: plan.people, ranges: ranges, sliceCount: count),
                filter: filter), &meter)
    }

    /// The bitmap of a filter, nil when every title passes; compiled on first use.
    func bitmap(_ filter: TitleFilter, _ meter: inout WorkMeter) throws(QueryError) -> TitleBitmap?
    {
        if filter.admitsEverything { return nil }
        if let found = scopes.bitmap(filter) { return found }
        let made = try TitleBitmap(
            TitleTest(filter, graph), titleCount: graph.count(.title), meter: &meter)
        scopes.insert(made, for: filter)
        return made
    }

    /// Refuses a question about a node that its own scope excludes.
    func requireIncluded(_ label: Label, _ node: UInt32, _ scope: Scope) throws(QueryError) {
        precondition(Int(node) < graph.count(label), "no such node")
        // Searches write their marks without a check.
        precondition(
            scope.excludedTitles.allSatisfy { Int($0) < graph.count(.title) }
                && scope.excludedPeople.allSatisfy { Int($0) < graph.count(.person) },
            "no such excluded node")
        let excluded = label == .title ? scope.excludedTitles : scope.excludedPeople
        if excluded.contains(node) { throw .endPointExcluded(label, node) }
    }
}

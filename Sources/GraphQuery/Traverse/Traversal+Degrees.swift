internal import GraphModel

/// DEGREES for one kind of scope.
private struct DegreesTask: ScopedTask {
    let scratch: SearchScratch
    let start: UInt32
    let end: UInt32
    let titlesMax: Int?
    let counting: Bool
    let chainsMax: Int?
    /// What titles are worth when the best chains are wanted.
    let worth: VotesWorth?

    struct Answer {
        var degrees: Int?
        var reason: DegreesAnswer.Reason?
        var chains: [[UInt32]] = []
        var count: SaturatingCount?
    }

    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> Answer {
        let search = BidirectionalSearch(graph: graph, scratch: scratch)
        let needsAllChains = counting || worth != nil || (chainsMax ?? 0) > 0
        let found = try search.run(from: start, to: end, collecting: needsAllChains, &meter)
        guard let meeting = found else { return Answer(reason: .notConnected) }
        if let titlesMax, meeting.degrees > titlesMax { return Answer(reason: .beyondMaximum) }
        var answer = Answer(degrees: meeting.degrees)
        if needsAllChains {
            try scratch.chains.build(graph, scratch, meeting, &meter)
            if counting { answer.count = try scratch.chains.count(&meter) }
            if let worth {
                answer.chains = try scratch.chains.bestChains(chainsMax ?? 1, worth, &meter)
            } else {
                answer.chains = try scratch.chains.firstChains(chainsMax ?? 1, &meter)
            }
        } else if chainsMax == nil {
            answer.chains = [try search.chain(of: meeting, from: start, to: end, &meter)]
        }
        return answer
    }
}

/// The best title that two people share, for one kind of scope.
private struct HopTask: ScopedTask {
    let scratch: SearchScratch
    let scope: Scope
    let chains: [[UInt32]]
    let votes: VotesColumn

    func run<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ meter: inout WorkMeter
    ) throws(QueryError) -> [DegreesAnswer.Chain] {
        // Chains in order share their beginnings, and often their ends.
        var known: [UInt64: UInt32] = [:]
        var answer: [DegreesAnswer.Chain] = []
        answer.reserveCapacity(chains.count)
        for people in chains {
            var titles: [UInt32] = []
            titles.reserveCapacity(people.count - 1)
            for place in 1..<max(people.count, 1) {
                let pair = UInt64(people[place - 1]) << 32 | UInt64(people[place])
                let title: UInt32
                if let found = known[pair] {
                    title = found
                } else {
                    title = try bestTitle(graph, people[place - 1], people[place], &meter)
                    if chains.count > 1 { known[pair] = title }
                }
                titles.append(title)
            }
            answer.append(DegreesAnswer.Chain(people: people, titles: titles))
        }
        return answer
    }

    private func bestTitle<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ left: UInt32, _ right: UInt32,
        _ meter: inout WorkMeter
    ) throws(QueryError) -> UInt32 {
        scratch.begin(scope)
        let marks = unsafe scratch.titleMarks
        let base = scratch.base
        for slice in 0..<graph.titles.sliceCount {
            let list = graph.titles.slice(slice, of: left)
            try meter.add(list.count)
            for title in list where unsafe marks[Int(title)] < base {
                unsafe marks[Int(title)] = base
            }
        }
        var best = UInt64.max
        for slice in 0..<graph.titles.sliceCount {
            let list = graph.titles.slice(slice, of: right)
            try meter.add(list.count)
            for title in list
            where unsafe marks[Int(title)] == base && graph.filter.admits(title) {
                best = min(best, votes.rank(title))
            }
        }
        precondition(best != .max, "neighbours on a chain share a title")
        return UInt32(truncatingIfNeeded: best)
    }
}

extension Traversal {
    /// The shortest chains of people between two people.
    ///
    /// People of different components are not connected whatever the scope: that is told without a
    /// search, which leaves ``explored`` at 0.
    ///
    /// - Parameters:
    ///   - start: The first person of each chain.
    ///   - end: The last person of each chain.
    ///   - scope: The credits that count for every hop.
    ///   - titlesMax: Titles on a chain at most; nil is any number.
    ///   - counting: Whether to count all shortest chains.
    ///   - chainsMax: How many chains to list, the first ones in order of their people's numbers;
    ///     nil lists one, always the same for the same question and graph: the one found fastest,
    ///     or the first in order when counting.
    ///   - order: Which of the shortest chains come first.
    /// - Returns: The distance, or why there is none.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own person.
    public func degrees(
        from start: UInt32, to end: UInt32, in scope: Scope, titlesMax: Int?, counting: Bool,
        chainsMax: Int?, order: ChainOrder = .numbers
    ) throws(QueryError) -> DegreesAnswer {
        try requireIncluded(.person, start, scope)
        try requireIncluded(.person, end, scope)
        var meter = startMeter()
        defer { finish(meter) }
        if start == end {
            return DegreesAnswer(
                degrees: 0, reason: nil,
                chains: chainsMax == 0 ? [] : [DegreesAnswer.Chain(people: [start], titles: [])],
                count: counting ? 1 : nil, countSaturated: false)
        }
        guard graph.components.areConnected(start, end) else {
            return DegreesAnswer(
                degrees: nil, reason: .notConnected, chains: [], count: counting ? 0 : nil,
                countSaturated: false)
        }
        let plan = ScopePlan(scope, self)
        let bitmap = try bitmap(plan.filter, &meter)
        scratch.begin(scope)
        let found = try run(
            DegreesTask(
                scratch: scratch, start: start, end: end, titlesMax: titlesMax,
                counting: counting, chainsMax: chainsMax,
                worth: order == .votes ? VotesWorth(graph) : nil), plan, bitmap, &meter)
        let chains = try run(
            HopTask(
                scratch: scratch, scope: scope, chains: found.chains, votes: VotesColumn(graph)),
            plan, bitmap, &meter)
        return DegreesAnswer(
            degrees: found.degrees, reason: found.reason, chains: chains,
            count: counting ? found.count?.value ?? 0 : nil,
            countSaturated: found.count?.isSaturated ?? false)
    }
}

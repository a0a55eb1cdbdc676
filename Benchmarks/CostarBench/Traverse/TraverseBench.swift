internal import CBench
import GraphModel
import GraphQuery

/// Our searches beside those of ``CeilingGraph``: the same questions in the same run.
struct TraverseBench {
    let graph: any GraphReading
    let traversal: Traversal
    let ceiling: CeilingGraph
    let pairs: [(start: UInt32, end: UInt32)]

    init(_ graph: any GraphReading, questions: Int) {
        self.graph = graph
        traversal = Traversal(graph)
        ceiling = CeilingGraph(graph, inLargePages: true)
        var random = Random(state: 42)
        pairs = Cases.pairs(graph, questions, &random)
    }

    /// Every row of the table, told as soon as it is known.
    func run(_ tell: (TraverseRow) -> Void) throws {
        try degrees().forEach(tell)
        try filters().forEach(tell)
        try levels().forEach(tell)
        try costars().forEach(tell)
        try memory().forEach(tell)
        threads().forEach(tell)
    }

    private func ask(
        _ pair: (start: UInt32, end: UInt32), _ scope: Scope, counting: Bool = false,
        chainsMax: Int? = nil
    ) throws -> DegreesAnswer {
        try traversal.degrees(
            from: pair.start, to: pair.end, in: scope, titlesMax: nil, counting: counting,
            chainsMax: chainsMax)
    }

    // MARK: Chains

    private func degrees() throws -> [TraverseRow] {
        let scope = Scope(roles: .all)
        var explored = 0
        for pair in pairs {
            _ = try ask(pair, scope)
            explored += traversal.explored
        }
        let plain = try Comparison(pairs.count) {
            try ask(pairs[$0], scope).degrees ?? -1
        } theirs: {
            ceiling.degrees(pairs[$0].start, pairs[$0].end)
        }
        let counted = try Comparison(pairs.count) {
            try ask(pairs[$0], scope, counting: true, chainsMax: 0).count ?? 0
        } theirs: {
            ceiling.count(pairs[$0].start, pairs[$0].end)
        }
        let small = CeilingGraph(graph, inLargePages: false)
        let mapped = try Comparison(pairs.count) {
            try ask(pairs[$0], scope).degrees ?? -1
        } theirs: {
            small.degrees(pairs[$0].start, pairs[$0].end)
        }
        return rows("DEGREES ROLE all ÷ C", plain, most: 1.2)
            + [
                TraverseRow(
                    figure: "credits looked at per DEGREES",
                    value: Double(explored) / Double(pairs.count)),
                TraverseRow(
                    figure: "nanoseconds per credit looked at, DEGREES ROLE all",
                    value: plain.ours.mean * Double(pairs.count) / Double(explored),
                    details: [("ours_mean_ns", plain.ours.mean)]),
            ] + rows("DEGREES ROLE all COUNT ÷ C", counted, most: 1.2)
            + rows("DEGREES ROLE all ÷ C in pages of 4 KiB", mapped, most: nil)
    }

    private func filters() throws -> [TraverseRow] {
        let movies = Set(
            graph.words(.titleTypes).indices.filter {
                graph.words(.titleTypes)[$0] == "movie"
            }.map { UInt32($0) })
        let types = graph.column(.titleType)
        let movieCast = CeilingGraph(graph, inLargePages: true) { title, type in
            RoleSet.cast.contains(type) && movies.contains(types.stored(title))
        }
        let all = Scope(roles: .all)
        var cast = Scope(roles: .cast)
        cast.titleTypes = movies
        // The unfiltered question of the same people stands between the filtered ones.
        var unfiltered: [Int] = []
        let filtered = try Comparison(pairs.count) {
            try ask(pairs[$0], cast).degrees ?? -1
        } theirs: {
            movieCast.degrees(pairs[$0].start, pairs[$0].end)
        }
        let plain = try Comparison(pairs.count) {
            try ask(pairs[$0], all).degrees
        } theirs: {
            try ask(pairs[$0], all).degrees
        }
        unfiltered = plain.ours
        var rows = [
            TraverseRow(
                figure: "DEGREES TYPE movie ÷ DEGREES ROLE all, mean",
                value: filtered.ours.mean / unfiltered.mean, most: 1,
                details: [("ours_mean_ns", filtered.ours.mean)],
                equal: (filtered.equal, of: pairs.count))
        ]
        for filter in TitleFilterCase.all(graph, movies) {
            let bytes = filter.bytes(graph)
            let times = try Comparison(pairs.count) {
                try ask(pairs[$0], filter.scope).degrees ?? -1
            } theirs: {
                ceiling.degrees(pairs[$0].start, pairs[$0].end, through: bytes)
            }
            rows.append(
                TraverseRow(
                    figure: "DEGREES ROLE all \(filter.name) ÷ DEGREES ROLE all, mean",
                    value: times.ours.mean / unfiltered.mean, most: 3,
                    details: [
                        ("ours_mean_ns", times.ours.mean),
                        ("ceiling_mean_ns", times.theirs.mean),
                    ], equal: (times.equal, of: pairs.count)))
        }
        return rows
    }

    // MARK: Levels

    private func levels() throws -> [TraverseRow] {
        let scope = Scope(roles: .all)
        func distances(_ place: Int, _ most: Int? = nil) throws -> [Int] {
            try traversal.distances(
                from: pairs[place].start, in: scope, titlesMax: most, listing: nil, page: Page()
            ).levels.map(\.people)
        }
        let few = min(pairs.count, 25)
        let optimising = try Comparison(few, rounds: 3) {
            try distances($0)
        } theirs: {
            ceiling.directionOptimising(pairs[$0].start)
        }
        let topDown = try Comparison(few, rounds: 3) {
            try distances($0)
        } theirs: {
            ceiling.topDown(pairs[$0].start)
        }
        let near = try Comparison(pairs.count, rounds: 3) {
            try distances($0, 2)
        } theirs: {
            ceiling.topDown(pairs[$0].start, most: 2)
        }
        return Array(
            rows("DISTANCES ROLE all ÷ C direction-optimising", optimising, most: 1.3)[..<1])
            + Array(rows("DISTANCES ROLE all ÷ C top-down", topDown, most: 0.2)[..<1])
            + rows("DISTANCES ROLE all MAX 2 ÷ C top-down", near, most: nil)
    }

    // MARK: Co-stars

    private func costars() throws -> [TraverseRow] {
        let scope = Scope(roles: .all)
        let times = try Comparison(pairs.count) {
            try traversal.costars(
                of: pairs[$0].start, in: scope, sharedMin: 1, titlesPerRow: 0,
                page: Page(limit: 50)
            ).total
        } theirs: {
            ceiling.costars(pairs[$0].start)
        }
        return rows("COSTARS ROLE all LIMIT 50 ÷ C that only counts people", times, most: nil)
    }

    // MARK: Memory and threads

    private func memory() throws -> [TraverseRow] {
        let scope = Scope(roles: .all)
        func allocations(_ counting: Bool, _ chainsMax: Int?) throws -> Double {
            for pair in pairs { _ = try ask(pair, scope, counting: counting, chainsMax: chainsMax) }
            costar_bench_count_allocations(1)
            for pair in pairs { _ = try ask(pair, scope, counting: counting, chainsMax: chainsMax) }
            let calls = costar_bench_allocations()
            costar_bench_count_allocations(0)
            return Double(calls) / Double(pairs.count)
        }
        let keeper = Traversal(
            graph, scopes: ScopeCache(), firstMark: 1, keptBytesMax: .max)
        for pair in pairs {
            _ = try keeper.degrees(
                from: pair.start, to: pair.end, in: scope, titlesMax: nil, counting: true,
                chainsMax: nil)
        }
        return [
            TraverseRow(
                figure: "allocations per DEGREES, in the search", value: try allocations(false, 0),
                most: 0),
            TraverseRow(
                figure: "allocations per DEGREES COUNT, in the search",
                value: try allocations(true, 0), most: 0),
            TraverseRow(
                figure: "allocations per DEGREES with its chain", value: try allocations(false, nil)
            ),
            TraverseRow(
                figure: "scratch bytes of the thread", value: Double(traversal.scratchBytes),
                most: Double(128 << 20)),
            TraverseRow(
                figure: "scratch bytes of the thread if it kept all it had",
                value: Double(keeper.scratchBytes)),
        ]
    }

    private func threads() -> [TraverseRow] {
        let workers = (0..<2).map { _ in Repetition(graph, pairs) }
        workers.forEach { $0.run() }
        // By the clock, and by what the threads had of the cores, for machines that are busy.
        func queriesPerSecond(_ threads: Int) -> (byClock: Double, byThread: Double) {
            let start = ContinuousClock.now
            workers.prefix(threads).concurrentlyRun()
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let queries = Double(pairs.count * Repetition.rounds)
            let byThread = workers.prefix(threads).reduce(0) {
                $0 + queries / Double($1.nanoseconds) * 1e9
            }
            return (Double(threads) * queries / seconds, byThread)
        }
        let measured = (0..<5).map { _ in (one: queriesPerSecond(1), two: queriesPerSecond(2)) }
        func best(_ figures: [Double]) -> Double { figures.max() ?? 0 }
        let one = best(measured.map(\.one.byClock))
        let two = best(measured.map(\.two.byClock))
        let threadOne = best(measured.map(\.one.byThread))
        let threadTwo = best(measured.map(\.two.byThread))
        return [
            TraverseRow(
                figure: "queries of two threads ÷ of one, by the clock", value: two / one,
                least: 1.7, details: [("one_per_s", one), ("two_per_s", two)]),
            TraverseRow(
                figure: "queries of two threads ÷ of one, by the time of the threads",
                value: threadTwo / threadOne, least: 1.7,
                details: [("one_per_s", threadOne), ("two_per_s", threadTwo)]),
        ]
    }

    private func rows(_ name: String, _ times: Comparison, most: Double?) -> [TraverseRow] {
        [50, 99].map { hundredths in
            let ours = Double(times.ours.percentile(hundredths))
            let theirs = Double(times.theirs.percentile(hundredths))
            return TraverseRow(
                figure: "\(name), p\(hundredths)", value: ours / theirs, most: most,
                details: [
                    ("ours_p\(hundredths)_ns", ours), ("ceiling_p\(hundredths)_ns", theirs),
                ], equal: (times.equal, of: times.ours.count))
        }
    }
}

import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: the nodes around one and the credits between them equal the textbook's.
///
/// Method: random nodes, filters, depths and limits on random graphs; the seed of a failure is in
/// its message.
@Suite struct NeighborhoodQuestionTests {
    @Test(arguments: RandomGraph.Shape.allCases)
    func neighborhoodEqualsTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in 0..<6 {
            var trial = RandomQuestionTests.Trial(shape, round: round)
            for _ in 0..<12 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                for _ in 0..<4 {
                    try ask(&trial, .person, scope, plain)
                    try ask(&trial, .title, scope, plain)
                }
            }
        }
    }

    private func ask(
        _ trial: inout RandomQuestionTests.Trial, _ label: Label, _ scope: PlainScope,
        _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let start = NodeID(
            label, trial.random.pick(label == .person ? bench.people : bench.titles))
        let depth = trial.random.number(below: 5)
        let limit = trial.random.oneIn(2) ? trial.random.number(below: 12) : 1_000
        let name: Comment = "\(trial.name) \(start) \(scope) depth \(depth) limit \(limit)"
        let excluded = label == .person ? scope.excludedPeople : scope.excludedTitles
        guard !excluded.contains(start.number) else { return }
        let node = try #require(bench.graph.node(start))
        let answer = try bench.traversal.neighborhood(
            of: label, node, in: Scope(scope, bench.graph), depth: depth, limit: limit)

        var expected = [(start, 0)]
        var known: Set<NodeID> = [start]
        var frontier = [start]
        for distance in stride(from: 1, through: depth, by: 1) {
            var next: Set<NodeID> = []
            for id in frontier {
                if id.label == .person {
                    next.formUnion((plain.titles[id.number] ?? []).map { NodeID(.title, $0) })
                } else {
                    next.formUnion((plain.people[id.number] ?? []).map { NodeID(.person, $0) })
                }
            }
            frontier = next.subtracting(known).sorted()
            known.formUnion(frontier)
            expected += frontier.map { ($0, distance) }
        }
        let found = answer.nodes.map { bench.graph.id($0.label, $0.node) }
        #expect(found == expected.prefix(limit).map(\.0), name)
        #expect(answer.nodes.map(\.distance) == expected.prefix(limit).map(\.1), name)
        #expect(answer.isTruncated == (expected.count > limit), name)

        let told = Set(found)
        let edges = plain.credits.filter {
            told.contains(NodeID(.title, $0.title)) && told.contains(NodeID(.person, $0.person))
        }.map { "\($0.person) \($0.title) \($0.category)" }
        let foundEdges = answer.edges.map {
            "\(bench.personNumber($0.person)) \(bench.titleNumber($0.title)) "
                + bench.graph.word($0.type)
        }
        #expect(foundEdges.sorted() == edges.sorted(), name)
        let order = answer.edges.map { [$0.person, $0.title, UInt32($0.type.rawValue)] }
        let isOrdered = zip(order, order.dropFirst()).allSatisfy {
            $0.lexicographicallyPrecedes($1)
        }
        #expect(isOrdered, name)
    }
}

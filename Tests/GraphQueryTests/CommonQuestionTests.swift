import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: what several nodes share equals the textbook's intersection.
///
/// Method: random nodes and filters on random graphs; the seed of a failure is in its message.
@Suite struct CommonQuestionTests {
    @Test(arguments: RandomGraph.Shape.allCases)
    func commonEqualsTheTextbook(_ shape: RandomGraph.Shape) throws {
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
        let all = label == .person ? bench.people : bench.titles
        let count = 2 + trial.random.number(below: 3)
        let numbers = (0..<count).map { _ in trial.random.pick(all) }
        let page = trial.page()
        let nodes = numbers.map { label == .person ? bench.person($0) : bench.title($0) }
        let name: Comment = "\(trial.name) \(numbers) \(scope)"
        let excluded = label == .person ? scope.excludedPeople : scope.excludedTitles
        if let first = numbers.firstIndex(where: { excluded.contains($0) }) {
            #expect(throws: QueryError.endPointExcluded(label, nodes[first]), name) {
                try bench.traversal.common(
                    of: label, nodes, in: Scope(scope, bench.graph), page: page)
            }
            return
        }
        let answer = try bench.traversal.common(
            of: label, nodes, in: Scope(scope, bench.graph), page: page)
        let expected: [UInt32]
        if label == .person {
            expected = plain.shared(numbers[0], numbers[1]).filter { title in
                numbers.allSatisfy { plain.titles[$0]?.contains(title) ?? false }
            }
        } else {
            expected = (plain.people[numbers[0]] ?? []).sorted().filter { person in
                numbers.allSatisfy { plain.people[$0]?.contains(person) ?? false }
            }
        }
        #expect(answer.total == expected.count, name)
        let shown = expected.dropFirst(page.offset).prefix(page.limit)
        let found = answer.nodes.map {
            label == .person ? bench.titleNumber($0) : bench.personNumber($0)
        }
        #expect(found == Array(shown), name)
    }
}

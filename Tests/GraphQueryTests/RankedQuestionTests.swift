import Foundation
import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: BEST, CENTER and SIMILAR equal their definitions.
///
/// Method: thousands of random questions with random filters on random graphs of nasty shapes,
/// answered a second time by formula from the raw rows; the seed of a failure is in its message.
@Suite struct RankedQuestionTests {
    typealias Trial = RandomQuestionTests.Trial

    // MARK: Best chains

    @Test(arguments: RandomGraph.Shape.allCases)
    func bestChainsAreTheFirstOfAll(_ shape: RandomGraph.Shape) throws {
        var asked = 0
        for round in 0..<12 {
            var trial = Trial(shape, round: round)
            let bench = trial.bench
            for _ in 0..<12 {
                let scope = trial.scope()
                let plain = PlainSearch(bench.rows, scope)
                let ends = [trial.random.pick(bench.people), trial.random.pick(bench.people)]
                guard scope.excludedPeople.isDisjoint(with: ends),
                    let count = plain.chainCount(ends[0], ends[1]), count <= 3_000
                else { continue }
                let chainsMax = trial.random.number(below: 12)
                let expected = Array(
                    ranked(plain.chains(ends[0], ends[1], .max), plain, bench).prefix(chainsMax))
                let answer = try bench.traversal.degrees(
                    from: bench.person(ends[0]), to: bench.person(ends[1]),
                    in: Scope(scope, bench.graph), titlesMax: nil, counting: true,
                    chainsMax: chainsMax, order: .votes)
                let name: Comment = "\(trial.name) \(ends) \(scope) \(chainsMax)"
                #expect(bench.people(answer) == expected, name)
                #expect(answer.count == count, name)
                for (people, titles) in zip(bench.people(answer), bench.titles(answer)) {
                    #expect(plain.verifies(people: people, titles: titles), name)
                }
                asked += 1
            }
        }
        #expect(asked > 20)
    }

    /// Every chain by what its titles are worth, then by number: the definition.
    private func ranked(
        _ chains: [[UInt32]], _ plain: PlainSearch, _ bench: Bench
    ) -> [[UInt32]] {
        let votes = Dictionary(
            uniqueKeysWithValues: bench.rows.titles.map { ($0.number, $0.votes ?? 0) })
        func worth(_ chain: [UInt32]) -> Int {
            zip(chain, chain.dropFirst()).reduce(0) { sum, hop in
                let title = plain.shared(hop.0, hop.1)[0]
                return sum + Int((log2(1 + Double(votes[title] ?? 0)) * 16_777_216).rounded())
            }
        }
        return chains.map { (worth($0), $0) }.sorted { left, right in
            left.0 != right.0 ? left.0 > right.0 : left.1.lexicographicallyPrecedes(right.1)
        }.map(\.1)
    }

    /// Two hops of 1,000 votes each are worth more than one of a million and one of none.
    @Test func anObscureTitleWeighsAsMuchAsAFamousOne() throws {
        var rows = MemoryGraph.Rows([
            (1, 1, "actor"), (1, 2, "actor"), (2, 2, "actor"), (2, 9, "actor"),
            (3, 1, "actor"), (3, 3, "actor"), (4, 3, "actor"), (4, 9, "actor"),
            (5, 1, "actor"), (5, 4, "actor"), (6, 4, "actor"), (6, 9, "actor"),
        ])
        rows.change(title: 1) { $0.votes = 1_000_000 }
        for title in [3, 4] as [UInt32] { rows.change(title: title) { $0.votes = 1_000 } }
        let bench = Bench(rows)
        func best(_ chainsMax: Int?) throws -> [[UInt32]] {
            bench.people(
                try bench.traversal.degrees(
                    from: bench.person(1), to: bench.person(9), in: Scope(roles: .cast),
                    titlesMax: nil, counting: false, chainsMax: chainsMax, order: .votes))
        }
        // (1 + 1,000,000) × 1 = 1,000,001 and 1,001 × 1,001 = 1,002,001.
        #expect(try best(9) == [[1, 3, 9], [1, 2, 9], [1, 4, 9]])
        #expect(try best(nil) == [[1, 3, 9]])
        #expect(try best(0) == [])
    }

    // MARK: The centre

    @Test(arguments: RandomGraph.Shape.allCases)
    func centersEqualTheTextbook(_ shape: RandomGraph.Shape) throws {
        for round in RandomQuestionTests.rounds {
            var trial = Trial(shape, round: round)
            let bench = trial.bench
            for _ in 0..<20 {
                let scope = trial.scope()
                let person = trial.random.pick(bench.people)
                guard !scope.excludedPeople.contains(person) else { continue }
                let plain = PlainSearch(bench.rows, scope)
                let distances = plain.distances(person)
                let answer = try bench.traversal.center(
                    of: bench.person(person), in: Scope(scope, bench.graph))
                let name: Comment = "\(trial.name) \(person) \(scope)"
                #expect(answer.reached == distances.count - 1, name)
                #expect(answer.distanceSum == distances.values.reduce(0, +), name)
                #expect(answer.farthest == distances.values.max(), name)
                #expect(
                    answer.unreachable == plain.titles.keys.count { distances[$0] == nil }, name)
                let average = Double(answer.distanceSum) / Double(distances.count - 1)
                #expect(answer.average == (distances.count == 1 ? nil : average), name)
            }
        }
    }

    // MARK: Similar nodes

    @Test(arguments: RandomGraph.Shape.allCases)
    func similarNodesEqualTheFormula(_ shape: RandomGraph.Shape) throws {
        for round in RandomQuestionTests.rounds {
            var trial = Trial(shape, round: round)
            for _ in 0..<20 {
                let scope = trial.scope()
                let plain = PlainSearch(trial.bench.rows, scope)
                try askSimilar(&trial, .person, scope, plain)
                try askSimilar(&trial, .title, scope, plain)
            }
        }
    }

    private func askSimilar(
        _ trial: inout Trial, _ label: Label, _ scope: PlainScope, _ plain: PlainSearch
    ) throws {
        let bench = trial.bench
        let isPerson = label == .person
        let number = trial.random.pick(isPerson ? bench.people : bench.titles)
        let excluded = isPerson ? scope.excludedPeople : scope.excludedTitles
        guard !excluded.contains(number) else { return }
        let page = trial.page()
        let name: Comment = "\(trial.name) \(label) \(number) \(scope) \(page)"
        let outward = isPerson ? plain.titles : plain.people
        let inward = isPerson ? plain.people : plain.titles
        var scores: [UInt32: (exact: UInt64, plain: Double, shared: Int)] = [:]
        for neighbor in outward[number] ?? [] {
            let others = inward[neighbor] ?? []
            for other in others where other != number {
                let rarity = 1 / log(Double(others.count))
                let old = scores[other] ?? (0, 0, 0)
                scores[other] = (
                    old.exact + UInt64((rarity * 4_294_967_296).rounded()), old.plain + rarity,
                    old.shared + 1
                )
            }
        }
        let expected = scores.sorted { left, right in
            left.value.exact != right.value.exact
                ? left.value.exact > right.value.exact : left.key < right.key
        }.dropFirst(page.offset).prefix(page.limit)
        let node = isPerson ? bench.person(number) : bench.title(number)
        let answer = try bench.traversal.similar(
            to: label, node, in: Scope(scope, bench.graph), page: page)
        #expect(answer.total == scores.count, name)
        let numbers = answer.rows.map {
            isPerson ? bench.personNumber($0.node) : bench.titleNumber($0.node)
        }
        #expect(numbers == expected.map(\.key), name)
        #expect(answer.rows.map(\.shared) == expected.map(\.value.shared), name)
        for (row, (_, value)) in zip(answer.rows, expected) {
            #expect(row.score == Double(value.exact) / 4_294_967_296, name)
            #expect(abs(row.score - value.plain) < 1e-6, name)
        }
        #expect(
            try bench.traversal.similar(to: label, node, in: Scope(scope, bench.graph), page: page)
                == answer, name)
    }
}

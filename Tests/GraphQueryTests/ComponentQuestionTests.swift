import GraphModel
import GraphQuery
import TestSupport
import Testing

/// Goal: the components of a graph are whom the textbook's search finds, and people of different
/// ones are told apart without a search.
@Suite struct ComponentQuestionTests {
    @Test(arguments: RandomGraph.Shape.allCases)
    func componentsAreWhatSearchesFind(_ shape: RandomGraph.Shape) {
        for round in RandomQuestionTests.rounds {
            let trial = RandomQuestionTests.Trial(shape, round: round)
            let bench = trial.bench
            let name = Comment(rawValue: trial.name)
            let plain = PlainSearch(bench.rows, .all)
            let components = bench.graph.components
            var firsts: [UInt32] = []
            for number in bench.people.sorted() {
                let reached = plain.distances(number).keys
                let component = components.component(of: bench.person(number))
                guard plain.titles[number] != nil else {
                    #expect(component == nil, name)
                    continue
                }
                let isFirst = number == reached.min()
                if isFirst { firsts.append(number) }
                #expect(component.map { components.size(of: $0) } == reached.count, name)
                for other in bench.people {
                    #expect(
                        components.areConnected(bench.person(number), bench.person(other))
                            == reached.contains(other), name)
                }
            }
            let bySize = firsts.sorted { left, right in
                (plain.distances(right).count, left) < (plain.distances(left).count, right)
            }
            #expect(
                bySize.map { components.component(of: bench.person($0)) }
                    == bySize.indices.map { UInt32($0) }, name)
            #expect(components.count == firsts.count, name)
            #expect(components.count == bench.graph.statistics.components, name)
            #expect(
                components.largest == bySize.first.map { plain.distances($0).count } ?? 0, name)
        }
    }

    /// Two pairs, one of them of crew alone, and somebody without a credit.
    private static func rows() -> MemoryGraph.Rows {
        var rows = MemoryGraph.Rows([
            (10, 1, "actor"), (10, 2, "actor"), (20, 3, "director"), (20, 4, "writer"),
        ])
        rows.people += [.init(number: 5), .init(number: 6)]
        return rows
    }

    @Test func whoIsInNoComponentIsConnectedWithNobody() {
        let bench = Bench(Self.rows())
        let components = bench.graph.components
        #expect(components.count == 2 && components.largest == 2)
        #expect(components.component(of: bench.person(5)) == nil)
        #expect(components.areConnected(bench.person(5), bench.person(5)))
        #expect(!components.areConnected(bench.person(5), bench.person(6)))
        #expect(!components.areConnected(bench.person(1), bench.person(5)))
        #expect(components.areConnected(bench.person(3), bench.person(4)))
        let nobody = MemoryGraph(MemoryGraph.Rows())
        #expect(nobody.components.count == 0 && nobody.components.largest == 0)
    }

    /// Goal: no credit is looked at for people of different components, whatever is asked.
    ///
    /// Method: the counter of credits, a budget and a deadline that no search could keep, and no
    /// scratch memory taken.
    @Test func peopleOfDifferentComponentsNeedNoSearch() throws {
        let bench = Bench(Self.rows())
        let traversal = bench.traversal
        let scratchBytes = traversal.scratchBytes
        traversal.workMax = 0
        traversal.deadline = .now - .seconds(1)
        let filtered = PlainScope.cast.with {
            $0.since = 1_999
            $0.votesMin = 100
        }
        for scope in [PlainScope.all, .cast, filtered] {
            for (one, other) in [(1, 3), (3, 1), (1, 5), (5, 6)] as [(UInt32, UInt32)] {
                for counting in [false, true] {
                    let found = try bench.degrees(
                        one, other, scope, titlesMax: counting ? 2 : nil, counting: counting,
                        chainsMax: counting ? 3 : nil)
                    #expect(found.degrees == nil && found.reason == .notConnected)
                    #expect(found.chains.isEmpty && !found.countSaturated)
                    #expect(found.count == (counting ? 0 : nil))
                    #expect(traversal.explored == 0)
                }
            }
        }
        #expect(traversal.scratchBytes == scratchBytes)

        // The same component: that needs a search, which is stopped.
        #expect(throws: QueryError.self) { try bench.degrees(1, 2, .cast) }
        #expect(traversal.explored > 0)
        traversal.workMax = nil
        traversal.deadline = nil
        #expect(try bench.degrees(3, 4, .cast).reason == .notConnected)
        #expect(traversal.explored > 0)
        #expect(try bench.degrees(1, 3, .all).reason == .notConnected)
        #expect(traversal.explored == 0)
        #expect(try bench.degrees(1, 2, .all).degrees == 1)
        #expect(traversal.explored > 0)
        #expect(try bench.degrees(1, 1, .all).degrees == 0)
        #expect(traversal.explored == 0)
    }

    /// An end point that the scope excludes is an error all the same.
    @Test func anExcludedEndPointIsToldFirst() {
        let bench = Bench(Self.rows())
        let excluding = PlainScope.all.with { $0.excludedPeople = [3] }
        #expect(throws: QueryError.endPointExcluded(.person, bench.person(3))) {
            try bench.degrees(1, 3, excluding)
        }
    }
}

import Foundation
import GraphModel
import TestSupport
import Testing

/// Goal: a loaded store says what the model says.
///
/// Method: random graphs with everything that a dump can hold, written as dump files, loaded,
/// compared view by view and by thousands of random questions; `COSTAR_SEED` repeats a run.
@Suite struct StoreModelTests {
    static let rounds = Effort.rounds(4, long: 60)

    @Test(arguments: RandomGraph.Shape.allCases)
    func storeEqualsModel(_ shape: RandomGraph.Shape) throws {
        var asked = 0
        for round in 0..<Self.rounds {
            let seed = RandomGraphSource.environmentSeed &+ UInt64(round) &* 1_000_003
            let name: Comment =
                "COSTAR_SEED=\(RandomGraphSource.environmentSeed) \(shape) round \(round)"
            var random = RandomGraphSource(seed: seed)
            let rows = RandomGraph(shape, size: [6, 20, 60, 200][round % 4], seed: seed).rows
                .withProperties(using: &random).asDumped().inTextOrder()
            let model = MemoryGraph(rows)
            let store = try LoadedStore(rows, isCompressed: round % 4 == 1)
            #expect(GraphDifferences(store.graph, model).lines == [], name)

            // Every second time with so little memory that what can go to a file does.
            let inAnyOrder = try LoadedStore(
                rows.shuffled(using: &random), order: .asGiven, isCompressed: round % 4 == 2,
                memory: round % 2 == 1 ? 1 : nil)
            #expect(GraphDifferences(inAnyOrder.graph, store.graph).lines == [], name)

            var questions = QuestionPair(store.graph, model, rows: rows, seed: seed)
            questions.ask(scopes: 15, perScope: 3)
            #expect(questions.log.lines == [], name)
            asked += questions.asked
        }
        #expect(asked >= 1_000)
    }

    /// More nodes than a block has, ids of seven and eight digits, rows in any order.
    @Test func storeOfManyBlocksEqualsModel() throws {
        let seed = RandomGraphSource.environmentSeed
        var random = RandomGraphSource(seed: seed)
        var rows = RandomGraph(.skewed, size: 9_000, seed: seed).rows
        while min(rows.titles.count, rows.people.count) <= Schema.nodesPerBlock {
            rows = RandomGraph(.skewed, size: 9_000, seed: random.next()).rows
        }
        rows = rows.withProperties(using: &random).asDumped().shuffled(using: &random)
        let store = try LoadedStore(rows, order: .asGiven)
        let model = MemoryGraph(rows)
        #expect(GraphDifferences(store.graph, model).lines == [], "COSTAR_SEED=\(seed)")
        var questions = QuestionPair(store.graph, model, rows: rows, seed: seed)
        questions.ask(scopes: 5, perScope: 2)
        #expect(questions.log.lines == [], "COSTAR_SEED=\(seed)")
    }
}

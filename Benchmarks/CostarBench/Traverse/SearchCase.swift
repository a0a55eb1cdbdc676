internal import CBench
import GraphModel
import GraphQuery

/// One search alone, ours or one in C, for an observer that counts what it does.
struct SearchCase {
    private let pairs: [(start: UInt32, end: UInt32)]
    private let search: ((start: UInt32, end: UInt32)) throws -> Void

    /// Prepares a search by its name.
    init(_ name: String, _ graph: any GraphReading) throws {
        var random = Random(state: 42)
        pairs = Cases.pairs(graph, 500, &random)
        let traversal = Traversal(graph)
        let scope = Scope(roles: .all)
        // The arrays of the ceiling take long to copy.
        func ceiling() -> CeilingGraph { CeilingGraph(graph, inLargePages: true) }
        switch name {
        case "DEGREES":
            search = {
                _ = try traversal.degrees(
                    from: $0.start, to: $0.end, in: scope, titlesMax: nil, counting: false,
                    chainsMax: 0)
            }
        case "DEGREES in C":
            let ceiling = ceiling()
            search = { _ = ceiling.degrees($0.start, $0.end) }
        case "DISTANCES":
            search = {
                _ = try traversal.distances(
                    from: $0.start, in: scope, titlesMax: nil, listing: nil, page: Page())
            }
        case "DISTANCES in C, direction-optimising":
            let ceiling = ceiling()
            search = { _ = ceiling.directionOptimising($0.start) }
        case "DISTANCES in C, top-down":
            let ceiling = ceiling()
            search = { _ = ceiling.topDown($0.start) }
        default: throw BenchError(message: "no such search: \(name)")
        }
    }

    /// Asks the first questions, once to warm up and once under observation, and prints how long
    /// the second time took.
    func observe(questions count: Int) throws {
        for pair in pairs.prefix(count) { try search(pair) }
        costar_bench_observe(1)
        let start = threadNanoseconds()
        for pair in pairs.prefix(count) { try search(pair) }
        let end = threadNanoseconds()
        costar_bench_observe(0)
        print("{\"questions\":\(count),\"ns_mean\":\((end - start) / count)}")
    }
}

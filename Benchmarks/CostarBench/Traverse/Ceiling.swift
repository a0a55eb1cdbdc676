internal import CCeiling
import GraphModel

/// The searches in C over arrays in memory, on the same edges as a graph.
@safe final class CeilingGraph {
    private let graph: OpaquePointer

    /// Copies the credits of a graph.
    ///
    /// - Parameters:
    ///   - graph: Where the credits are.
    ///   - inLargePages: Whether the arrays lie in pages of 2 MiB, as no mapped file does.
    ///   - includes: Which credits, by title and type; nil is all.
    /// - Complexity: O(credits).
    init(
        _ graph: any GraphReading, inLargePages: Bool,
        where includes: ((UInt32, CreditType) -> Bool)? = nil
    ) {
        let made = unsafe costar_ceiling_make(
            UInt32(graph.count(.person)), UInt32(graph.count(.title)),
            UInt64(graph.statistics.creditCount), inLargePages ? 1 : 0)
        guard let made = unsafe made else { preconditionFailure("the ceiling has no memory") }
        unsafe self.graph = made
        for label in [Label.person, .title] {
            let credits = graph.adjacency(label == .person ? .creditsByPerson : .creditsByTitle)
            for node in 0..<UInt32(graph.count(label)) {
                let list = credits.list(node)
                var nodes = Array(list)
                if let includes {
                    let types = credits.types(node)
                    nodes = list.indices.filter {
                        includes(
                            label == .person ? list[$0] : node, CreditType(rawValue: types[$0]))
                    }.map { list[$0] }
                }
                unsafe nodes.withUnsafeBufferPointer {
                    if label == .person {
                        unsafe costar_ceiling_add_person(made, $0.baseAddress, $0.count)
                    } else {
                        unsafe costar_ceiling_add_title(made, $0.baseAddress, $0.count)
                    }
                }
            }
        }
    }

    /// Titles between two people, -1 when there is no chain; through the titles whose byte is not
    /// 0.
    func degrees(_ start: UInt32, _ end: UInt32, through titles: [UInt8]? = nil) -> Int {
        var chain = [64 of UInt32](repeating: 0)
        var room = chain.mutableSpan
        return unsafe room.withUnsafeMutableBufferPointer { chain in
            guard let titles else {
                return unsafe Int(
                    costar_ceiling_degrees(graph, start, end, nil, chain.baseAddress, 64))
            }
            return unsafe titles.withUnsafeBufferPointer {
                unsafe Int(
                    costar_ceiling_degrees(
                        graph, start, end, $0.baseAddress, chain.baseAddress, 64))
            }
        }
    }

    /// The number of all shortest chains, 0 when there is none.
    func count(_ start: UInt32, _ end: UInt32) -> UInt64 {
        var chains: UInt64 = 0
        let degrees = unsafe costar_ceiling_count(graph, start, end, &chains)
        return degrees < 0 ? 0 : chains
    }

    /// People by distance, level by level down from a person.
    func topDown(_ start: UInt32, most: Int = -1) -> [Int] {
        var levels = [256 of UInt64](repeating: 0)
        var room = levels.mutableSpan
        let count = unsafe room.withUnsafeMutableBufferPointer { levels in
            unsafe costar_ceiling_top_down(graph, start, Int32(most), levels.baseAddress, 256)
        }
        return (0..<Int(count)).map { Int(levels[$0]) }
    }

    /// The same from whichever side is cheaper.
    func directionOptimising(_ start: UInt32) -> [Int] {
        var levels = [256 of UInt64](repeating: 0)
        var room = levels.mutableSpan
        let count = unsafe room.withUnsafeMutableBufferPointer { levels in
            unsafe costar_ceiling_direction_optimising(graph, start, levels.baseAddress, 256)
        }
        return (0..<Int(count)).map { Int(levels[$0]) }
    }

    /// How many people share a title with a person.
    func costars(_ person: UInt32) -> Int { unsafe Int(costar_ceiling_costars(graph, person)) }
}

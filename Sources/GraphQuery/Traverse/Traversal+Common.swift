public import GraphModel

/// A page of nodes of one label.
public struct NodePage: Sendable, Equatable {
    /// Nodes before paging.
    public let total: Int
    /// The nodes of the page.
    public let nodes: [UInt32]
}

extension Traversal {
    /// The titles that all of some people have credits on, or the people credited on all of some
    /// titles.
    ///
    /// Titles come by votes, most first, then by number; people by number.
    ///
    /// - Parameters:
    ///   - label: What the nodes are.
    ///   - nodes: Two or more; one that is named twice counts once.
    ///   - scope: The credits that count.
    ///   - page: The rows wanted.
    /// - Returns: The page.
    /// - Throws: ``QueryError`` when the question was cut off or excludes one of its own nodes.
    /// - Complexity: O(credits of the nodes, sorted); memory for the credits of two of them.
    public func common(
        of label: Label, _ nodes: [UInt32], in scope: Scope, page: Page
    ) throws(QueryError) -> NodePage {
        precondition(!nodes.isEmpty, "nobody shares nothing")
        for node in nodes { try requireIncluded(label, node, scope) }
        var meter = startMeter()
        defer { explored = meter.explored }
        let walk = CreditWalk(scope, graph)
        let distinct = Set(nodes).sorted()
        var shared = try walk.neighbors(label, distinct[0], &meter)
        for node in distinct.dropFirst() {
            if shared.isEmpty { break }
            intersect(&shared, with: try walk.neighbors(label, node, &meter))
        }
        if label == .person {
            let votes = VotesColumn(graph)
            shared = shared.map { votes.rank($0) }.sorted().map {
                UInt32(truncatingIfNeeded: $0)
            }
        }
        return NodePage(total: shared.count, nodes: Array(shared[page.range(of: shared.count)]))
    }
}

/// Keeps what another list has too; both are ascending and without repetitions.
private func intersect(_ kept: inout [UInt32], with other: [UInt32]) {
    var count = 0
    var place = 0
    for node in kept {
        while place < other.count, other[place] < node { place += 1 }
        if place == other.count { break }
        guard other[place] == node else { continue }
        kept[count] = node
        count += 1
    }
    kept.removeSubrange(count...)
}

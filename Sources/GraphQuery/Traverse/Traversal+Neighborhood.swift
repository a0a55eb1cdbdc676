public import GraphModel

/// The nodes around one, and the credits between them.
public struct NeighborhoodAnswer: Sendable, Equatable {
    /// A node, and how many credits lie between it and the first one.
    public struct Node: Sendable, Equatable {
        /// What it is.
        public let label: Label
        /// Its dense id.
        public let node: UInt32
        /// Credits away.
        public let distance: Int
    }

    /// A credit.
    public struct Edge: Sendable, Equatable {
        /// Who.
        public let person: UInt32
        /// On what.
        public let title: UInt32
        /// As what.
        public let type: CreditType
    }

    /// By distance, then by number; the first is the node asked about.
    public let nodes: [Node]
    /// The credits in scope between these nodes: by person, title and type.
    public let edges: [Edge]
    /// Whether nodes within the depth were left out.
    public let isTruncated: Bool
}

extension Traversal {
    /// The nodes at most `depth` credits away, the nearest first, and the credits between them.
    ///
    /// - Parameters:
    ///   - label: What the node is.
    ///   - node: Where to begin.
    ///   - scope: The credits that count.
    ///   - depth: Credits away at most.
    ///   - limit: Nodes at most, the first one included.
    /// - Returns: Nodes and credits.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own node.
    /// - Complexity: O(credits of the nodes told, × log limit); memory for `limit` nodes and the
    ///   credits between them, however many neighbours a node has.
    public func neighborhood(
        of label: Label, _ node: UInt32, in scope: Scope, depth: Int, limit: Int
    ) throws(QueryError) -> NeighborhoodAnswer {
        try requireIncluded(label, node, scope)
        var meter = startMeter()
        defer { explored = meter.explored }
        let walk = CreditWalk(scope, graph)
        // Of each label in turn, a level after the other; a title's neighbours are people.
        var found: [Label: Set<UInt32>] = [.title: [], .person: []]
        var nodes: [NeighborhoodAnswer.Node] = []
        var level = SmallestNodes(limit: limit)
        level.offer(node)
        var side = label
        var distance = 0
        while true {
            let members = level.sorted()
            for member in members {
                nodes.append(.init(label: side, node: member, distance: distance))
                found[side]?.insert(member)
            }
            if level.isFull || members.isEmpty || distance == depth { break }
            level = SmallestNodes(limit: limit - nodes.count)
            let known = found[side.opposite] ?? []
            for member in members {
                try walk.forEach(side, member, &meter) { neighbor, _ throws(QueryError) in
                    if !known.contains(neighbor) { level.offer(neighbor) }
                }
            }
            side = side.opposite
            distance += 1
        }
        let edges = try self.edges(
            between: found[.person] ?? [], found[.title] ?? [], walk, &meter)
        return NeighborhoodAnswer(nodes: nodes, edges: edges, isTruncated: level.isFull)
    }

    private func edges(
        between people: Set<UInt32>, _ titles: Set<UInt32>, _ walk: CreditWalk,
        _ meter: inout WorkMeter
    ) throws(QueryError) -> [NeighborhoodAnswer.Edge] {
        var edges: [NeighborhoodAnswer.Edge] = []
        for person in people.sorted() {
            let first = edges.count
            try walk.forEach(.person, person, &meter) { title, type throws(QueryError) in
                if titles.contains(title) {
                    edges.append(.init(person: person, title: title, type: type))
                }
            }
            edges[first...].sort { ($0.title, $0.type) < ($1.title, $1.type) }
        }
        return edges
    }
}

/// The smallest of the nodes offered, each once, never more than a limit.
private struct SmallestNodes {
    private let limit: Int
    private var members: Set<UInt32> = []
    /// The members as a heap, the largest on top.
    private var heap: [UInt32] = []
    /// Whether a node was turned away or put out.
    private(set) var isFull = false

    init(limit: Int) { self.limit = limit }

    /// Takes a node in if it is among the smallest so far.
    mutating func offer(_ node: UInt32) {
        if members.contains(node) { return }
        guard heap.count == limit else {
            members.insert(node)
            heap.append(node)
            var child = heap.count - 1
            while child > 0, heap[(child - 1) / 2] < heap[child] {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
            return
        }
        isFull = true
        guard let largest = heap.first, node < largest else { return }
        members.remove(largest)
        members.insert(node)
        heap[0] = node
        var parent = 0
        while true {
            var child = parent * 2 + 1
            guard child < limit else { return }
            if child + 1 < limit, heap[child + 1] > heap[child] { child += 1 }
            guard heap[child] > heap[parent] else { return }
            heap.swapAt(parent, child)
            parent = child
        }
    }

    /// The members, ascending.
    func sorted() -> [UInt32] { heap.sorted() }
}

internal import Glibc
internal import GraphModel

/// What a title's votes are worth on a chain: log2(1 + votes), in whole multiples of 2⁻²⁴, so that
/// sums are exact and the order of chains is the same everywhere.
///
/// The sum over a chain is the logarithm of the product of its titles' votes: one obscure title
/// weighs as much as one famous one.
struct VotesWorth {
    private let column: ColumnView

    init(_ graph: any GraphReading) { column = graph.column(.votes) }

    func of(_ title: UInt32) -> UInt64 {
        UInt64((log2(1 + Double(column[title] ?? 0)) * 16_777_216).rounded())
    }
}

/// A chain that begins, and what it can be worth at best.
private struct Beginning {
    /// The worth of the best chain that begins so.
    let bound: UInt64
    /// The worth of the hops before the last.
    let before: UInt64
    /// Dense ids from the start.
    let people: [UInt32]
    /// The slot of the last but one.
    let parent: Int
    /// The place of the last among the successors of the last but one.
    let place: Int

    /// Whether it is told before another: the better bound, then the lower numbers.
    func precedes(_ other: Beginning) -> Bool {
        if bound != other.bound { return bound > other.bound }
        return people.lexicographicallyPrecedes(other.people)
    }
}

extension ChainGraph {
    /// The chains that are worth most, then in order of their people's numbers.
    ///
    /// The worth of a hop is that of the best title the two share. What each person can be worth on
    /// the way to the end is known before the search begins, so the beginnings that are looked at
    /// are those of chains that are told, and their next best neighbours.
    ///
    /// - Complexity: O(people joined in the cones, sorted; then chains × people).
    func bestChains(
        _ chainsMax: Int, _ worth: VotesWorth, _ meter: inout WorkMeter
    ) throws(QueryError) -> [[UInt32]] {
        guard chainsMax > 0 else { return [] }
        try findBestSuccessors(worth, &meter)
        let start = levels[0].lowerBound
        var waiting = BeginningHeap()
        if let first = beginning([nodes[start]], before: 0, parent: start, place: 0) {
            waiting.insert(first)
        }
        var chains: [[UInt32]] = []
        let peopleMax = (levels.count + 1) / 2
        while chains.count < chainsMax, let best = waiting.removeFirst() {
            try meter.add(best.people.count)
            if let next = beginning(
                Array(best.people.dropLast()), before: best.before, parent: best.parent,
                place: best.place + 1)
            {
                waiting.insert(next)
            }
            if best.people.count == peopleMax {
                chains.append(best.people)
                continue
            }
            let edge = successors.ranges[best.parent].first + best.place
            if let longer = beginning(
                best.people, before: best.before + successorWorth[edge],
                parent: Int(successors.edges[edge]), place: 0)
            {
                waiting.insert(longer)
            }
        }
        return chains
    }

    private func beginning(
        _ people: [UInt32], before: UInt64, parent: Int, place: Int
    ) -> Beginning? {
        let edges = successors.ranges[parent]
        guard place < edges.count else { return nil }
        let last = Int(successors.edges[edges.first + place])
        let bound = before + successorWorth[edges.first + place] + worthToEnd[last]
        return Beginning(
            bound: bound, before: before, people: people + [nodes[last]], parent: parent,
            place: place)
    }

    /// Finds the people one title further of everybody, what that title and the way from there are
    /// worth, and puts the best first.
    private func findBestSuccessors(
        _ worth: VotesWorth, _ meter: inout WorkMeter
    ) throws(QueryError) {
        try reverseInward(&meter)
        successors.removeAll()
        successorWorth.removeAll()
        try successors.ranges.reset(to: EdgeRange(first: 0, end: 0), count: nodes.count)
        try worthToEnd.reset(to: 0, count: nodes.count)
        try hopWorth.reset(to: 0, count: nodes.count)
        try seen.reset(to: 0, count: nodes.count)
        for level in stride(from: levels.count - 3, through: 0, by: -2) {
            for person in levels[level] {
                sorting.removeAll()
                if level < middle {
                    try collectBest(of: person, reversed, worth, &meter)
                } else {
                    try collectBest(of: person, outward, worth, &meter)
                }
                try sortSuccessors(of: person)
            }
        }
    }

    /// Collects the people one title further, each once, with the best title on the way.
    private func collectBest(
        of person: Int, _ table: borrowing EdgeTable, _ worth: VotesWorth, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let mine = UInt32(truncatingIfNeeded: person &+ 1)
        let titles = table.ranges[person]
        for edge in titles.first..<titles.end {
            let title = Int(table.edges[edge])
            let people = table.ranges[title]
            let titleWorth = worth.of(nodes[title])
            try meter.add(people.count)
            for index in people.first..<people.end {
                let successor = Int(table.edges[index])
                if seen[successor] != mine {
                    seen[successor] = mine
                    hopWorth[successor] = titleWorth
                    try sorting.append(UInt64(nodes[successor]) << 32 | UInt64(successor))
                } else {
                    hopWorth[successor] = max(hopWorth[successor], titleWorth)
                }
            }
        }
    }

    private func sortSuccessors(of person: Int) throws(QueryError) {
        ranking.removeAll()
        for index in 0..<sorting.count {
            let slot = Int(truncatingIfNeeded: sorting[index] & 0xFFFF_FFFF)
            let bound = hopWorth[slot] + worthToEnd[slot]
            worthToEnd[person] = max(worthToEnd[person], bound)
            try ranking.append(UInt128(UInt64.max - bound) << 64 | UInt128(sorting[index]))
        }
        sortAscending(&ranking)
        let first = successors.edges.count
        for index in 0..<ranking.count {
            let slot = UInt32(truncatingIfNeeded: ranking[index])
            try successors.edges.append(slot)
            try successorWorth.append(hopWorth[Int(slot)])
        }
        successors.ranges[person] = EdgeRange(first: first, end: successors.edges.count)
    }
}

/// Beginnings of chains, the best one first.
private struct BeginningHeap {
    private var heap: [Beginning] = []

    mutating func insert(_ beginning: Beginning) {
        heap.append(beginning)
        var child = heap.count - 1
        while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> Beginning? {
        guard let best = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return best }
        heap[0] = last
        var parent = 0
        while true {
            var child = parent * 2 + 1
            guard child < heap.count else { return best }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(heap[parent]) else { return best }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}

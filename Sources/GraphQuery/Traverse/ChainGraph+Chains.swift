extension ChainGraph {
    /// The first chains in order of their people's numbers, as dense ids, `people` per chain.
    ///
    /// Every node leads to the end, so each step of the walk is part of a chain that is listed.
    ///
    /// - Complexity: O(credits in the cones + chains × people).
    func firstChains(_ chainsMax: Int, _ meter: inout WorkMeter) throws(QueryError) -> [[UInt32]] {
        guard chainsMax > 0 else { return [] }
        try reverseInward(&meter)
        successors.removeAll()
        try successors.ranges.reset(to: EdgeRange(first: 0, end: -1), count: nodes.count)
        try seen.reset(to: 0, count: nodes.count)
        var chains: [[UInt32]] = []
        var path = [levels[0].lowerBound]
        var nextEdge = [0]
        let peopleMax = (levels.count + 1) / 2
        while let person = path.last {
            try meter.add(0)
            if path.count == peopleMax {
                chains.append(path.map { nodes[$0] })
                if chains.count == chainsMax { break }
                path.removeLast()
                nextEdge.removeLast()
                continue
            }
            if successors.ranges[person].end < 0 {
                try findSuccessors(of: person, halfLevel: (path.count - 1) * 2, &meter)
            }
            let edges = successors.ranges[person]
            let place = nextEdge[path.count - 1]
            if place == edges.count {
                path.removeLast()
                nextEdge.removeLast()
                continue
            }
            nextEdge[path.count - 1] += 1
            path.append(Int(successors.edges[edges.first + place]))
            nextEdge.append(0)
        }
        return chains
    }

    /// Turns the credits of the start's cone round, to walk away from the start.
    func reverseInward(_ meter: inout WorkMeter) throws(QueryError) {
        try reversed.ranges.reset(to: EdgeRange(first: 0, end: 0), count: nodes.count)
        try reversed.edges.reset(to: 0, count: inward.edges.count)
        for edge in 0..<inward.edges.count {
            reversed.ranges[Int(inward.edges[edge])].end += 1
        }
        var first = 0
        for slot in 0..<nodes.count {
            let count = reversed.ranges[slot].end
            reversed.ranges[slot] = EdgeRange(first: first, end: first)
            first += count
        }
        for slot in 0..<nodes.count {
            let edges = inward.ranges[slot]
            try meter.add(edges.count)
            for edge in edges.first..<edges.end {
                let target = Int(inward.edges[edge])
                let place = reversed.ranges[target].end
                reversed.edges[place] = UInt32(truncatingIfNeeded: slot)
                reversed.ranges[target].end += 1
            }
        }
    }

    /// Collects the people one title further, each once, by number.
    private func findSuccessors(
        of person: Int, halfLevel: Int, _ meter: inout WorkMeter
    ) throws(QueryError) {
        sorting.removeAll()
        if halfLevel < middle {
            try collectSuccessors(of: person, reversed, &meter)
        } else {
            try collectSuccessors(of: person, outward, &meter)
        }
        sortAscending(&sorting)
        let first = successors.edges.count
        for index in 0..<sorting.count {
            try successors.edges.append(UInt32(truncatingIfNeeded: sorting[index]))
        }
        successors.ranges[person] = EdgeRange(first: first, end: successors.edges.count)
    }

    private func collectSuccessors(
        of person: Int, _ table: borrowing EdgeTable, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let mine = UInt32(truncatingIfNeeded: person &+ 1)
        let titles = table.ranges[person]
        for edge in titles.first..<titles.end {
            let people = table.ranges[Int(table.edges[edge])]
            try meter.add(people.count)
            for index in people.first..<people.end {
                let successor = Int(table.edges[index])
                guard seen[successor] != mine else { continue }
                seen[successor] = mine
                try sorting.append(UInt64(nodes[successor]) << 32 | UInt64(successor))
            }
        }
    }
}

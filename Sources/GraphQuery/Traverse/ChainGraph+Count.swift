/// A count that stays at the largest number once it does not fit.
struct SaturatingCount {
    private(set) var value: UInt64 = 0
    private(set) var isSaturated = false

    @inline(__always)
    mutating func add(_ other: UInt64) {
        let (sum, overflows) = value.addingReportingOverflow(other)
        value = overflows ? .max : sum
        if overflows { isSaturated = true }
    }

    @inline(__always)
    mutating func add(_ left: UInt64, times right: UInt64) {
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        if overflows { isSaturated = true }
        add(overflows ? .max : product)
    }
}

extension ChainGraph {
    /// The number of distinct chains of people: the same people through another title are the same
    /// chain.
    ///
    /// Every node here leads to both ends, so a part that saturates saturates the whole.
    ///
    /// - Complexity: O(credits in the cones) where people share one title each; a person who shares
    ///   several titles costs the people on them.
    func count(_ meter: inout WorkMeter) throws(QueryError) -> SaturatingCount {
        try pathsToStart.reset(to: 0, count: nodes.count)
        try pathsToEnd.reset(to: 0, count: nodes.count)
        try seen.reset(to: 0, count: nodes.count)
        var isSaturated = false
        for level in 0...middle {
            try countPaths(levels[level], level, 0, inward, &pathsToStart, &isSaturated, &meter)
        }
        let last = levels.count - 1
        for level in stride(from: last, through: middle, by: -1) {
            try countPaths(levels[level], level, last, outward, &pathsToEnd, &isSaturated, &meter)
        }
        var total = SaturatingCount()
        for slot in levels[middle] { total.add(pathsToStart[slot], times: pathsToEnd[slot]) }
        if isSaturated { total.add(.max, times: 2) }
        return total
    }

    private func countPaths(
        _ slots: Range<Int>, _ level: Int, _ origin: Int, _ table: borrowing EdgeTable,
        _ paths: inout Buffer<UInt64>, _ isSaturated: inout Bool, _ meter: inout WorkMeter
    ) throws(QueryError) {
        for slot in slots {
            var sum = SaturatingCount()
            let edges = table.ranges[slot]
            try meter.add(edges.count)
            if level == origin {
                sum.add(1)
            } else if level & 1 == 1 || edges.count == 1 {
                // A title: its people. A person on one title: everybody on that one.
                for edge in edges.first..<edges.end { sum.add(paths[Int(table.edges[edge])]) }
            } else {
                for edge in edges.first..<edges.end {
                    let people = table.ranges[Int(table.edges[edge])]
                    try meter.add(people.count)
                    for index in people.first..<people.end {
                        let person = Int(table.edges[index])
                        guard seen[person] != UInt32(truncatingIfNeeded: slot &+ 1) else {
                            continue
                        }
                        seen[person] = UInt32(truncatingIfNeeded: slot &+ 1)
                        sum.add(paths[person])
                    }
                }
            }
            if sum.isSaturated { isSaturated = true }
            paths[slot] = sum.value
        }
    }
}

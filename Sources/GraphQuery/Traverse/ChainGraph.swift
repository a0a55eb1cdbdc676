internal import GraphModel

/// The nodes on shortest chains between two people, level by level, with the credits that lead one
/// level further.
///
/// Every node has a slot. `levels[h]` are the slots at half-level h from the start: people at even
/// h, titles at odd. One level of people is the middle: where the halves of the search met, or just
/// behind. From there each cone, towards the start and towards the end, has the credits that lead
/// nearer to its end, each once, however many credits join the same two nodes.
@safe final class ChainGraph {
    /// Edges of some slots: `edges[ranges[slot]]` are slots.
    struct EdgeTable: ~Copyable {
        var ranges: Buffer<EdgeRange>
        var edges: Buffer<UInt32>

        init(_ budget: ScratchBudget) {
            ranges = Buffer(budget)
            edges = Buffer(budget)
        }

        mutating func removeAll() {
            ranges.removeAll()
            edges.removeAll()
        }

        mutating func release() {
            ranges.release()
            edges.release()
        }
    }

    /// A range of edges.
    struct EdgeRange: BitwiseCopyable {
        var first: Int
        var end: Int

        @inline(__always) var count: Int { end &- first }
    }

    /// The node of each slot.
    var nodes: Buffer<UInt32>
    /// Slots by half-level from the start.
    private(set) var levels: [Range<Int>] = []
    /// The level of people where the cones touch.
    private(set) var middle = 0

    /// Credits towards the start, of slots from the middle down.
    var inward: EdgeTable
    /// Credits towards the end, of slots from the middle up.
    var outward: EdgeTable

    /// For each slot, who looked at it last.
    var seen: Buffer<UInt32>
    var pathsToStart: Buffer<UInt64>
    var pathsToEnd: Buffer<UInt64>
    /// Chain listing: credits away from the start, inside the start's cone.
    var reversed: EdgeTable
    /// Chain listing: the people one title further of each slot of a person, by number.
    var successors: EdgeTable
    var sorting: Buffer<UInt64>
    /// Best chains: the worth of the hop to each of the successors.
    var successorWorth: Buffer<UInt64>
    /// Best chains: by slot of a person, what the way to the end is worth at best.
    var worthToEnd: Buffer<UInt64>
    /// Best chains: by slot, what the hop from the person being looked at is worth.
    var hopWorth: Buffer<UInt64>
    var ranking: Buffer<UInt128>

    init(_ budget: ScratchBudget) {
        nodes = Buffer(budget)
        seen = Buffer(budget)
        sorting = Buffer(budget)
        successorWorth = Buffer(budget)
        worthToEnd = Buffer(budget)
        hopWorth = Buffer(budget)
        ranking = Buffer(budget)
        pathsToStart = Buffer(budget)
        pathsToEnd = Buffer(budget)
        inward = EdgeTable(budget)
        outward = EdgeTable(budget)
        reversed = EdgeTable(budget)
        successors = EdgeTable(budget)
    }

    /// Gives the room back.
    func release() {
        nodes.release()
        seen.release()
        sorting.release()
        successorWorth.release()
        worthToEnd.release()
        hopWorth.release()
        ranking.release()
        pathsToStart.release()
        pathsToEnd.release()
        inward.release()
        outward.release()
        reversed.release()
        successors.release()
    }

    /// Builds both cones from the slots that a collecting search has handed out.
    func build<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ scratch: SearchScratch, _ meeting: Meeting,
        _ meter: inout WorkMeter
    ) throws(QueryError) {
        inward.removeAll()
        outward.removeAll()
        let none = EdgeRange(first: 0, end: 0)
        try inward.ranges.reset(to: none, count: nodes.count)
        try outward.ranges.reset(to: none, count: nodes.count)
        try seen.reset(to: 0, count: nodes.count)
        let length = meeting.fromStart + meeting.toEnd
        levels.removeAll(keepingCapacity: true)
        levels.append(contentsOf: repeatElement(0..<0, count: length + 1))
        levels[meeting.fromStart] = 0..<nodes.count
        middle = meeting.fromStart
        if middle & 1 == 1 {
            try step(graph, scratch, from: middle, to: middle + 1, length, &meter)
            middle += 1
        }
        for level in stride(from: middle, to: 0, by: -1) {
            try step(graph, scratch, from: level, to: level - 1, length, &meter)
        }
        for level in middle..<length {
            try step(graph, scratch, from: level, to: level + 1, length, &meter)
        }
    }

    /// Finds the nodes of the next level nearer to one end, unless they are known, and the credits
    /// that lead there.
    private func step<Lists: CreditLists, Filter: NodeFilter>(
        _ graph: ScopedGraph<Lists, Filter>, _ scratch: SearchScratch, from level: Int,
        to target: Int, _ length: Int, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let isFromPeople = level & 1 == 0
        let lists = isFromPeople ? graph.titles : graph.people
        let marks = unsafe isFromPeople ? scratch.titleMarks : scratch.personMarks
        // A level that is known takes no further nodes: nothing bears the mark beside "blocked".
        let known = !levels[target].isEmpty
        let wanted =
            known
            ? scratch.base &+ SearchScratch.blockedMark &+ 1
            : target < level
                ? scratch.mark(side: 0, halfLevel: target)
                : scratch.mark(side: 1, halfLevel: length - target)
        if !known { levels[target] = nodes.count..<nodes.count }
        if target < level {
            try unsafe connect(
                levels[level], levels[target], lists, marks, scratch, wanted, &inward, &meter)
        } else {
            try unsafe connect(
                levels[level], levels[target], lists, marks, scratch, wanted, &outward, &meter)
        }
        if !known { levels[target] = levels[target].lowerBound..<nodes.count }
        let none = EdgeRange(first: 0, end: 0)
        while inward.ranges.count < nodes.count { try inward.ranges.append(none) }
        while outward.ranges.count < nodes.count { try outward.ranges.append(none) }
    }

    private func connect<Lists: CreditLists>(
        _ sources: Range<Int>, _ known: Range<Int>, _ lists: Lists,
        _ marks: UnsafeMutablePointer<UInt32>, _ scratch: SearchScratch, _ wanted: UInt32,
        _ table: inout EdgeTable, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let firstMark = scratch.mark(ofSlot: known.lowerBound)
        var targets = UInt32(known.count)
        for source in sources {
            unsafe prefetch(
                nodes.base, source, sources.upperBound, lists, EveryNode(), marks)
            let firstEdge = table.edges.count
            for slice in 0..<lists.sliceCount {
                let list = lists.slice(slice, of: nodes[source])
                try meter.add(list.count)
                var index = 0
                while index < list.count {
                    let neighbor = list[index]
                    index &+= 1
                    let mark = unsafe marks[Int(neighbor)]
                    if mark == wanted {
                        let slot = nodes.count
                        try nodes.append(neighbor)
                        unsafe marks[Int(neighbor)] = scratch.mark(ofSlot: slot)
                        try seen.append(UInt32(truncatingIfNeeded: source &+ 1))
                        try table.edges.append(UInt32(truncatingIfNeeded: slot))
                        targets &+= 1
                    } else if mark &- firstMark < targets {
                        let slot = known.lowerBound &+ Int(mark &- firstMark)
                        guard seen[slot] != UInt32(truncatingIfNeeded: source &+ 1) else {
                            continue
                        }
                        seen[slot] = UInt32(truncatingIfNeeded: source &+ 1)
                        try table.edges.append(UInt32(truncatingIfNeeded: slot))
                    }
                }
            }
            table.ranges[source] = EdgeRange(first: firstEdge, end: table.edges.count)
        }
    }
}

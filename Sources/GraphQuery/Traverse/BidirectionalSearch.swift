internal import CSystem
internal import GraphModel

/// How far ahead of the node being expanded the CPU is asked for things, in places of the frontier.
private enum Ahead {
    static let start = 24
    static let list = 16
    static let marks = 8
    /// Neighbours whose marks are fetched; the hardware follows long lists by itself.
    static let marksMax = 16
}

/// Where the two halves of a search met.
struct Meeting {
    /// A node that both halves see.
    let node: UInt32
    /// Credits from the start to the node.
    let fromStart: Int
    /// Credits from the node to the end.
    let toEnd: Int

    /// Titles on the shortest chain.
    var degrees: Int { (fromStart + toEnd) / 2 }
}

/// Breadth-first search from both ends, the smaller frontier next.
///
/// People stand at even half-levels, titles at odd ones. A filter holds on every title that is
/// entered, so also on the one where the halves meet.
@safe struct BidirectionalSearch<Lists: CreditLists, Filter: NodeFilter> {
    let graph: ScopedGraph<Lists, Filter>
    let scratch: SearchScratch

    /// Finds the shortest connection, nil when there is none.
    ///
    /// With `collecting`, every node where shortest chains cross the half-level of the meeting gets
    /// a slot in the chain graph; without, the search stops at the first one.
    ///
    /// - Complexity: O(credits of the nodes visited); does not allocate once the scratch is grown.
    func run(
        from start: UInt32, to end: UInt32, collecting: Bool, _ meter: inout WorkMeter
    ) throws(QueryError) -> Meeting? {
        unsafe scratch.personMarks[Int(start)] = scratch.mark(side: 0, halfLevel: 0)
        unsafe scratch.personMarks[Int(end)] = scratch.mark(side: 1, halfLevel: 0)
        var frontiers = (scratch.startFrontier, scratch.endFrontier, next: scratch.nextFrontier)
        frontiers.0.nodes.removeAll()
        try frontiers.0.nodes.append(start)
        frontiers.1.nodes.removeAll()
        try frontiers.1.nodes.append(end)
        var fromStart = 0
        var toEnd = 0
        while true {
            let near = frontiers.0.nodes.count
            let far = frontiers.1.nodes.count
            if near == 0 || far == 0 { return nil }
            let met: UInt32?
            if near <= far {
                met = try advance(
                    frontiers.0, to: frontiers.next, side: 0, halfLevel: fromStart, collecting,
                    &meter)
                swap(&frontiers.0, &frontiers.next)
                fromStart += 1
            } else {
                met = try advance(
                    frontiers.1, to: frontiers.next, side: 1, halfLevel: toEnd, collecting, &meter)
                swap(&frontiers.1, &frontiers.next)
                toEnd += 1
            }
            if let met { return Meeting(node: met, fromStart: fromStart, toEnd: toEnd) }
        }
    }

    /// Finds the nodes one credit further out, or where a frontier met the other.
    private func advance(
        _ frontier: Frontier, to next: Frontier, side: UInt32, halfLevel: Int, _ collecting: Bool,
        _ meter: inout WorkMeter
    ) throws(QueryError) -> UInt32? {
        let isFromPeople = halfLevel & 1 == 0
        let step = unsafe Step(
            marks: isFromPeople ? scratch.titleMarks : scratch.personMarks, base: scratch.base,
            mine: scratch.mark(side: side, halfLevel: halfLevel + 1), otherSide: 1 - side)
        next.nodes.removeAll()
        let met: (place: Int, node: UInt32)?
        if isFromPeople {
            met = try expand(
                frontier.nodes, into: &next.nodes, graph.titles, graph.filter, step, &meter)
        } else {
            met = try expand(
                frontier.nodes, into: &next.nodes, graph.people, EveryNode(), step, &meter)
        }
        guard let met else { return nil }
        if collecting {
            let lists = isFromPeople ? graph.titles : graph.people
            try collect(
                frontier.nodes, from: met.place, lists, step, &scratch.chains.nodes, &meter)
        }
        return met.node
    }
}

/// What one round of a search needs to know, all plain values.
@safe private struct Step {
    let marks: UnsafeMutablePointer<UInt32>
    let base: UInt32
    /// The mark for nodes found in this round.
    let mine: UInt32
    /// 1 when the end's nodes are the others, 0 when the start's are.
    let otherSide: UInt32
}

/// Marks and collects the unvisited neighbours of a frontier until one bears the other side's mark.
///
/// This is the inner loop of DEGREES: one load and one compare per credit that leads nowhere new.
@inline(__always)
private func expand<Lists: CreditLists, Filter: NodeFilter>(
    _ frontier: borrowing Buffer<UInt32>, into next: inout Buffer<UInt32>, _ lists: Lists,
    _ filter: Filter, _ step: Step, _ meter: inout WorkMeter
) throws(QueryError) -> (place: Int, node: UInt32)? {
    let marks = unsafe step.marks
    let count = frontier.count
    var place = 0
    while place < count {
        unsafe prefetch(frontier.base, place, count, lists, filter, marks)
        let node = frontier[place]
        var slice = 0
        while slice < lists.sliceCount {
            let list = lists.slice(slice, of: node)
            try meter.add(list.count)
            try next.reserve(list.count)
            let found = unsafe next.base
            var foundCount = next.count
            var index = 0
            while index < list.count {
                let neighbor = list[index]
                index &+= 1
                guard filter.admits(neighbor) else { continue }
                let mark = unsafe marks[Int(neighbor)]
                if mark < step.base {
                    unsafe marks[Int(neighbor)] = step.mine
                    unsafe found[foundCount] = neighbor
                    foundCount &+= 1
                } else if (mark &- step.base) >> 1 == step.otherSide {
                    return (place, neighbor)
                }
            }
            next.setCount(foundCount)
            slice &+= 1
        }
        place &+= 1
    }
    return nil
}

/// Gives a slot to every neighbour that bears the other side's mark: the nodes at which shortest
/// chains cross this half-level.
@inline(__always)
private func collect<Lists: CreditLists>(
    _ frontier: borrowing Buffer<UInt32>, from first: Int, _ lists: Lists, _ step: Step,
    _ nodes: inout Buffer<UInt32>, _ meter: inout WorkMeter
) throws(QueryError) {
    let marks = unsafe step.marks
    let slotMark = step.base &+ SearchScratch.markRoom
    for place in first..<frontier.count {
        unsafe prefetch(frontier.base, place, frontier.count, lists, EveryNode(), marks)
        let node = frontier[place]
        for slice in 0..<lists.sliceCount {
            let list = lists.slice(slice, of: node)
            try meter.add(list.count)
            var index = 0
            while index < list.count {
                let neighbor = list[index]
                index &+= 1
                let mark = unsafe marks[Int(neighbor)]
                guard mark >= step.base, (mark &- step.base) >> 1 == step.otherSide else {
                    continue
                }
                // A slot is counted before it is marked, also where the question ends here.
                let slot = UInt32(truncatingIfNeeded: nodes.count)
                try nodes.append(neighbor)
                unsafe marks[Int(neighbor)] = slotMark &+ slot
            }
        }
    }
}

/// Asks the CPU for what the nodes after `place` will need; no effect on results.
@inline(__always)
func prefetch<Lists: CreditLists, Filter: NodeFilter>(
    _ frontier: UnsafePointer<UInt32>, _ place: Int, _ count: Int, _ lists: Lists,
    _ filter: Filter, _ marks: UnsafePointer<UInt32>
) {
    if place &+ Ahead.start < count {
        unsafe lists.prefetchStart(of: frontier[place &+ Ahead.start])
    }
    if place &+ Ahead.list < count {
        unsafe lists.prefetchList(of: frontier[place &+ Ahead.list])
    }
    if place &+ Ahead.marks < count {
        let list = unsafe lists.preview(of: frontier[place &+ Ahead.marks])
        let previewed = min(list.count, Ahead.marksMax)
        var index = 0
        while index < previewed {
            let neighbor = list[index]
            if filter.admits(neighbor) {
                unsafe costar_prefetch_write(marks + Int(neighbor))
            }
            index &+= 1
        }
    }
}

extension BidirectionalSearch {
    /// The people of one shortest chain, by walking from the meeting back to both ends along the
    /// first neighbour that stands one half-level nearer.
    func chain(
        of meeting: Meeting, from start: UInt32, to end: UInt32, _ meter: inout WorkMeter
    ) throws(QueryError) -> [UInt32] {
        var people: [UInt32] = []
        people.reserveCapacity(meeting.degrees + 1)
        try walk(meeting.node, meeting.fromStart, side: 0, &people, &meter)
        people.reverse()
        if meeting.fromStart & 1 == 0 { people.append(meeting.node) }
        try walk(meeting.node, meeting.toEnd, side: 1, &people, &meter)
        assert(people.first == start && people.last == end, "a chain joins its ends")
        return people
    }

    private func walk(
        _ node: UInt32, _ halfLevel: Int, side: UInt32, _ people: inout [UInt32],
        _ meter: inout WorkMeter
    ) throws(QueryError) {
        var current = node
        for level in stride(from: halfLevel - 1, through: 0, by: -1) {
            let mark = scratch.mark(side: side, halfLevel: level)
            if level & 1 == 0 {
                current = unsafe try nearer(
                    current, graph.people, mark, scratch.personMarks, &meter)
                people.append(current)
            } else {
                current = unsafe try nearer(
                    current, graph.titles, mark, scratch.titleMarks, &meter)
            }
        }
    }

    /// The first neighbour with a mark; there is one, since the search came that way.
    private func nearer(
        _ node: UInt32, _ lists: Lists, _ mark: UInt32, _ marks: UnsafePointer<UInt32>,
        _ meter: inout WorkMeter
    ) throws(QueryError) -> UInt32 {
        for slice in 0..<lists.sliceCount {
            let list = lists.slice(slice, of: node)
            try meter.add(list.count)
            for neighbor in list where unsafe marks[Int(neighbor)] == mark { return neighbor }
        }
        preconditionFailure("every visited node has a neighbour nearer to its end")
    }
}

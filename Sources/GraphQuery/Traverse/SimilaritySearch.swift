internal import GraphModel

/// Scores of similar nodes, one slot per node.
@safe final class SimilarityTally {
    /// The node of each slot.
    var nodes: Buffer<UInt32>
    /// In multiples of 2⁻³².
    var scores: Buffer<UInt64>
    /// Neighbours shared with the node in question.
    var shared: Buffer<UInt32>
    /// The last neighbour counted for each slot, by its place from 1.
    var last: Buffer<UInt32>
    /// Distinct neighbours of the node in question.
    var own: Buffer<UInt32>
    /// Slots that share the neighbour being counted.
    var touched: Buffer<UInt32>
    /// Slots by rank: `UInt64.max` - score, the node, the slot, in 64, 32 and 32 bits.
    var ranks: Buffer<UInt128>

    init(_ budget: ScratchBudget) {
        nodes = Buffer(budget)
        scores = Buffer(budget)
        shared = Buffer(budget)
        last = Buffer(budget)
        own = Buffer(budget)
        touched = Buffer(budget)
        ranks = Buffer(budget)
    }

    /// Forgets the last question.
    func removeAll() {
        nodes.removeAll()
        scores.removeAll()
        shared.removeAll()
        last.removeAll()
        own.removeAll()
        touched.removeAll()
        ranks.removeAll()
    }

    /// Gives the room back.
    func release() {
        nodes.release()
        scores.release()
        shared.release()
        last.release()
        own.release()
        touched.release()
        ranks.release()
    }
}

/// Scores the nodes that share neighbours with one (Adamic and Adar 2003): the sum of
/// ``RarityWeight`` over the neighbours shared.
@safe struct SimilaritySearch<Lists: CreditLists, Own: NodeFilter, Candidate: NodeFilter> {
    /// From the label of the node in question to the other one.
    let outward: Lists
    /// And back.
    let inward: Lists
    /// Which neighbours count.
    let own: Own
    /// Which nodes can be similar.
    let candidates: Candidate
    /// The marks of neighbours.
    let ownMarks: UnsafeMutablePointer<UInt32>
    /// The marks of similar nodes.
    let candidateMarks: UnsafeMutablePointer<UInt32>
    let scratch: SearchScratch

    /// Fills the tally and ranks it; the first `rowsMax` ranks are in order.
    ///
    /// - Complexity: O(credits of the node's neighbours); memory for everybody scored.
    func run(
        _ node: UInt32, rowsMax: Int, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let tally = scratch.similarity
        tally.removeAll()
        guard candidates.admits(node) else { return }
        try collectOwn(node, &tally.own, &meter)
        unsafe candidateMarks[Int(node)] = scratch.base &+ SearchScratch.blockedMark
        var weights = RarityWeight()
        for place in 0..<tally.own.count {
            if place + 8 < tally.own.count { inward.prefetchStart(of: tally.own[place + 8]) }
            try touch(tally.own[place], number: UInt32(place + 1), tally, &meter)
            guard tally.touched.count > 0 else { continue }
            // The node in question is a neighbour too.
            let weight = weights.of(tally.touched.count + 1)
            for index in 0..<tally.touched.count {
                let slot = Int(tally.touched[index])
                tally.scores[slot] += weight
                tally.shared[slot] += 1
            }
        }
        for slot in 0..<tally.nodes.count {
            try meter.add(0)
            let order = UInt128(UInt64.max - tally.scores[slot]) << 64
            try tally.ranks.append(order | UInt128(tally.nodes[slot]) << 32 | UInt128(slot))
        }
        sortSmallest(rowsMax, of: &tally.ranks)
    }

    private func collectOwn(
        _ node: UInt32, _ found: inout Buffer<UInt32>, _ meter: inout WorkMeter
    ) throws(QueryError) {
        for slice in 0..<outward.sliceCount {
            let list = outward.slice(slice, of: node)
            try meter.add(list.count)
            for neighbor in list
            where unsafe ownMarks[Int(neighbor)] < scratch.base && own.admits(neighbor) {
                unsafe ownMarks[Int(neighbor)] = scratch.base
                try found.append(neighbor)
            }
        }
    }

    /// Collects the slots of a neighbour's neighbours, each once.
    @inline(__always)
    private func touch(
        _ neighbor: UInt32, number: UInt32, _ tally: SimilarityTally, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let firstSlot = scratch.mark(ofSlot: 0)
        tally.touched.removeAll()
        for slice in 0..<inward.sliceCount {
            let list = inward.slice(slice, of: neighbor)
            try meter.add(list.count)
            for node in list {
                let mark = unsafe candidateMarks[Int(node)]
                if mark < scratch.base {
                    guard candidates.admits(node) else { continue }
                    // A slot is counted before it is marked, also where the question ends here.
                    let slot = UInt32(truncatingIfNeeded: tally.nodes.count)
                    try tally.nodes.append(node)
                    try tally.scores.append(0)
                    try tally.shared.append(0)
                    try tally.last.append(number)
                    try tally.touched.append(slot)
                    unsafe candidateMarks[Int(node)] = firstSlot &+ slot
                } else if mark >= firstSlot {
                    let slot = mark &- firstSlot
                    guard tally.last[Int(slot)] != number else { continue }
                    tally.last[Int(slot)] = number
                    try tally.touched.append(slot)
                }
            }
        }
    }
}

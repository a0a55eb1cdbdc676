internal import GraphModel

/// Counts of shared titles, one slot per co-star.
@safe final class CostarTally {
    /// The co-star of each slot.
    var people: Buffer<UInt32>
    /// Shared titles in the low half, the last title counted (its place, from 1) in the high half.
    var counts: Buffer<UInt64>
    /// Distinct titles of the person in question.
    var titles: Buffer<UInt32>
    /// Titles of one row, by votes.
    var rankedTitles: Buffer<UInt64>
    /// Rows by rank: `UInt32.max` - shared in the high half, the person in the low half.
    var ranks: Buffer<UInt64>

    init(_ budget: ScratchBudget) {
        people = Buffer(budget)
        counts = Buffer(budget)
        titles = Buffer(budget)
        rankedTitles = Buffer(budget)
        ranks = Buffer(budget)
    }

    /// Gives the room back.
    func release() {
        people.release()
        counts.release()
        titles.release()
        rankedTitles.release()
        ranks.release()
    }
}

/// Counts with whom a person shares how many titles.
@safe struct CostarSearch<Lists: CreditLists, Filter: NodeFilter> {
    let graph: ScopedGraph<Lists, Filter>
    let scratch: SearchScratch

    /// The mark of the person's own titles, relative to the base.
    private var ownTitle: UInt32 { scratch.base &+ 1 }

    /// Fills the tally: a slot for everybody who shares a title.
    ///
    /// - Complexity: O(credits on the person's titles).
    func count(of person: UInt32, _ meter: inout WorkMeter) throws(QueryError) {
        let tally = scratch.tally
        tally.people.removeAll()
        tally.counts.removeAll()
        tally.titles.removeAll()
        try collectTitles(of: person, &tally.titles, &meter)
        // Nobody is a co-star of themselves.
        unsafe scratch.personMarks[Int(person)] = scratch.base &+ SearchScratch.blockedMark
        for place in 0..<tally.titles.count {
            if place + 8 < tally.titles.count {
                graph.people.prefetchStart(of: tally.titles[place + 8])
            }
            try countTitle(
                tally.titles[place], number: UInt64(place + 1), &tally.people, &tally.counts, &meter
            )
        }
    }

    private func collectTitles(
        of person: UInt32, _ titles: inout Buffer<UInt32>, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let marks = unsafe scratch.titleMarks
        for slice in 0..<graph.titles.sliceCount {
            let list = graph.titles.slice(slice, of: person)
            try meter.add(list.count)
            for title in list
            where unsafe marks[Int(title)] < scratch.base && graph.filter.admits(title) {
                unsafe marks[Int(title)] = ownTitle
                try titles.append(title)
            }
        }
    }

    @inline(__always)
    private func countTitle(
        _ title: UInt32, number: UInt64, _ people: inout Buffer<UInt32>,
        _ counts: inout Buffer<UInt64>, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let marks = unsafe scratch.personMarks
        let base = scratch.base
        let firstSlot = scratch.mark(ofSlot: 0)
        for slice in 0..<graph.people.sliceCount {
            let list = graph.people.slice(slice, of: title)
            try meter.add(list.count)
            var index = 0
            while index < list.count {
                let person = list[index]
                index &+= 1
                let mark = unsafe marks[Int(person)]
                if mark < base {
                    // A slot is counted before it is marked, also where the question ends here.
                    let slot = UInt32(truncatingIfNeeded: people.count)
                    try people.append(person)
                    try counts.append(number << 32 | 1)
                    unsafe marks[Int(person)] = firstSlot &+ slot
                } else if mark >= firstSlot {
                    let slot = Int(mark &- firstSlot)
                    let count = counts[slot]
                    guard count >> 32 != number else { continue }
                    counts[slot] = number << 32 | (count & 0xFFFF_FFFF &+ 1)
                }
            }
        }
    }

    /// Ranks everybody who shares enough titles and puts the first `rowsMax` in order.
    ///
    /// - Returns: How many share enough.
    func rank(sharedMin: Int, rowsMax: Int) throws(QueryError) -> Int {
        let tally = scratch.tally
        tally.ranks.removeAll()
        let least = UInt64(max(sharedMin, 1))
        for slot in 0..<tally.people.count {
            let shared = tally.counts[slot] & 0xFFFF_FFFF
            guard shared >= least else { continue }
            try tally.ranks.append((0xFFFF_FFFF - shared) << 32 | UInt64(tally.people[slot]))
        }
        sortSmallest(rowsMax, of: &tally.ranks)
        return tally.ranks.count
    }

    /// The person's own titles that a co-star shares: most votes first, then the lowest number.
    func sharedTitles(
        of costar: UInt32, titlesMax: Int, votes: VotesColumn, _ meter: inout WorkMeter
    ) throws(QueryError) -> [UInt32] {
        guard titlesMax > 0 else { return [] }
        let marks = unsafe scratch.titleMarks
        let tally = scratch.tally
        tally.rankedTitles.removeAll()
        for slice in 0..<graph.titles.sliceCount {
            let list = graph.titles.slice(slice, of: costar)
            try meter.add(list.count)
            for title in list where unsafe marks[Int(title)] == ownTitle {
                try tally.rankedTitles.append(votes.rank(title))
            }
        }
        sortAscending(&tally.rankedTitles)
        var titles: [UInt32] = []
        for place in 0..<tally.rankedTitles.count where titles.count < titlesMax {
            // A title that the co-star has several credits on stands here several times.
            let title = UInt32(truncatingIfNeeded: tally.rankedTitles[place])
            if titles.last != title { titles.append(title) }
        }
        return titles
    }
}

internal import CSystem
internal import GraphModel

/// Sets of nodes as bits, for searches that see much of the graph.
@safe final class LevelSets {
    /// Titles that need not be entered any more: seen, or out of scope.
    var visitedTitles: Buffer<UInt64>
    /// People that need not be entered any more.
    var visitedPeople: Buffer<UInt64>
    /// The titles found last.
    var frontierTitles: Buffer<UInt64>
    /// The people found last.
    var frontierPeople: Buffer<UInt64>
    /// Some nodes of a frontier as a list, to look ahead in.
    var batch: Buffer<UInt32>

    let titleCount: Int
    let personCount: Int
    private let budget = ScratchBudget(bytesMax: .max)

    init(titleCount: Int, personCount: Int) {
        self.titleCount = titleCount
        self.personCount = personCount
        visitedTitles = Buffer(budget)
        visitedPeople = Buffer(budget)
        frontierTitles = Buffer(budget)
        frontierPeople = Buffer(budget)
        batch = Buffer(budget)
    }

    /// Bytes held; they depend on the graph alone.
    var bytes: Int { budget.bytes }

    /// Nothing is seen but what the scope leaves out; bits beyond the last node count as seen.
    func begin(_ scope: Scope, _ bitmap: TitleBitmap?) throws(QueryError) {
        try LevelSets.clear(&visitedTitles, titleCount)
        try LevelSets.clear(&visitedPeople, personCount)
        if let bitmap {
            for word in 0..<titleCount / 64 { visitedTitles[word] = unsafe ~bitmap.words[word] }
            for title in titleCount / 64 * 64..<titleCount
            where unsafe bitmap.words[title / 64] & 1 << UInt64(title % 64) == 0 {
                LevelSets.insert(UInt32(title), &visitedTitles)
            }
        }
        for title in scope.excludedTitles { LevelSets.insert(title, &visitedTitles) }
        for person in scope.excludedPeople { LevelSets.insert(person, &visitedPeople) }
        try LevelSets.empty(&frontierTitles, visitedTitles.count)
        try LevelSets.empty(&frontierPeople, visitedPeople.count)
    }

    private static func clear(
        _ set: inout Buffer<UInt64>, _ count: Int
    ) throws(QueryError) {
        try empty(&set, (count + 63) / 64)
        if count % 64 != 0 { set[count / 64] = ~0 << UInt64(count % 64) }
    }

    static func empty(_ set: inout Buffer<UInt64>, _ words: Int) throws(QueryError) {
        try set.reset(to: 0, count: words)
    }

    static func insert(_ node: UInt32, _ set: inout Buffer<UInt64>) {
        set[Int(node >> 6)] |= 1 << UInt64(node & 63)
    }

    static func unvisited(_ set: borrowing Buffer<UInt64>) -> Int {
        var count = 0
        for word in 0..<set.count { count += (~set[word]).nonzeroBitCount }
        return count
    }
}

/// Breadth-first search from one person over everything in scope, level by level.
///
/// A large frontier is looked for from the other side: every unvisited node asks whether one of its
/// neighbours is in it, and stops at the first (direction-optimising search, Beamer 2012).
@safe struct LevelSearch<Lists: CreditLists> {
    let titles: Lists
    let people: Lists
    let sets: LevelSets

    /// Bottom-up once the frontier is a sixth of what is unvisited; 4 to 8 measured alike.
    private static var alpha: Int { 6 }

    func run(
        from start: UInt32, titlesMax: Int?, listing: Int?, page: Page, _ meter: inout WorkMeter
    ) throws(QueryError) -> DistancesAnswer {
        var levels: [DistancesAnswer.Level] = []
        var listed: (people: [UInt32], total: Int) = ([], 0)
        var unvisitedTitles = LevelSets.unvisited(sets.visitedTitles)
        var unvisitedPeople = LevelSets.unvisited(sets.visitedPeople) - 1
        LevelSets.insert(start, &sets.visitedPeople)
        LevelSets.insert(start, &sets.frontierPeople)
        var found = 1
        var isCut = false
        while found > 0 {
            let distance = levels.count
            levels.append(DistancesAnswer.Level(distance: distance, people: found))
            if distance == listing {
                listed = (members(sets.frontierPeople, page.range(of: found)), found)
            }
            if distance == titlesMax {
                isCut = try leadsFurther(&meter)
                break
            }
            let foundTitles = try advance(
                sets.frontierPeople, found, titles, people, into: &sets.frontierTitles,
                &sets.visitedTitles, unvisitedTitles, &meter)
            unvisitedTitles -= foundTitles
            found = try advance(
                sets.frontierTitles, foundTitles, people, titles, into: &sets.frontierPeople,
                &sets.visitedPeople, unvisitedPeople, &meter)
            unvisitedPeople -= found
        }
        return DistancesAnswer(
            levels: levels, unreachable: isCut ? nil : try countUnreached(&meter),
            people: listing == nil ? nil : listed.people,
            total: listing == nil ? nil : listed.total)
    }

    /// Finds the unvisited neighbours of a frontier, whichever way is shorter.
    private func advance(
        _ frontier: borrowing Buffer<UInt64>, _ frontierCount: Int, _ outward: Lists,
        _ inward: Lists, into next: inout Buffer<UInt64>, _ visited: inout Buffer<UInt64>,
        _ unvisitedCount: Int, _ meter: inout WorkMeter
    ) throws(QueryError) -> Int {
        if frontierCount * Self.alpha > unvisitedCount {
            return try bottomUp(frontier, inward, into: &next, &visited, &meter)
        }
        return try topDown(frontier, outward, into: &next, &visited, &meter)
    }

    private func topDown(
        _ frontier: borrowing Buffer<UInt64>, _ lists: Lists, into next: inout Buffer<UInt64>,
        _ visited: inout Buffer<UInt64>, _ meter: inout WorkMeter
    ) throws(QueryError) -> Int {
        try LevelSets.empty(&next, next.count)
        sets.batch.removeAll()
        for word in 0..<frontier.count {
            if word & 1_023 == 0 { try meter.add(1_023) }
            var bits = frontier[word]
            while bits != 0 {
                try sets.batch.append(
                    UInt32(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount))
                bits &= bits &- 1
            }
            guard sets.batch.count >= 1_024 || word == frontier.count - 1 else { continue }
            try expand(sets.batch, lists, into: &next, &meter)
            sets.batch.removeAll()
        }
        var found = 0
        for word in 0..<next.count {
            let new = next[word] & ~visited[word]
            next[word] = new
            visited[word] |= new
            found &+= new.nonzeroBitCount
        }
        return found
    }

    /// Adds all neighbours, also those seen before: asking per credit costs a branch that nothing
    /// foretells, taking them out again is a step per 64 nodes.
    @inline(__always)
    private func expand(
        _ batch: borrowing Buffer<UInt32>, _ lists: Lists, into next: inout Buffer<UInt64>,
        _ meter: inout WorkMeter
    ) throws(QueryError) {
        let new = unsafe next.base
        for place in 0..<batch.count {
            if place &+ 16 < batch.count { lists.prefetchStart(of: batch[place &+ 16]) }
            if place &+ 8 < batch.count { lists.prefetchList(of: batch[place &+ 8]) }
            for slice in 0..<lists.sliceCount {
                let list = lists.slice(slice, of: batch[place])
                try meter.add(list.count)
                var index = 0
                while index < list.count {
                    let neighbor = list[index]
                    index &+= 1
                    unsafe new[Int(neighbor >> 6)] |= 1 &<< UInt64(neighbor & 63)
                }
            }
        }
    }

    private func bottomUp(
        _ frontier: borrowing Buffer<UInt64>, _ lists: Lists, into next: inout Buffer<UInt64>,
        _ visited: inout Buffer<UInt64>, _ meter: inout WorkMeter
    ) throws(QueryError) -> Int {
        var found = 0
        for word in 0..<visited.count {
            if word & 1_023 == 0 { try meter.add(1_023) }
            var unvisited = lists.withNeighbors(~visited[word], word: word)
            var new: UInt64 = 0
            while unvisited != 0 {
                let place = unvisited.trailingZeroBitCount
                unvisited &= unvisited &- 1
                let node = UInt32(truncatingIfNeeded: word &* 64 &+ place)
                if try touches(frontier, node, lists, &meter) { new |= 1 &<< UInt64(place) }
            }
            visited[word] |= new
            next[word] = new
            found &+= new.nonzeroBitCount
        }
        return found
    }

    @inline(__always)
    private func touches(
        _ set: borrowing Buffer<UInt64>, _ node: UInt32, _ lists: Lists, _ meter: inout WorkMeter
    ) throws(QueryError) -> Bool {
        let members = unsafe set.base
        for slice in 0..<lists.sliceCount {
            let list = lists.slice(slice, of: node)
            try meter.add(list.count)
            var index = 0
            while index < list.count {
                let neighbor = list[index]
                index &+= 1
                if unsafe members[Int(neighbor >> 6)] &>> UInt64(neighbor & 63) & 1 != 0 {
                    return true
                }
            }
        }
        return false
    }
}

extension LevelSearch {
    /// Whether anybody unvisited shares a title with the people found last.
    private func leadsFurther(_ meter: inout WorkMeter) throws(QueryError) -> Bool {
        for word in 0..<sets.frontierPeople.count {
            if word & 1_023 == 0 { try meter.add(1_023) }
            var bits = sets.frontierPeople[word]
            while bits != 0 {
                let person = UInt32(word * 64 + bits.trailingZeroBitCount)
                bits &= bits - 1
                if try leadsFurther(person, &meter) { return true }
            }
        }
        return false
    }

    private func leadsFurther(
        _ person: UInt32, _ meter: inout WorkMeter
    ) throws(QueryError) -> Bool {
        for slice in 0..<titles.sliceCount {
            let list = titles.slice(slice, of: person)
            try meter.add(list.count)
            for title in list where !isMember(title, sets.visitedTitles) {
                LevelSets.insert(title, &sets.visitedTitles)
                for inner in 0..<people.sliceCount {
                    let people = people.slice(inner, of: title)
                    try meter.add(people.count)
                    for other in people where !isMember(other, sets.visitedPeople) { return true }
                }
            }
        }
        return false
    }

    /// People with a credit in scope who were not reached.
    ///
    /// Their titles in scope were not reached either, so an unvisited title among their credits
    /// tells that they have one.
    private func countUnreached(_ meter: inout WorkMeter) throws(QueryError) -> Int {
        var count = 0
        for word in 0..<sets.visitedPeople.count {
            if word & 1_023 == 0 { try meter.add(1_023) }
            var bits = titles.withNeighbors(~sets.visitedPeople[word], word: word)
            while bits != 0 {
                let person = UInt32(truncatingIfNeeded: word &* 64 &+ bits.trailingZeroBitCount)
                bits &= bits &- 1
                if try hasUnvisitedTitle(person, &meter) { count &+= 1 }
            }
        }
        return count
    }

    @inline(__always)
    private func hasUnvisitedTitle(
        _ person: UInt32, _ meter: inout WorkMeter
    ) throws(QueryError) -> Bool {
        for slice in 0..<titles.sliceCount {
            let list = titles.slice(slice, of: person)
            try meter.add(list.count)
            for title in list where !isMember(title, sets.visitedTitles) { return true }
        }
        return false
    }

    @inline(__always)
    private func isMember(_ node: UInt32, _ set: borrowing Buffer<UInt64>) -> Bool {
        set[Int(node >> 6)] &>> UInt64(node & 63) & 1 != 0
    }

    /// The members of a set at some places of their order.
    private func members(_ set: borrowing Buffer<UInt64>, _ places: Range<Int>) -> [UInt32] {
        var nodes: [UInt32] = []
        nodes.reserveCapacity(places.count)
        var place = 0
        for word in 0..<set.count where place < places.upperBound {
            var bits = set[word]
            if place + bits.nonzeroBitCount <= places.lowerBound {
                place += bits.nonzeroBitCount
                continue
            }
            while bits != 0 {
                if places.contains(place) {
                    nodes.append(UInt32(word * 64 + bits.trailingZeroBitCount))
                }
                place += 1
                bits &= bits - 1
            }
        }
        return nodes
    }
}

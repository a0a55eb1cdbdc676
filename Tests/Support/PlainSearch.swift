import GraphModel

/// A scope in the words of the dumps.
package struct PlainScope: Sendable {
    /// Nil is every category.
    package var categories: Set<String>?
    package var types: Set<String>?
    package var genres: Set<String>?
    package var since: UInt32?
    package var until: UInt32?
    package var votesMin: UInt32?
    package var includesAdult = true
    /// Numbers of people.
    package var excludedPeople: Set<UInt32> = []
    /// Numbers of titles.
    package var excludedTitles: Set<UInt32> = []

    /// Every title, nobody excluded.
    package init(categories: Set<String>?) { self.categories = categories }
}

/// The textbook answers: dictionaries and sets of public numbers over the raw rows of one scope,
/// one breadth-first search, no cleverness.
///
/// Written for the tests, apart from what it tests: nothing here sees a dense id or a block.
package struct PlainSearch {
    /// People by title, in scope.
    package private(set) var people: [UInt32: Set<UInt32>] = [:]
    /// Titles by person, in scope.
    package private(set) var titles: [UInt32: Set<UInt32>] = [:]
    /// Merged credits in scope: title, person, category and the lowest ordering.
    package private(set) var credits: [Credit] = []
    private var votes: [UInt32: UInt32] = [:]

    /// A credit; rows of one (title, person, category) are one.
    package struct Credit: Hashable, Sendable {
        package let title: UInt32
        package let person: UInt32
        package let category: String
        package var ordering: UInt32?
        /// The place in title.crew when there is no ordering.
        package let crewPosition: UInt32
    }

    /// The rows that a scope leaves.
    package init(_ rows: MemoryGraph.Rows, _ scope: PlainScope) {
        let titleRows = Dictionary(uniqueKeysWithValues: rows.titles.map { ($0.number, $0) })
        let personNumbers = Set(rows.people.map(\.number))
        var merged: [[String]: Credit] = [:]
        for row in rows.credits {
            guard let title = titleRows[row.title], personNumbers.contains(row.person),
                scope.categories?.contains(row.category) ?? true,
                !scope.excludedPeople.contains(row.person), PlainSearch.admits(title, scope)
            else { continue }
            titles[row.person, default: []].insert(row.title)
            people[row.title, default: []].insert(row.person)
            votes[row.title] = title.votes ?? 0
            let key = ["\(row.title)", "\(row.person)", row.category]
            var credit =
                merged[key]
                ?? Credit(
                    title: row.title, person: row.person, category: row.category,
                    ordering: row.ordering, crewPosition: row.crewPosition)
            if let ordering = row.ordering {
                credit.ordering = min(credit.ordering ?? .max, ordering)
            }
            merged[key] = credit
        }
        credits = Array(merged.values)
    }

    private static func admits(_ title: MemoryGraph.Rows.Title, _ scope: PlainScope) -> Bool {
        if scope.excludedTitles.contains(title.number) { return false }
        if let types = scope.types, !types.contains(title.type) { return false }
        if let genres = scope.genres {
            let own = Set((title.genres ?? "").split(separator: ",").map { String($0) })
            if own.isDisjoint(with: genres) { return false }
        }
        if let since = scope.since {
            guard let year = title.startYear, year >= since else { return false }
        }
        if let until = scope.until {
            guard let year = title.startYear, year <= until else { return false }
        }
        if title.votes ?? 0 < scope.votesMin ?? 0 { return false }
        if !scope.includesAdult, title.isAdult == true { return false }
        return true
    }

    /// Whom a person shares titles with.
    package func neighbors(_ person: UInt32) -> Set<UInt32> {
        var found = Set<UInt32>()
        for title in titles[person] ?? [] { found.formUnion(people[title] ?? []) }
        found.remove(person)
        return found
    }

    /// Shared titles, most votes first, then the lowest number.
    package func shared(_ left: UInt32, _ right: UInt32) -> [UInt32] {
        (titles[left] ?? []).intersection(titles[right] ?? []).sorted { first, second in
            let firstVotes = votes[first] ?? 0
            let secondVotes = votes[second] ?? 0
            return firstVotes != secondVotes ? firstVotes > secondVotes : first < second
        }
    }

    /// Everybody's distance who can be reached.
    package func distances(_ start: UInt32) -> [UInt32: Int] {
        var distances = [start: 0]
        var frontier = [start]
        var distance = 0
        while !frontier.isEmpty {
            distance += 1
            var next: [UInt32] = []
            for person in frontier {
                for neighbor in neighbors(person) where distances[neighbor] == nil {
                    distances[neighbor] = distance
                    next.append(neighbor)
                }
            }
            frontier = next
        }
        return distances
    }

    /// The number of shortest chains, nil when it does not fit.
    package func chainCount(_ start: UInt32, _ end: UInt32) -> UInt64? {
        let toEnd = distances(end)
        guard let length = toEnd[start] else { return 0 }
        var counts: [UInt32: UInt64] = [start: 1]
        for step in stride(from: length - 1, through: 0, by: -1) {
            var next: [UInt32: UInt64] = [:]
            for (person, count) in counts {
                for neighbor in neighbors(person) where toEnd[neighbor] == step {
                    let (sum, overflows) = next[neighbor, default: 0].addingReportingOverflow(count)
                    if overflows { return nil }
                    next[neighbor] = sum
                }
            }
            counts = next
        }
        return counts[end]
    }

    /// The first shortest chains in order of their numbers.
    package func chains(_ start: UInt32, _ end: UInt32, _ chainsMax: Int) -> [[UInt32]] {
        let toEnd = distances(end)
        guard toEnd[start] != nil else { return [] }
        var found: [[UInt32]] = []
        func extend(_ chain: [UInt32]) {
            guard found.count < chainsMax, let last = chain.last, let left = toEnd[last] else {
                return
            }
            if left == 0 { return found.append(chain) }
            for next in neighbors(last).filter({ toEnd[$0] == left - 1 }).sorted() {
                extend(chain + [next])
            }
        }
        extend([start])
        return found
    }

    /// Whether everybody on the chain has a credit in scope on the titles beside them.
    package func verifies(people chain: [UInt32], titles between: [UInt32]) -> Bool {
        guard chain.count == between.count + 1 else { return false }
        return between.indices.allSatisfy { place in
            titles[chain[place]]?.contains(between[place]) == true
                && titles[chain[place + 1]]?.contains(between[place]) == true
        }
    }
}

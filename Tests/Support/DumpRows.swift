import GraphModel

extension MemoryGraph.Rows {
    /// The rows as a dump can say them.
    ///
    /// - A credit without ordering is one of title.crew alone when it is a director's or writer's
    ///   and no row of principals says the same; it has a place there but no job and no characters.
    /// - Any other credit without ordering gets the next free ordering of its title.
    /// - Places in title.crew count from 0 per title and category; gaps are left only where people
    ///   of principals can fill them.
    package func asDumped() -> MemoryGraph.Rows {
        struct Key: Hashable { let title: UInt32, person: UInt32, category: String }
        var rows = self
        let present = Set(people.map(\.number))
        var orderings: [UInt32: UInt32] = [:]
        var inPrincipals = Set<Key>()
        func key(_ credit: Credit) -> Key {
            Key(title: credit.title, person: credit.person, category: credit.category)
        }
        func mayBeCrewOnly(_ credit: Credit) -> Bool {
            credit.ordering == nil && DumpWriter.crewCategories.contains(credit.category)
        }
        for credit in credits where !mayBeCrewOnly(credit) {
            inPrincipals.insert(key(credit))
            orderings[credit.title] = max(orderings[credit.title] ?? 0, credit.ordering ?? 0)
        }
        var crewOnly: [Credit] = []
        rows.credits = []
        for var credit in credits {
            guard !mayBeCrewOnly(credit) else {
                crewOnly.append(credit)
                continue
            }
            if credit.ordering == nil {
                credit.ordering = (orderings[credit.title] ?? 0) + 1
                orderings[credit.title] = credit.ordering
            }
            credit.crewPosition = 0
            rows.credits.append(credit)
        }
        let fillers = rows.crewFillers()
        var next: [CrewList: UInt32] = [:]
        for var credit in crewOnly.sorted(by: { $0.crewPosition < $1.crewPosition }) {
            guard inPrincipals.insert(key(credit)).inserted else { continue }
            let list = CrewList(title: credit.title, category: credit.category)
            let free = next[list] ?? 0
            // Who is not in the graph takes no place.
            let wanted = fillers[list] == nil ? free : max(free, credit.crewPosition)
            credit.crewPosition = wanted
            if present.contains(credit.person) { next[list] = wanted + 1 }
            credit.job = nil
            credit.characters = []
            rows.credits.append(credit)
        }
        return rows
    }

    /// The rows in the order of the dumps: by id as text, credits of a title by ordering.
    package func inTextOrder() -> MemoryGraph.Rows {
        var rows = self
        func title(_ number: UInt32) -> String { NodeID(.title, number).description }
        func stable<Row>(_ rows: [Row], _ key: (Row) -> (String, UInt32)) -> [Row] {
            rows.enumerated().map { (key: key($0.element), place: $0.offset, row: $0.element) }
                .sorted { left, right in
                    left.key != right.key ? left.key < right.key : left.place < right.place
                }.map(\.row)
        }
        rows.titles = stable(titles) { (title($0.number), 0) }
        rows.people = stable(people) { (NodeID(.person, $0.number).description, 0) }
        rows.credits = stable(credits) { (title($0.title), $0.ordering ?? .max) }
        rows.episodes = stable(episodes) { (title($0.number), 0) }
        return rows
    }

    /// The rows in any order.
    package func shuffled(using random: inout some RandomNumberGenerator) -> MemoryGraph.Rows {
        var rows = self
        rows.titles.shuffle(using: &random)
        rows.people.shuffle(using: &random)
        rows.credits.shuffle(using: &random)
        rows.episodes.shuffle(using: &random)
        return rows
    }

    /// One of the two lists that title.crew has for a title.
    struct CrewList: Hashable {
        let title: UInt32
        let category: String
    }

    /// People in the graph whom principals and title.crew both name, by the list of title.crew.
    func crewFillers() -> [CrewList: [UInt32]] {
        let present = Set(people.map(\.number))
        var fillers: [CrewList: [UInt32]] = [:]
        for credit in credits
        where credit.ordering != nil && present.contains(credit.person)
            && DumpWriter.crewCategories.contains(credit.category)
        {
            fillers[CrewList(title: credit.title, category: credit.category), default: []]
                .append(credit.person)
        }
        // The order of a dump must not depend on the order of the rows.
        return fillers.mapValues { $0.sorted() }
    }
}

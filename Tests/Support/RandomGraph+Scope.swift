import GraphModel
import GraphQuery

extension PlainScope {
    /// Roles and filters in any combination; `people` and `titles` may be excluded.
    package static func random(
        _ random: inout RandomGraphSource, people: [UInt32], titles: [UInt32]
    ) -> PlainScope {
        var scope = PlainScope(categories: randomRoles(&random))
        if random.oneIn(3) { scope.types = ["movie"] }
        if random.oneIn(6) {
            scope.types = Set(RandomGraph.titleTypes.filter { _ in random.oneIn(2) })
        }
        if random.oneIn(6) {
            scope.genres = Set(RandomGraph.genres.filter { _ in random.oneIn(2) })
        }
        if random.oneIn(6) { scope.since = UInt32(1_950 + random.number(below: 10)) }
        if random.oneIn(6) { scope.until = UInt32(1_953 + random.number(below: 10)) }
        if random.oneIn(6) { scope.votesMin = UInt32(random.number(below: 4) * 100) }
        if random.oneIn(6) { scope.includesAdult = false }
        if random.oneIn(4) {
            for _ in 0..<1 + random.number(below: 4) {
                scope.excludedPeople.insert(random.pick(people))
                scope.excludedTitles.insert(random.pick(titles))
            }
        }
        return scope
    }

    private static func randomRoles(_ random: inout RandomGraphSource) -> Set<String>? {
        switch random.number(below: 8) {
        case 0, 1: return nil
        case 2, 3, 4: return ["actor", "actress"]
        case 5: return [random.pick(RandomGraph.categories)]
        case 6: return ["actor", "director"]
        default: return Set(RandomGraph.categories.filter { _ in random.oneIn(2) })
        }
    }
}

extension Scope {
    /// The same scope, compiled for a graph.
    package init(_ plain: PlainScope, _ graph: any GraphReading) {
        self.init(roles: plain.categories == nil ? .all : RoleSet())
        for word in plain.categories ?? [] {
            if let type = graph.creditType(word) { roles.insert(type) }
        }
        let words = graph.words(.titleTypes)
        titleTypes = plain.types.map { types in
            Set(words.indices.filter { types.contains(words[$0]) }.map { UInt32($0) })
        }
        genres = plain.genres
        since = plain.since
        until = plain.until
        votesMin = plain.votesMin
        includesAdult = plain.includesAdult
        excludedPeople = Set(plain.excludedPeople.compactMap { graph.node(NodeID(.person, $0)) })
        excludedTitles = Set(plain.excludedTitles.compactMap { graph.node(NodeID(.title, $0)) })
    }
}

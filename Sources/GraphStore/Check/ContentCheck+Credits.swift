internal import GraphModel

extension ContentCheck {
    /// Lists are sorted, both directions hold the same credits, payloads match, counts hold.
    mutating func checkCredits() {
        var counts = [Int](repeating: 0, count: generation.words(.categories).count)
        let forward = sum(.creditsByTitle, &counts)
        var reversedCounts = [Int](repeating: 0, count: counts.count)
        let backward = sum(.creditsByPerson, &reversedCounts)
        if forward.sum != backward.sum || counts != reversedCounts {
            add(
                .relation(.creditsByPerson), "all blocks",
                "not the same credits as in \(Relation.creditsByTitle.name)")
        }
        let statistics = generation.statistics
        if counts != statistics.credits || forward.longest != statistics.titleCreditsMax
            || backward.longest != statistics.personCreditsMax
        {
            add(.meta, "key statistics", "credits are counted wrong")
        }
        checkPayloads()
    }

    /// A sum over all credits that does not depend on their order, and the longest list.
    private mutating func sum(
        _ relation: Relation, _ counts: inout [Int]
    ) -> (sum: UInt64, longest: Int) {
        let lists = generation.adjacency(relation)
        var sum: UInt64 = 0
        var longest = 0
        for node in 0..<UInt32(generation.count(relation.source)) {
            let list = lists.list(node)
            let types = lists.types(node)
            longest = max(longest, list.count)
            var last: (UInt8, UInt32)?
            for index in list.indices {
                let edge = (types[index], list[index])
                if let last, last >= edge {
                    add(.relation(relation), "node \(node)", "credits are out of order")
                }
                last = edge
                counts[Int(edge.0)] += 1
                let isForward = relation == .creditsByTitle
                let title = UInt64(isForward ? node : edge.1)
                let person = UInt64(isForward ? edge.1 : node)
                var mixed = (title << 32 | person) &* 0x9E37_79B9_7F4A_7C15
                mixed = (mixed ^ mixed >> 29 ^ UInt64(edge.0)) &* 0xBF58_476D_1CE4_E5B9
                sum &+= mixed ^ mixed >> 32
            }
        }
        return (sum, longest)
    }

    /// One payload a credit; texts are UTF-8; only directors and writers go without an ordering.
    private mutating func checkPayloads() {
        let lists = generation.adjacency(.creditsByTitle)
        var crewOnly = 0
        for title in 0..<UInt32(generation.count(.title)) {
            let types = lists.types(title)
            var count = 0
            var isSound = true
            generation.payloads.forEach(ofTitle: title) { place, payload in
                count += 1
                if payload.ordering == nil {
                    crewOnly += 1
                    let type = place < types.count ? CreditType(rawValue: types[place]) : .actor
                    if type != .director && type != .writer { isSound = false }
                }
                for text in [payload.job, payload.characters] {
                    guard let text else { continue }
                    if String(validating: text.array, as: UTF8.self) == nil { isSound = false }
                }
                return true
            }
            if count != types.count || !isSound {
                add(
                    .payloads, "title \(title)",
                    "\(count) payloads for \(types.count) credits, or one of them is wrong")
            }
        }
        if crewOnly != generation.statistics.crewOnlyCredits {
            add(.meta, "key statistics", "\(crewOnly) credits of title.crew alone")
        }
    }

    /// The projection is what the credits and title types make it.
    mutating func checkMovieCast() {
        let types = generation.column(.titleType)
        let movie = generation.words(.titleTypes).firstIndex(of: "movie").map { UInt32($0) }
        let codes = RoleGroup.cast.codes
        let byTitle = generation.adjacency(.creditsByTitle)
        let movieByTitle = generation.adjacency(.movieCastByTitle)
        for title in 0..<UInt32(generation.count(.title)) {
            let isMovie = movie != nil && types[title] == movie
            let expected = isMovie ? Set(byTitle.list(title, codes)).sorted() : []
            if !movieByTitle.list(title).elementsEqual(expected) {
                add(.relation(.movieCastByTitle), "title \(title)", "not the cast of the movie")
            }
        }
        let byPerson = generation.adjacency(.creditsByPerson)
        let movieByPerson = generation.adjacency(.movieCastByPerson)
        for person in 0..<UInt32(generation.count(.person)) {
            let acted = byPerson.list(person, codes).filter { movie != nil && types[$0] == movie }
            if !movieByPerson.list(person).elementsEqual(Set(acted).sorted()) {
                add(.relation(.movieCastByPerson), "person \(person)", "not the movies acted in")
            }
        }
    }
}

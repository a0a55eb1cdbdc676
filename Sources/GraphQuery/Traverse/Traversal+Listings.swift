internal import GraphModel

extension Traversal {
    /// The credits of a title: by ordering, none last, then person number, then credit type.
    ///
    /// - Parameters:
    ///   - title: Whose credits.
    ///   - scope: The credits that count.
    ///   - page: The rows wanted.
    /// - Returns: The page, with the number of credits before paging.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own title.
    public func castList(
        ofTitle title: UInt32, in scope: Scope, page: Page
    ) throws(QueryError) -> CreditPage {
        try requireIncluded(.title, title, scope)
        var meter = startMeter()
        defer { finish(meter) }
        let filter = TitleFilter(scope)
        guard filter.admitsEverything || TitleTest(filter, graph).admits(title) else {
            return CreditPage(total: 0, rows: [])
        }
        try rankCast(of: title, scope, &scratch.keys, &meter)
        let (rowsMax, overflows) = page.offset.addingReportingOverflow(page.limit)
        sortSmallest(overflows ? .max : rowsMax, of: &scratch.keys)
        let total = scratch.keys.count
        let places = page.range(of: total)
        // Payloads are read in the order in which they are stored.
        let wanted = places.map {
            (place: Int(truncatingIfNeeded: scratch.keys[$0] & 0xFFFF_FFFF), row: $0)
        }.sorted { $0.place < $1.place }
        let credits = graph.adjacency(.creditsByTitle)
        let people = credits.list(title)
        let types = credits.types(title)
        var rows = [CreditRow?](repeating: nil, count: places.count)
        var next = 0
        try meter.add(wanted.last?.place ?? 0)
        graph.payloads.forEach(ofTitle: title) { place, payload in
            guard next < wanted.count else { return false }
            guard wanted[next].place == place else { return true }
            let credit = CreditReference(
                title: title, person: people[place], type: CreditType(rawValue: types[place]),
                place: place)
            rows[wanted[next].row - places.lowerBound] = CreditRow(credit: credit, payload: payload)
            next += 1
            return true
        }
        return CreditPage(total: total, rows: rows.compactMap { $0 })
    }

    /// Collects the credits in scope of a title as ordering, person, type and place: in 32, 32, 8
    /// and 32 bits, whose order is that of the rows.
    private func rankCast(
        of title: UInt32, _ scope: Scope, _ keys: inout Buffer<UInt128>, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let credits = graph.adjacency(.creditsByTitle)
        let people = credits.list(title)
        let types = credits.types(title)
        try meter.add(people.count)
        keys.removeAll()
        try keys.reserve(people.count)
        let found = unsafe keys.base
        var count = 0
        graph.payloads.forEach(ofTitle: title) { place, payload in
            let type = types[place]
            let person = people[place]
            if scope.roles.contains(CreditType(rawValue: type)),
                !scope.excludedPeople.contains(person)
            {
                let credit = UInt128(person) << 40 | UInt128(type) << 32 | UInt128(place)
                unsafe found[count] = UInt128(payload.ordering ?? .max) << 72 | credit
                count += 1
            }
            return true
        }
        keys.setCount(count)
        try meter.add(people.count)
    }

    /// The directors and writers of a title.
    public func crew(ofTitle title: UInt32) -> CrewAnswer {
        precondition(Int(title) < graph.count(.title), "no such node")
        return CrewAnswer(directors: crew(title, .director), writers: crew(title, .writer))
    }

    private func crew(_ title: UInt32, _ type: CreditType) -> [CreditReference] {
        let credits = graph.adjacency(.creditsByTitle)
        let people = credits.list(title)
        let places = credits.range(title, type.rawValue..<type.rawValue + 1)
        var rows: [CreditRow] = []
        graph.payloads.forEach(ofTitle: title) { place, payload in
            if places.contains(place) {
                let credit = CreditReference(
                    title: title, person: people[place], type: type, place: place)
                rows.append(CreditRow(credit: credit, payload: payload))
            }
            return place + 1 < places.upperBound
        }
        rows.sort { left, right in
            let ordering = (left.payload.ordering ?? .max, right.payload.ordering ?? .max)
            if ordering.0 != ordering.1 { return ordering.0 < ordering.1 }
            let position = (left.payload.crewPosition ?? 0, right.payload.crewPosition ?? 0)
            if position.0 != position.1 { return position.0 < position.1 }
            return left.credit.person < right.credit.person
        }
        return rows.map(\.credit)
    }

    /// The credits of a person: by what `sort` says, none last, then title number, then type.
    ///
    /// - Parameters:
    ///   - person: Whose credits.
    ///   - scope: The credits that count.
    ///   - sort: What comes first, descending.
    ///   - page: The rows wanted.
    /// - Returns: The page, with the number of credits before paging.
    /// - Throws: ``QueryError`` when the question was cut off or excludes its own person.
    public func filmography(
        of person: UInt32, in scope: Scope, sort: FilmographySort, page: Page
    ) throws(QueryError) -> CreditPage {
        try requireIncluded(.person, person, scope)
        var meter = startMeter()
        defer { finish(meter) }
        try rankFilmography(of: person, scope, sort, &scratch.keys, &meter)
        let (rowsMax, overflows) = page.offset.addingReportingOverflow(page.limit)
        sortSmallest(overflows ? .max : rowsMax, of: &scratch.keys)
        let total = scratch.keys.count
        var rows: [CreditRow] = []
        for index in page.range(of: total) {
            try meter.add(0)
            let key = scratch.keys[index]
            let title = UInt32(truncatingIfNeeded: key >> 8)
            let type = CreditType(rawValue: UInt8(truncatingIfNeeded: key))
            guard let place = graph.place(title: title, person: person, type: type),
                let payload = graph.payloads.payload(ofTitle: title, at: place)
            else { preconditionFailure("a credit stands in both directions") }
            let credit = CreditReference(title: title, person: person, type: type, place: place)
            rows.append(CreditRow(credit: credit, payload: payload))
        }
        return CreditPage(total: total, rows: rows)
    }

    /// Collects the credits in scope of a person as value, title and type: the larger the value the
    /// smaller its part, in 33 bits, the last number where there is none; then 32 and 8 bits.
    private func rankFilmography(
        of person: UInt32, _ scope: Scope, _ sort: FilmographySort,
        _ keys: inout Buffer<UInt128>, _ meter: inout WorkMeter
    ) throws(QueryError) {
        let test = TitleTest(TitleFilter(scope), graph)
        let column = graph.column(sort.column)
        let credits = graph.adjacency(.creditsByPerson)
        let titles = credits.list(person)
        let types = credits.types(person)
        keys.removeAll()
        for place in titles.indices {
            try meter.add(0)
            let title = titles[place]
            guard scope.roles.contains(CreditType(rawValue: types[place])),
                !scope.excludedTitles.contains(title), test.admits(title)
            else { continue }
            let value = column[title].map { UInt128(UInt32.max - $0) } ?? 1 << 32
            try keys.append(value << 40 | UInt128(title) << 8 | UInt128(types[place]))
        }
    }

    /// The credit in scope with the lowest type that a person has on a title, nil when there is
    /// none; filters of titles are not looked at.
    ///
    /// - Complexity: O(role ranges × log credits of the title + credits of the person).
    public func credit(of person: UInt32, on title: UInt32, in scope: Scope) -> CreditReference? {
        precondition(Int(person) < graph.count(.person), "no such node")
        precondition(Int(title) < graph.count(.title), "no such node")
        let credits = graph.adjacency(.creditsByTitle)
        let types = credits.types(title)
        for range in scope.roles.ranges {
            let places = credits.range(title, range)
            // Within one type people are sorted, so look type by type.
            var place = places.lowerBound
            while place < places.upperBound {
                let type = CreditType(rawValue: types[place])
                if let found = graph.place(title: title, person: person, type: type) {
                    return CreditReference(
                        title: title, person: person, type: type, place: found)
                }
                place = types.lowerBound(type.rawValue + 1)
            }
        }
        return nil
    }
}

extension FilmographySort {
    /// The column that is compared.
    fileprivate var column: Column {
        switch self {
        case .year: .startYear
        case .votes: .votes
        case .rating: .rating
        }
    }
}

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
        defer { explored = meter.explored }
        let filter = TitleFilter(scope)
        guard filter.admitsEverything || TitleTest(filter, graph).admits(title) else {
            return CreditPage(total: 0, rows: [])
        }
        let credits = graph.adjacency(.creditsByTitle)
        let people = credits.list(title)
        let types = credits.types(title)
        try meter.add(people.count)
        var rows: [CreditRow] = []
        graph.payloads.forEach(ofTitle: title) { place, payload in
            let type = CreditType(rawValue: types[place])
            let person = people[place]
            if scope.roles.contains(type), !scope.excludedPeople.contains(person) {
                let credit = CreditReference(
                    title: title, person: person, type: type, place: place)
                rows.append(CreditRow(credit: credit, payload: payload))
            }
            return true
        }
        try meter.add(people.count)
        rows.sort { left, right in
            let ordering = (left.payload.ordering ?? .max, right.payload.ordering ?? .max)
            if ordering.0 != ordering.1 { return ordering.0 < ordering.1 }
            return (left.credit.person, left.credit.type) < (right.credit.person, right.credit.type)
        }
        return CreditPage(total: rows.count, rows: Array(rows[page.range(of: rows.count)]))
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
        defer { explored = meter.explored }
        let test = TitleTest(TitleFilter(scope), graph)
        let column = graph.column(sort.column)
        let credits = graph.adjacency(.creditsByPerson)
        let titles = credits.list(person)
        let types = credits.types(person)
        try meter.add(titles.count)
        var found: [FilmographyKey] = []
        for place in titles.indices {
            let title = titles[place]
            let type = CreditType(rawValue: types[place])
            guard scope.roles.contains(type), !scope.excludedTitles.contains(title),
                test.admits(title)
            else { continue }
            found.append(FilmographyKey(value: column[title], title: title, type: type))
        }
        found.sort()
        var rows: [CreditRow] = []
        for key in found[page.range(of: found.count)] {
            try meter.add(0)
            guard let place = graph.place(title: key.title, person: person, type: key.type),
                let payload = graph.payloads.payload(ofTitle: key.title, at: place)
            else { preconditionFailure("a credit stands in both directions") }
            let credit = CreditReference(
                title: key.title, person: person, type: key.type, place: place)
            rows.append(CreditRow(credit: credit, payload: payload))
        }
        return CreditPage(total: found.count, rows: rows)
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

/// One row of FILMOGRAPHY before paging, ordered by what it is sorted by.
private struct FilmographyKey: Comparable {
    /// Year, votes or rating; nil comes last.
    let value: UInt32?
    let title: UInt32
    let type: CreditType

    static func < (left: FilmographyKey, right: FilmographyKey) -> Bool {
        switch (left.value, right.value) {
        case (nil, .some): return false
        case (.some, nil): return true
        case (let leftValue?, let rightValue?) where leftValue != rightValue:
            return leftValue > rightValue
        default: return (left.title, left.type) < (right.title, right.type)
        }
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

import GraphModel
import GraphQuery

/// SEARCH, SUGGEST: titles and people by words of their names.
extension GraphCommand {
    static let search = GraphCommand(
        "SEARCH", "TITLES|PEOPLE text", arity: 2...2,
        options: CommandOption.titleFilters + [.profession, .exclude, .fuzzy] + CommandOption.page,
        cost: .search, summary: "Titles or people by words of their names, the best fit first.",
        example: "SEARCH TITLES matrix LIMIT 3"
    ) { question, writer throws(RequestError) in
        let label = try question.searchedLabel()
        let query = try question.searchQuery()
        let admits = try question.searchCriteria(label)
        let typos = question.arguments.choice(.fuzzy).flatMap { SearchQuery.Typos(rawValue: $0) }
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.search(label, query, typos: typos ?? .auto, page: page, admits: admits)
        }
        try question.rows("results", total: answer.total, answer.rows, into: &writer) {
            row, writer in
            question.node(label, row.node, into: &writer)
            writer.key("score")
            writer.integer(row.exactness.score)
        }
    }

    static let suggest = GraphCommand(
        "SUGGEST", "TITLES|PEOPLE|ALL text", arity: 2...2, options: [.limit], cost: .search,
        summary: "The best known titles or people whose names begin so, for search boxes.",
        example: "SUGGEST ALL kev LIMIT 3"
    ) { question, writer throws(RequestError) in
        let label = try question.suggestedLabel()
        let query = try question.searchQuery()
        let limit = question.page.limit
        let found = try question.search { traversal throws(QueryError) in
            try traversal.suggest(label, query, limit: limit)
        }
        writer.beginMap()
        writer.key("results")
        writer.beginArray(found.count)
        for (label, node) in found {
            writer.beginMap()
            question.node(label, node, into: &writer)
            writer.endMap()
            try question.checkReply(writer)
        }
        writer.endArray()
        writer.endMap()
    }
}

extension Question {
    /// The label that the first word names.
    fileprivate func searchedLabel() throws(RequestError) -> Label {
        if let label = namedLabel { return label }
        throw RequestError(
            .argumentError,
            "SEARCH expects TITLES or PEOPLE and then a text, got \(arguments.words.quoted(1))")
    }

    /// The label that the first word names, nil for ALL.
    fileprivate func suggestedLabel() throws(RequestError) -> Label? {
        if let label = namedLabel { return label }
        if arguments.words.equals(1, "ALL") { return nil }
        throw RequestError(
            .argumentError,
            "SUGGEST expects TITLES, PEOPLE or ALL and then a text, "
                + "got \(arguments.words.quoted(1))")
    }

    private var namedLabel: Label? {
        if arguments.words.equals(1, "TITLES") { return .title }
        if arguments.words.equals(1, "PEOPLE") { return .person }
        return nil
    }

    /// The words of the second word, which is a text.
    fileprivate func searchQuery() throws(RequestError) -> SearchQuery {
        let text = arguments.words[2]
        guard text.count <= limits.searchTextBytesMax else {
            throw RequestError(
                .argumentError,
                "\(arguments.command.name) takes a text of at most \(limits.searchTextBytesMax) "
                    + "bytes, got \(text.count)")
        }
        let query = SearchQuery(text)
        guard query.wordCount <= limits.searchWordsMax else {
            throw RequestError(
                .argumentError,
                "\(arguments.command.name) takes at most \(limits.searchWordsMax) words, "
                    + "got \(query.wordCount)")
        }
        guard query.wordCount > 0 else {
            throw RequestError(
                .argumentError, "\(arguments.command.name) expects a text with a word in it")
        }
        return query
    }

    /// Whether a node may be found, from the options that go with the label.
    fileprivate func searchCriteria(
        _ label: Label
    ) throws(RequestError) -> @Sendable (UInt32) -> Bool {
        let others = label == .title ? [.profession] : CommandOption.titleFilters
        for option in others where arguments.has(option) {
            throw RequestError(
                .argumentError,
                "SEARCH \(label == .title ? "TITLES" : "PEOPLE") has no option \(option.name), "
                    + "it filters \(label == .title ? "people" : "titles")")
        }
        let scope = try scope(role: .all, endPoints: (label, []))
        guard (label == .title ? scope.excludedPeople : scope.excludedTitles).isEmpty else {
            throw RequestError(
                .argumentError,
                label == .title
                    ? "EXCLUDE of SEARCH TITLES takes titles only"
                    : "EXCLUDE of SEARCH PEOPLE takes people only")
        }
        switch label {
        case .title:
            let criteria = TitleCriteria(scope, graph)
            return { criteria.admits($0) }
        case .person:
            let criteria = PersonCriteria(
                professions: try professions(), excluded: scope.excludedPeople, graph)
            return { criteria.admits($0) }
        }
    }
}

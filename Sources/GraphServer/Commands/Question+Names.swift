import GraphModel
import GraphQuery

/// Names in place of ids.
extension Question {
    /// The node that a positional word names by its id or by its name.
    ///
    /// - Throws: ArgumentError for the id of another label, for what looks like an id and is none,
    ///   and for a name that several bear; NotFound for an id or a name of nobody.
    func node(_ label: Label, at index: Int) throws(RequestError) -> UInt32 {
        if let node = try find(label, at: index) { return node }
        let word = arguments.words[index]
        if let id = NodeID(parsing: word.span) { throw Question.notFound(id) }
        throw RequestError(
            .notFound,
            "no \(label.word) is \(label.called) \(arguments.words.quoted(index)); "
                + "a name must be whole, ids look like \(label.example)")
    }

    /// The same, nil for an id or a name of nobody.
    func find(_ label: Label, at index: Int) throws(RequestError) -> UInt32? {
        let word = arguments.words[index]
        if let id = NodeID(parsing: word.span) {
            guard id.label != label else { return graph.node(id) }
            throw RequestError(
                .argumentError,
                "\(arguments.command.name) expects a \(label.word) id such as \(label.example), "
                    + "\(arguments.words.quoted(index)) is a \(id.label.word)")
        }
        // Longer than any name: nobody bears it.
        guard word.count <= limits.nameBytesMax else { return nil }
        let bearers = try search(advice: "say who by the id") { traversal throws(QueryError) in
            try traversal.bearers(of: word, label)
        }
        guard bearers.count <= 1 else {
            throw ambiguous(label, bearers, arguments.words.quoted(index))
        }
        if bearers.isEmpty, Question.looksLikeID(word) {
            throw Question.badID(
                "\(arguments.command.name) expects a \(label.word) id such as \(label.example)",
                arguments.words.text(index))
        }
        return bearers.first
    }

    /// Whether a word that nobody bears was rather meant as an id.
    private static func looksLikeID(_ word: ArraySlice<UInt8>) -> Bool {
        let hasPrefix = Label.allCases.contains { label in
            "\(label.prefix)".utf8.elementsEqual(word.prefix(2).map { $0 | 0x20 })
        }
        guard hasPrefix else { return word.allSatisfy { $0 &- 0x30 < 10 } }
        return word.count < 3
            || word[word.startIndex + 2] < 0x41
                && word[word.startIndex + 2] != UInt8(ascii: " ")
    }

    /// The error for a name that several bear: it tells who they are, the best known first.
    private func ambiguous(
        _ label: Label, _ bearers: [UInt32], _ name: String
    ) -> RequestError {
        var shown: [String] = []
        for node in bearers.prefix(limits.namesakesMax) {
            shown.append(description(label, node))
        }
        if shown.count < bearers.count { shown.append("and \(bearers.count - shown.count) more") }
        let list = shown.joined(separator: "; ")
        return RequestError(
            .argumentError,
            "\(bearers.count) \(label.plural) are \(label.called) \(name), say which by its id: "
                + list)
    }

    /// `nm0000102 (1958, known for 'Mystic River', 'Footloose')`, `tt0112384 (movie, 1995)`.
    private func description(_ label: Label, _ node: UInt32) -> String {
        var facts: [String] = []
        switch label {
        case .title:
            if let type = records.titleTypeWord(node) { facts.append(type) }
            facts.append(graph.column(.startYear)[node].map { "\($0)" } ?? "no year")
        case .person:
            facts.append(graph.column(.birthYear)[node].map { "\($0)" } ?? "no birth year")
            let titles = graph.adjacency(.knownForByPerson).list(node).compactMap { title in
                graph.text(.primaryTitle, title).map { RequestWords.quoted($0.string) }
            }
            if !titles.isEmpty { facts.append("known for " + titles.joined(separator: ", ")) }
        }
        return "\(graph.id(label, node)) (\(facts.joined(separator: ", ")))"
    }
}

extension Label {
    /// An id for messages.
    fileprivate var example: String { self == .title ? "tt0112384" : "nm0000102" }
    /// How one says what its name is.
    fileprivate var called: String { self == .title ? "called" : "named" }
    /// The word for several.
    fileprivate var plural: String { self == .title ? "titles" : "people" }
}

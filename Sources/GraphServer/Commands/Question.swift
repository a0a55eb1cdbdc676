import GraphModel
import GraphQuery

/// One request being answered: its words, the graph it is about, the worker it runs on.
struct Question {
    /// The request's words.
    let arguments: Arguments
    /// The generation that answers.
    let handle: GraphHandle
    /// The thread's search memory.
    let worker: Worker
    /// The bounds.
    let limits: Limits
    /// When the question ends with Timeout; nil is never.
    let deadline: ContinuousClock.Instant?
    /// Bytes in the writer before the answer.
    let replyStart: Int

    /// The graph.
    var graph: any GraphReading { handle.graph }
    /// Writes records of the graph.
    var records: RecordWriter { handle.records }

    // MARK: Nodes

    /// The id that a positional word is, whatever its label; names will not do here.
    func anyID(at index: Int) throws(RequestError) -> NodeID {
        if let id = NodeID(parsing: arguments.words[index].span) { return id }
        throw Question.badID(
            "\(arguments.command.name) expects ids such as nm0000102 or tt0112384",
            arguments.words.text(index))
    }

    static func notFound(_ id: NodeID) -> RequestError {
        RequestError(.notFound, "no \(id.label.word) has the id \(id)")
    }

    static func excludedEndPoint(_ id: NodeID, _ command: CommandDeclaration) -> RequestError {
        RequestError(
            .argumentError,
            "EXCLUDE names \(id), which \(command.name) asks about; leave it out of one of them")
    }

    /// The error for a text that is no id; a number that is too large is told apart.
    static func badID(_ expected: String, _ text: String) -> RequestError {
        let lower = text.lowercased()
        let isLong =
            (lower.hasPrefix("tt") || lower.hasPrefix("nm")) && lower.utf8.count > 2
            && lower.utf8.dropFirst(2).allSatisfy {
                $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
            }
        let reason = isLong ? ", whose number is above \(NodeID.numberMax)" : ""
        return RequestError(
            .argumentError, "\(expected), got \(RequestWords.quoted(text))\(reason)")
    }

    // MARK: Page and scope

    /// The page that LIMIT and OFFSET cut out.
    var page: Page {
        Page(
            offset: arguments.integer(.offset) ?? 0,
            limit: arguments.integer(.limit) ?? limits.pageRowsDefault)
    }

    /// The scope that the options describe.
    ///
    /// - Parameters:
    ///   - role: The roles when ROLE is not given.
    ///   - endPoints: The nodes that the question is about: they must not be excluded.
    /// - Returns: The compiled scope.
    /// - Throws: ArgumentError for unknown words and excluded end points, NotFound for an excluded
    ///   id of nobody.
    func scope(
        role: RoleSet, endPoints: (label: Label, nodes: [UInt32])
    ) throws(RequestError) -> Scope {
        var scope = Scope(roles: try roles() ?? role)
        scope.titleTypes = try titleTypes()
        scope.genres = try genres()
        scope.since = arguments.integer(.since).map { UInt32($0) }
        scope.until = arguments.integer(.until).map { UInt32($0) }
        scope.votesMin = arguments.integer(.minVotes).map { UInt32($0) }
        scope.includesAdult = arguments.choice(.adult) != "no"
        try exclude(from: &scope, endPoints)
        return scope
    }

    private func roles() throws(RequestError) -> RoleSet? {
        guard let words = try list(.role) else { return nil }
        var roles = RoleSet()
        for word in words {
            switch handle.vocabulary.role(word) {
            case .meaning(.group(let group)): roles.insert(group)
            case .meaning(.type(let type)): roles.insert(type)
            case .nearest(let nearest): throw unknown(word, "role", nearest, .role)
            }
        }
        return roles
    }

    private func titleTypes() throws(RequestError) -> Set<UInt32>? {
        guard let words = try list(.type) else { return nil }
        var codes: Set<UInt32> = []
        for word in words {
            switch handle.vocabulary.titleType(word) {
            case .meaning(let code?): codes.insert(code)
            case .meaning(nil): break
            case .nearest(let nearest): throw unknown(word, "title type", nearest, .type)
            }
        }
        return codes
    }

    private func genres() throws(RequestError) -> Set<String>? {
        guard let words = try list(.genre) else { return nil }
        var genres: Set<String> = []
        for word in words {
            switch handle.vocabulary.genre(word) {
            case .meaning(let genre): genres.insert(genre)
            case .nearest(let nearest): throw unknown(word, "genre", nearest, .genre)
            }
        }
        return genres
    }

    /// The professions that PROFESSION names, nil when it is not given.
    func professions() throws(RequestError) -> Set<String>? {
        guard let words = try list(.profession) else { return nil }
        var professions: Set<String> = []
        for word in words {
            switch handle.vocabulary.profession(word) {
            case .meaning(let profession): professions.insert(profession)
            case .nearest(let nearest): throw unknown(word, "profession", nearest, .profession)
            }
        }
        return professions
    }

    private func exclude(
        from scope: inout Scope, _ endPoints: (label: Label, nodes: [UInt32])
    ) throws(RequestError) {
        guard let words = try list(.exclude) else { return }
        for word in words {
            guard let id = NodeID(parsing: word) else {
                throw Question.badID("EXCLUDE expects ids such as nm0000102 or tt0112384", word)
            }
            guard let node = graph.node(id) else { throw Question.notFound(id) }
            guard id.label != endPoints.label || !endPoints.nodes.contains(node) else {
                throw Question.excludedEndPoint(id, arguments.command)
            }
            switch id.label {
            case .title: scope.excludedTitles.insert(node)
            case .person: scope.excludedPeople.insert(node)
            }
        }
    }

    /// The words of a comma list, nil when the option is not given.
    private func list(_ option: CommandOption) throws(RequestError) -> [String]? {
        guard let place = arguments.place(option) else { return nil }
        let words = arguments.words.text(place)
            .split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
        guard words.count <= limits.listWordsMax else {
            throw RequestError(
                .argumentError,
                "\(option.name) takes at most \(limits.listWordsMax) words, got \(words.count)")
        }
        guard words.allSatisfy({ !$0.isEmpty }) else {
            throw RequestError(
                .argumentError,
                "\(option.name) expects words joined by commas (\(option.placeholder)), "
                    + "got \(arguments.words.quoted(place)) with an empty one")
        }
        return words
    }

    private func unknown(
        _ word: String, _ what: String, _ nearest: String, _ option: CommandOption
    ) -> RequestError {
        RequestError(
            .argumentError,
            "\(option.name) has no \(what) \(RequestWords.quoted(word)), did you mean \(nearest)?")
    }
}

extension Substring {
    /// The text without spaces at both ends: lists may be written `movie, short`.
    fileprivate var trimmingSpaces: String {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}

import GraphModel

/// TITLE, PERSON, TITLES, PEOPLE: everything that is known of a node.
extension GraphCommand {
    static let title = GraphCommand(
        "TITLE", "tt…", arity: 1...1, cost: .point, summary: "Everything about a title.",
        example: "TITLE tt0112384"
    ) { question, writer throws(RequestError) in
        writer.title(try question.node(.title, at: 1), of: question)
    }

    static let person = GraphCommand(
        "PERSON", "nm…", arity: 1...1, cost: .point,
        summary: "Everything about a person, and the titles known for.",
        example: "PERSON nm0000102"
    ) { question, writer throws(RequestError) in
        writer.person(try question.node(.person, at: 1), of: question)
    }

    static let titles = GraphCommand(
        "TITLES", "tt… tt…", arity: 1...Limits.idsMax, cost: .point,
        summary: "A list of titles, null for ids that nobody bears.",
        example: "TITLES tt0112384 tt0133093"
    ) { question, writer throws(RequestError) in
        try list(.title, question, &writer) { writer, title in writer.title(title, of: question) }
    }

    static let people = GraphCommand(
        "PEOPLE", "nm… nm…", arity: 1...Limits.idsMax, cost: .point,
        summary: "A list of people, null for ids that nobody bears.",
        example: "PEOPLE nm0000102 nm0000158"
    ) { question, writer throws(RequestError) in
        try list(.person, question, &writer) { writer, person in writer.person(person, of: question)
        }
    }

    private static func list(
        _ label: Label, _ question: Question, _ writer: inout ReplyWriter,
        _ write: (inout ReplyWriter, UInt32) -> Void
    ) throws(RequestError) {
        let positions = 1..<question.arguments.positionsEnd
        writer.beginArray(positions.count)
        for position in positions {
            if let node = try question.find(label, at: position) {
                write(&writer, node)
                try question.checkReply(writer)
            } else {
                writer.null()
            }
        }
        writer.endArray()
    }
}

extension ReplyWriter {
    /// A title with all properties; an episode also with its series, season and number.
    fileprivate mutating func title(_ title: UInt32, of question: Question) {
        beginMap()
        question.records.titleProperties(title, into: &self)
        let series = question.graph.column(.parent)[title]
        if series != nil || question.records.titleTypeWord(title) == "tvEpisode" {
            key("series")
            if let series { question.records.embeddedTitle(series, into: &self) } else { null() }
            key("season")
            integer(question.graph.column(.season)[title])
            key("episode")
            integer(question.graph.column(.episode)[title])
        }
        endMap()
    }

    /// A person with all properties and the titles known for.
    fileprivate mutating func person(_ person: UInt32, of question: Question) {
        beginMap()
        question.records.personProperties(person, into: &self)
        let titles = question.graph.adjacency(.knownForByPerson).list(person)
        key("knownFor")
        beginArray(titles.count)
        for title in titles { question.records.embeddedTitle(title, into: &self) }
        endArray()
        endMap()
    }
}

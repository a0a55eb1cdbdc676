import GraphModel
import GraphQuery

/// CAST, CREW, FILMOGRAPHY: the credits of one title or one person.
extension GraphCommand {
    static let cast = GraphCommand(
        "CAST", "tt…", arity: 1...1, options: CommandOption.scope + CommandOption.page,
        cost: .point, summary: "Who is in a title, by billing.", example: "CAST tt0112384 LIMIT 3"
    ) { question, writer throws(RequestError) in
        let title = try question.node(.title, at: 1)
        let scope = try question.scope(role: .cast, endPoints: (.title, [title]))
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.castList(ofTitle: title, in: scope, page: page)
        }
        try question.rows("cast", total: answer.total, answer.rows, into: &writer) { row, writer in
            question.node(.person, row.credit.person, into: &writer)
            question.records.creditProperties(row.payload, type: row.credit.type, into: &writer)
        }
    }

    static let crew = GraphCommand(
        "CREW", "tt…", arity: 1...1, cost: .point, summary: "Who directed and wrote a title.",
        example: "CREW tt0112384"
    ) { question, writer throws(RequestError) in
        let title = try question.node(.title, at: 1)
        let answer = try question.search { traversal throws(QueryError) in
            traversal.crew(ofTitle: title)
        }
        writer.beginMap()
        writer.key("directors")
        question.people(answer.directors.map(\.person), into: &writer)
        writer.key("writers")
        question.people(answer.writers.map(\.person), into: &writer)
        writer.endMap()
    }

    static let filmography = GraphCommand(
        "FILMOGRAPHY", "nm…", arity: 1...1,
        options: CommandOption.scope + CommandOption.page + [.sort], cost: .search,
        summary: "Every credit of a person, the latest first.",
        example: "FILMOGRAPHY nm0000102 ROLE cast SINCE 1990 LIMIT 3"
    ) { question, writer throws(RequestError) in
        let person = try question.node(.person, at: 1)
        let scope = try question.scope(role: .all, endPoints: (.person, [person]))
        let page = question.page
        let sort = question.arguments.choice(.sort).flatMap { FilmographySort(rawValue: $0) }
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.filmography(of: person, in: scope, sort: sort ?? .year, page: page)
        }
        try question.rows("credits", total: answer.total, answer.rows, into: &writer) {
            row, writer in
            question.node(.title, row.credit.title, into: &writer)
            question.records.creditProperties(row.payload, type: row.credit.type, into: &writer)
        }
    }
}

extension Question {
    /// Writes embedded people as an array.
    func people(_ people: [UInt32], into writer: inout ReplyWriter) {
        writer.beginArray(people.count)
        for person in people { records.embeddedPerson(person, into: &writer) }
        writer.endArray()
    }

    /// Writes embedded titles as an array.
    func titles(_ titles: [UInt32], into writer: inout ReplyWriter) {
        writer.beginArray(titles.count)
        for title in titles { records.embeddedTitle(title, into: &writer) }
        writer.endArray()
    }
}

import GraphModel
import GraphQuery

/// SIMILAR: titles that share people with a title, people who share titles with a person.
extension GraphCommand {
    static let similar = GraphCommand(
        "SIMILAR", "id", arity: 1...1,
        options: CommandOption.scope + CommandOption.page, cost: .search,
        summary: "Titles with the same people, or people on the same titles, the rarest first.",
        example: "SIMILAR tt0133093 LIMIT 3"
    ) { question, writer throws(RequestError) in
        let id = try question.anyID(at: 1)
        guard let node = question.graph.node(id) else { throw Question.notFound(id) }
        let scope = try question.scope(role: .all, endPoints: (id.label, [node]))
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.similar(to: id.label, node, in: scope, page: page)
        }
        try question.rows("similar", total: answer.total, answer.rows, into: &writer) {
            row, writer in
            question.node(id.label, row.node, into: &writer)
            writer.key("score")
            writer.double(row.score)
            writer.key("shared")
            writer.integer(row.shared)
        }
    }
}

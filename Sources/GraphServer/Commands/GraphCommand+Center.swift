import GraphModel
import GraphQuery

/// CENTER: how far everybody is from a person.
extension GraphCommand {
    static let center = GraphCommand(
        "CENTER", "nm…", arity: 1...1, options: CommandOption.scope, cost: .search,
        summary: "How far everybody is from a person on average, and how many there are.",
        example: "CENTER nm0000102"
    ) { question, writer throws(RequestError) in
        let person = try question.node(.person, at: 1)
        let scope = try question.scope(role: .cast, endPoints: (.person, [person]))
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.center(of: person, in: scope)
        }
        writer.beginMap()
        writer.key("reached")
        writer.integer(answer.reached)
        writer.key("unreachable")
        writer.integer(answer.unreachable)
        writer.key("average")
        if let average = answer.average { writer.double(average) } else { writer.null() }
        writer.key("farthest")
        writer.integer(answer.farthest)
        writer.endMap()
    }
}

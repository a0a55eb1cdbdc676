import GraphModel
import GraphQuery

/// COMMON: what people or titles share.
extension GraphCommand {
    static let common = GraphCommand(
        "COMMON", "id id [id …]", arity: 2...Limits.idsMax,
        options: CommandOption.scope + CommandOption.page, cost: .search,
        summary: "The titles that people share, or the people that titles share.",
        example: "COMMON nm0000102 nm0000158"
    ) { question, writer throws(RequestError) in
        let (label, nodes) = try question.nodesOfOneLabel()
        let scope = try question.scope(role: .all, endPoints: (label, nodes))
        let page = question.page
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.common(of: label, nodes, in: scope, page: page)
        }
        writer.beginMap()
        writer.key("total")
        writer.integer(answer.total)
        writer.key(label == .person ? "titles" : "people")
        writer.beginArray(answer.nodes.count)
        for node in answer.nodes {
            if label == .person {
                question.records.embeddedTitle(node, into: &writer)
            } else {
                question.records.embeddedPerson(node, into: &writer)
            }
            try question.checkReply(writer)
        }
        writer.endArray()
        writer.endMap()
    }
}

extension Question {
    /// The nodes that the positional words name, which are all people or all titles.
    fileprivate func nodesOfOneLabel() throws(RequestError) -> (Label, [UInt32]) {
        let first = try anyID(at: 1)
        var nodes: [UInt32] = []
        for position in 1..<arguments.positionsEnd {
            let id = try anyID(at: position)
            guard id.label == first.label else {
                throw RequestError(
                    .argumentError,
                    "\(arguments.command.name) expects ids of one kind, "
                        + "\(first) is a \(first.label.word) and \(id) is a \(id.label.word)")
            }
            guard let node = graph.node(id) else { throw Question.notFound(id) }
            nodes.append(node)
        }
        return (first.label, nodes)
    }
}

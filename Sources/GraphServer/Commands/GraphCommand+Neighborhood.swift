import GraphModel
import GraphQuery

/// NEIGHBORHOOD: what stands around a person or a title.
extension GraphCommand {
    static let neighborhood = GraphCommand(
        "NEIGHBORHOOD", "id", arity: 1...1,
        options: CommandOption.scope + [.depth, .limit], cost: .search,
        summary: "What stands around a person or a title, and the credits between.",
        example: "NEIGHBORHOOD nm0000102 DEPTH 2 LIMIT 10"
    ) { question, writer throws(RequestError) in
        let id = try question.anyID(at: 1)
        guard let node = question.graph.node(id) else { throw Question.notFound(id) }
        let scope = try question.scope(role: .cast, endPoints: (id.label, [node]))
        let depth = question.arguments.integer(.depth) ?? 1
        let limit = question.arguments.integer(.limit) ?? question.limits.neighborhoodNodesDefault
        let answer = try question.search { traversal throws(QueryError) in
            try traversal.neighborhood(
                of: id.label, node, in: scope, depth: depth, limit: limit)
        }
        writer.beginMap()
        writer.key("nodes")
        writer.beginArray(answer.nodes.count)
        for node in answer.nodes {
            writer.beginMap()
            question.node(node.label, node.node, into: &writer)
            writer.key("distance")
            writer.integer(node.distance)
            writer.endMap()
            try question.checkReply(writer)
        }
        writer.endArray()
        writer.key("edges")
        writer.beginArray(answer.edges.count)
        for edge in answer.edges {
            writer.beginMap()
            writer.key("person")
            question.records.embeddedPerson(edge.person, into: &writer)
            writer.key("title")
            question.records.embeddedTitle(edge.title, into: &writer)
            writer.key("category")
            writer.string(question.handle.vocabulary.categories[Int(edge.type.rawValue)])
            writer.endMap()
            try question.checkReply(writer)
        }
        writer.endArray()
        writer.key("truncated")
        writer.boolean(answer.isTruncated)
        writer.endMap()
    }
}

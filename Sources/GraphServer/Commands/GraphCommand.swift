/// A question about the graph: how it is asked, what it costs, how it is answered.
///
/// A new one is a file with an extension of this type and one entry in ``all``.
final class GraphCommand: Sendable {
    /// How the command is asked.
    let declaration: CommandDeclaration
    /// What it costs.
    let cost: CommandCost
    /// Writes the answer: exactly one value.
    let answer: @Sendable (Question, inout ReplyWriter) throws(RequestError) -> Void

    init(
        _ keyword: StaticString, _ positions: String, arity: ClosedRange<Int>,
        options: [CommandOption] = [], cost: CommandCost, summary: String, example: String,
        answer: @escaping @Sendable (Question, inout ReplyWriter) throws(RequestError) -> Void
    ) {
        declaration = CommandDeclaration(
            keyword, positions, arity: arity, options: options, summary: summary,
            example: example, group: .graph)
        self.cost = cost
        self.answer = answer
    }

    /// In the order in which HELP lists them.
    static let all: [GraphCommand] = [
        title, person, titles, people, cast, crew, filmography, episodes, alternativeTitles,
        search, suggest, costars, common, similar, degrees, distances, center, neighborhood,
        statistics,
    ]

    /// The command that a request names, in any case.
    static func find(_ words: RequestWords) -> GraphCommand? {
        guard words.count > 0 else { return nil }
        for command in all where words.equals(0, command.declaration.keyword) { return command }
        return nil
    }
}

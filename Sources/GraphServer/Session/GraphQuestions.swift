internal import GraphModel

/// What a connection asks of the graph: the seam between sessions and ``Service``.
///
/// Tests put a stand-in here whose searches last as long as they want.
package protocol GraphQuestions: Sendable {
    /// What a request costs, nil when its first word is no graph command.
    func isData(_ words: RequestWords) -> CommandCost?

    /// Answers a request for which ``isData(_:)`` is not nil: writes exactly one value.
    ///
    /// When it throws, the writer may hold half a value: the caller truncates it.
    func execute(
        _ words: RequestWords, worker: Worker, into writer: inout ReplyWriter
    ) throws(RequestError)

    /// What INFO tells of the graph.
    func graphFields() -> [(String, String)]
}

extension Service: GraphQuestions {
    package func graphFields() -> [(String, String)] {
        do throws(RequestError) {
            let handle = try handle()
            let statistics = handle.graph.statistics
            return [
                ("generation", handle.generation),
                ("titles", "\(statistics.nodes[Int(Label.title.rawValue)])"),
                ("people", "\(statistics.nodes[Int(Label.person.rawValue)])"),
                ("credits", "\(statistics.credits.reduce(0, +))"),
            ]
        } catch {
            return [("unavailable", error.message)]
        }
    }
}

import GraphModel

/// How much a request may cost: decides which thread answers it.
public enum CommandCost: Sendable {
    /// A few records: answered on the loop.
    case point
    /// A search or a long listing: handed to a worker.
    case search
}

/// Answers the questions about the graph; knows nothing of sockets and dialects.
///
/// Safe to use from many threads at once, each with its own ``Worker``.
public final class Service: Sendable {
    /// The bounds that requests are held to.
    public let limits: Limits
    private let source: any GraphSource

    /// A service over the graphs of a source.
    public init(source: any GraphSource, limits: Limits = Limits()) {
        self.source = source
        self.limits = limits
    }

    /// What a request costs, nil when its first word is no graph command.
    public func isData(_ words: RequestWords) -> CommandCost? {
        guard let command = GraphCommand.find(words) else { return nil }
        if words.count > limits.pointWordsMax { return .search }
        let positions = 1..<min(words.count, 1 + command.declaration.arity.upperBound)
        // A name of frequent words is looked for among many: that is nothing for the loop.
        let hasName = positions.contains { NodeID(parsing: words[$0].span) == nil }
        return hasName ? .search : command.cost
    }

    /// Answers a request for which ``isData(_:)`` is not nil: writes exactly one value.
    ///
    /// When it throws, the writer may hold half a value: the caller truncates it.
    public func execute(
        _ words: RequestWords, worker: Worker, into writer: inout ReplyWriter
    ) throws(RequestError) {
        guard let command = GraphCommand.find(words) else {
            throw CommandTable.unknownCommand(words)
        }
        let arguments = try Arguments(words, for: command.declaration, limits: limits)
        // A point read by ids is over before anybody could want it stopped.
        let deadline =
            isData(words) == .point
            ? nil : worker.deadline ?? .now + .milliseconds(limits.questionMsMax)
        let question = Question(
            arguments: arguments, handle: try handle(), worker: worker, limits: limits,
            deadline: deadline, replyStart: writer.bytes.count)
        try command.answer(question, &writer)
    }

    func handle() throws(RequestError) -> GraphHandle {
        do {
            return try source.current()
        } catch let error as RequestError {
            throw error
        } catch {
            throw RequestError(.internal, "the graph cannot be read: \(error)")
        }
    }
}

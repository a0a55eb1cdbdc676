/// A connection without a socket: for `costar ask --db`, benchmarks and tests, which get the very
/// replies that a server would send.
package final class LocalConnection {
    private let status: ServerStatus
    private let context: RequestContext
    private let worker = Worker()
    private var state = ConnectionState(id: 1)

    /// Asks the graph of `questions`, with the limits of a server.
    package init(_ questions: any GraphQuestions, limits: Limits = Limits()) {
        var limits = limits
        // Nobody takes replies away while requests are answered, so they cannot wait for that.
        limits.outputBytesSoftMax = .max
        status = ServerStatus(limits: limits, questions: questions, address: .standard)
        context = RequestContext(status)
    }

    /// What was answered to the bytes sent last.
    package var reply: [UInt8] { context.writer.bytes }

    /// Takes whole requests in either dialect and answers them on this thread.
    package func send(_ bytes: Span<UInt8>) {
        context.writer.removeAll()
        var action = state.receive(bytes, context, pending: 0)
        while true {
            switch action {
            case .search(let frame):
                let words = context.reader.request.words
                frame.reply(into: &context.writer) { writer throws(RequestError) in
                    try status.questions.execute(words, worker: worker, into: &writer)
                }
                action = state.resume(context, pending: 0)
            case .pause: action = state.resume(context, pending: 0)
            case .receive, .finish, .abort: return
            }
        }
    }
}

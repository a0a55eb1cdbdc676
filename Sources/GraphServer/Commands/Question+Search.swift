import GraphModel
import GraphQuery

/// Running a search for a question, and stopping it.
extension Question {
    /// Runs a search on the worker's memory, with the question's deadline.
    ///
    /// - Parameters:
    ///   - advice: What may be done when there is no answer in time; nil goes by the options.
    ///   - body: The search.
    /// - Returns: What the search returns.
    /// - Throws: What a search that was cut off is told as.
    func search<Answer>(
        advice: String? = nil, _ body: (Traversal) throws(QueryError) -> Answer
    ) throws(RequestError) -> Answer {
        let traversal = worker.traversal(of: handle)
        traversal.deadline = deadline
        traversal.scratchBytesMax = limits.searchScratchBytesMax
        do throws(QueryError) {
            return try body(traversal)
        } catch {
            throw requestError(error, advice)
        }
    }

    /// Stops an answer that nobody waits for or that grows out of bounds; asked once per row.
    func checkReply(_ writer: borrowing ReplyWriter) throws(RequestError) {
        guard writer.bytes.count - replyStart <= limits.replyBytesMax else {
            throw RequestError(
                .memoryLimit,
                "the answer grew above \(limits.replyBytesMax) bytes, ask for pages with "
                    + "LIMIT and OFFSET")
        }
        guard !worker.cancelFlag.isRaised else { throw Question.cancelled(explored: nil) }
    }

    private func requestError(_ error: QueryError, _ advice: String?) -> RequestError {
        let isScoped = arguments.command.options.contains(.role)
        let narrower =
            advice
            ?? (isScoped
                ? "narrow the question with ROLE, TYPE, SINCE or MAX"
                : "use longer or rarer words")
        return switch error {
        case .timeout(let explored):
            RequestError(
                .timeout, "no answer in time after looking at \(explored) credits, \(narrower)")
        case .workExceeded(let explored):
            RequestError(
                .timeout,
                "no answer within the work allowed after looking at \(explored) credits, "
                    + narrower)
        case .memoryExceeded(_, let bytesMax):
            RequestError(
                .memoryLimit,
                "the search would need more than \(bytesMax) bytes of memory, " + narrower)
        case .cancelled(let explored): Question.cancelled(explored: explored)
        case .endPointExcluded(let label, let node):
            Question.excludedEndPoint(graph.id(label, node), arguments.command)
        }
    }

    private static func cancelled(explored: Int?) -> RequestError {
        let work = explored.map { " after looking at \($0) credits" } ?? ""
        return RequestError(.cancelled, "the question was cancelled\(work)")
    }
}

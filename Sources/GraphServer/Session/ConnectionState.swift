/// What a loop lends to each of its connections in turn: memory and the way to the graph.
package final class RequestContext {
    let status: ServerStatus
    /// Answers point reads of this thread.
    let worker = Worker()
    /// The request read last.
    package var reader: RequestReader
    /// Replies of the turn, not sent yet.
    package var writer = ReplyWriter(.resp2)

    /// For one thread.
    package init(_ status: ServerStatus) {
        self.status = status
        reader = RequestReader(limits: status.limits)
    }
}

/// One connection without its socket: bytes in, replies in the context's writer, the next step out.
///
/// Replies keep the order of requests because nothing is read behind a request that is being
/// searched for: the bytes wait in here.
package struct ConnectionState {
    /// What the owner of the socket is to do, after sending the replies written.
    package enum Action {
        /// Wait for bytes, then ``ConnectionState/receive(_:_:pending:)``.
        case receive
        /// Wait until the replies are sent and others had their turn, then resume.
        case pause
        /// Have the words in the reader answered by a worker, send the reply, then resume.
        case search(ReplyFrame)
        /// Close when the replies are sent.
        case finish
        /// Close at once.
        case abort
    }

    private var session: Session
    private var progress = RequestReader.Progress()
    private var input: [UInt8] = []
    private var inputStart = 0

    /// Requests taken so far; tells whether an incomplete one is still the same.
    package private(set) var requests = 0

    /// A connection as new.
    package init(id: Int) { session = Session(id: id) }

    /// The connection's number.
    package var id: Int { session.id }

    /// Bytes that wait in here.
    package var heldBytes: Int { input.count - inputStart }

    /// Takes bytes and answers what they complete; `pending` counts the bytes of earlier replies
    /// that the client has not read.
    package mutating func receive(
        _ bytes: Span<UInt8>, _ context: RequestContext, pending: Int
    ) -> Action {
        guard heldBytes == 0 else {
            hold(bytes)
            return resume(context, pending: pending)
        }
        // The usual case: whole requests, answered without a copy of them.
        let (taken, action) = answer(bytes, context, pending: pending)
        hold(bytes.extracting(droppingFirst: taken))
        return action
    }

    /// Keeps bytes that come while a search runs.
    package mutating func hold(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty else { return }
        input.append(bytes)
    }

    /// Answers what waits in here.
    package mutating func resume(_ context: RequestContext, pending: Int) -> Action {
        // Taken out, for `answer` changes self.
        var held: [UInt8] = []
        swap(&held, &input)
        let (taken, action) = answer(
            held.span.extracting(droppingFirst: inputStart), context, pending: pending)
        swap(&held, &input)
        inputStart += taken
        dropTaken()
        return action
    }

    /// Gives memory back: all of it where nothing waits, so that idle connections cost little.
    private mutating func dropTaken() {
        if inputStart == input.count {
            input = []
            inputStart = 0
        } else if inputStart > input.count / 2 {
            input.removeFirst(inputStart)
            inputStart = 0
        }
    }

    /// Answers requests from the start of `bytes` until something stops it.
    private mutating func answer(
        _ bytes: Span<UInt8>, _ context: RequestContext, pending: Int
    ) -> (taken: Int, action: Action) {
        let limits = context.status.limits
        var taken = 0
        var turn = 0
        var errors = 0
        defer {
            requests += turn
            context.status.statistics.requests.add(turn)
            if errors > 0 { context.status.statistics.errors.add(errors) }
        }
        while taken < bytes.count {
            guard turn < limits.requestsPerTurnMax,
                pending + context.writer.bytes.count < limits.outputBytesSoftMax
            else { return (taken, .pause) }
            let rest = bytes.extracting(droppingFirst: taken)
            switch context.reader.next(in: rest, after: &progress) {
            case .incomplete: return (taken, .receive)
            case .blank(let count): taken += count
            case .request(let count):
                taken += count
                turn += 1
                let frame = session.frame(of: context.reader.request)
                guard context.reader.request.isUTF8 || repeatsBytes(frame, context) else {
                    errors += 1
                    frame.fail(.notUTF8, into: &context.writer)
                    continue
                }
                let cost = context.status.questions.isData(context.reader.request.words)
                if cost == .search { return (taken, .search(frame)) }
                if answerOne(frame, cost, context) != nil { errors += 1 }
                if session.isQuitting { return (taken, .finish) }
            case .refused(let count, let error):
                taken += count
                turn += 1
                errors += 1
                session.frame(of: context.reader.request).fail(error, into: &context.writer)
            case .broken(let error):
                turn += 1
                errors += 1
                session.frame(of: context.reader.request).fail(error, into: &context.writer)
                return (bytes.count, .finish)
            case .foreign: return (bytes.count, .abort)
            }
        }
        return (taken, .receive)
    }

    /// ECHO and PING give back whatever bytes they got, as `redis-cli --pipe` needs; JSON cannot.
    private func repeatsBytes(_ frame: ReplyFrame, _ context: RequestContext) -> Bool {
        let command = SessionCommand.find(context.reader.request.words)
        return frame.isRESP && (command == .echo || command == .ping)
    }

    /// Answers the request in the reader on this thread.
    private mutating func answerOne(
        _ frame: ReplyFrame, _ cost: CommandCost?, _ context: RequestContext
    ) -> RequestError? {
        let words = context.reader.request.words
        if cost != nil {
            return frame.reply(into: &context.writer) { writer throws(RequestError) in
                try context.status.questions.execute(words, worker: context.worker, into: &writer)
            }
        }
        guard let command = SessionCommand.find(words) else {
            let error = CommandTable.unknownCommand(words)
            frame.fail(error, into: &context.writer)
            return error
        }
        // Probes of Redis tools: an inline PING is answered as Redis does.
        if command == .ping && words.count == 1 && context.reader.request.dialect == .line {
            context.writer.raw("+PONG\r\n")
            return nil
        }
        return frame.reply(into: &context.writer) { writer throws(RequestError) in
            try session.answer(command, words, context.status, into: &writer)
        }
    }
}

extension RequestError {
    fileprivate static var notUTF8: RequestError {
        RequestError(.protocolError, "Protocol error: a word is not UTF-8")
    }
}

import Glibc
import GraphServer
import Synchronization

/// Questions without a graph, whose cost and length tests choose.
///
/// `POINT text` and `SEARCH text` answer the text, `BIG n` and `BIGSEARCH n` n letters,
/// `SLOW ms text` the text after a while unless it is cancelled, `HOLD text` the text once the test
/// calls ``release()``, `HALF` half a map and an error.
final class StandInQuestions: GraphQuestions {
    /// Searches that saw their cancel flag.
    let cancelled = Atomic<Int>(0)
    /// Searches that began.
    let begun = Atomic<Int>(0)
    private let isReleased = Atomic<Bool>(false)

    /// Lets every `HOLD` answer, those to come included.
    func release() { isReleased.store(true, ordering: .relaxed) }

    func isData(_ words: RequestWords) -> CommandCost? {
        switch words.text(0).uppercased() {
        case "POINT", "BIG", "HALF": .point
        case "SEARCH", "SLOW", "HOLD", "BIGSEARCH": .search
        default: nil
        }
    }

    func execute(
        _ words: RequestWords, worker: Worker, into writer: inout ReplyWriter
    ) throws(RequestError) {
        switch words.text(0).uppercased() {
        case "HALF":
            writer.beginMap()
            writer.key("rows")
            writer.beginArray(3)
            throw RequestError(.notFound, "nobody is called\r\n'x'")
        case "BIG", "BIGSEARCH":
            writer.string(String(repeating: "x", count: Int(words.text(1)) ?? 0))
        case "SLOW":
            begun.add(1, ordering: .relaxed)
            for _ in 0..<(Int(words.text(1)) ?? 0) {
                if worker.cancelFlag.isRaised {
                    cancelled.add(1, ordering: .relaxed)
                    throw RequestError(.cancelled, "stopped")
                }
                usleep(1_000)
            }
            writer.string(words.text(2))
        case "HOLD":
            begun.add(1, ordering: .relaxed)
            while !isReleased.load(ordering: .relaxed) {
                if worker.cancelFlag.isRaised { throw RequestError(.cancelled, "stopped") }
                usleep(1_000)
            }
            writer.string(words.text(1))
        default: writer.string(words.text(1))
        }
    }

    func graphFields() -> [(String, String)] { [("generation", "stand-in")] }
}

/// A connection without a socket.
struct Conversation {
    let status: ServerStatus
    var state: ConnectionState
    let context: RequestContext
    var lastAction = ConnectionState.Action.receive

    init(limits: Limits = Limits(), id: Int = 1) throws {
        status = ServerStatus(
            limits: limits, questions: StandInQuestions(), address: .standard)
        state = ConnectionState(id: id)
        context = RequestContext(status)
        status.clients.add(
            ClientRecord(id: id, address: "127.0.0.1:1", localAddress: "127.0.0.1:7400"))
    }

    /// Sends a text and answers everything that comes back, searches included.
    mutating func send(_ text: String) -> String { send(Array(text.utf8)) }

    /// Sends bytes and answers everything that comes back, searches included.
    mutating func send(_ bytes: [UInt8]) -> String {
        var action = state.receive(bytes.span, context, pending: 0)
        while case .search(let frame) = action {
            let words = context.reader.request.words
            frame.reply(into: &context.writer) { writer throws(RequestError) in
                try status.questions.execute(words, worker: Worker(), into: &writer)
            }
            action = state.resume(context, pending: 0)
        }
        lastAction = action
        return String(decoding: context.writer.take(), as: UTF8.self)
    }

    /// Sends a RESP array.
    mutating func ask(_ words: String...) -> String { send(array(words)) }
}

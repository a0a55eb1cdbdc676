import GraphServer
import TestSupport
import Testing

/// A document whose fenced blocks of the kinds `session` and `resp` are conversations.
///
/// `-> ` begins a request, `<- ` its reply; lines that begin with three blanks continue the line
/// before. In `session` they are one line that was folded, in `resp` each ends with CR LF.
struct ExampleDocument {
    /// A request, and where its reply is written.
    struct Example {
        let isRESP: Bool
        /// Whether it begins a connection.
        let isFirst: Bool
        let request: String
        /// Lines of the document that hold the reply.
        let reply: Range<Int>
    }

    private(set) var examples: [Example] = []
    private let lines: [String]

    init(_ text: String) throws {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        var index = 0
        while index < lines.count {
            let fence = lines[index]
            index += 1
            guard fence == "```session" || fence == "```resp" else { continue }
            var isFirst = true
            while lines[index] != "```" {
                let request = try take("-> ", &index)
                let reply = try take("<- ", &index)
                let isRESP = fence == "```resp"
                examples.append(
                    Example(
                        isRESP: isRESP, isFirst: isFirst,
                        request: unfold(request, isRESP: isRESP), reply: reply))
                isFirst = false
            }
        }
    }

    /// The lines of a request or a reply.
    private func take(_ mark: String, _ index: inout Int) throws -> Range<Int> {
        try #require(lines[index].hasPrefix(mark), "line \(index + 1) begins with \(mark)")
        let start = index
        index += 1
        while lines[index].hasPrefix("   ") { index += 1 }
        return start..<index
    }

    private func unfold(_ range: Range<Int>, isRESP: Bool) -> String {
        let parts = range.map { lines[$0].dropFirst(3) }
        return isRESP
            ? parts.map { $0 + "\r\n" }.joined() : parts.joined() + "\n"
    }

    /// The document with what a server replies in place of what is written.
    func answered(by service: Service) throws -> String {
        var result: [String] = []
        var next = 0
        var connection = Connection(service)
        for example in examples {
            result += lines[next..<example.reply.lowerBound]
            if example.isFirst { connection = Connection(service) }
            let reply = connection.send(example.request)
            let folded = example.isRESP ? ExampleDocument.lines(ofRESP: reply) : fold(reply)
            result += folded.enumerated().map { ($0.offset == 0 ? "<- " : "   ") + $0.element }
            next = example.reply.upperBound
        }
        return (result + lines[next...]).joined(separator: "\n")
    }

    private static func lines(ofRESP reply: String) -> [String] {
        reply.unicodeScalars.split(separator: "\n").map {
            String($0).replacingOccurrences("\r", with: "")
        }
    }

    /// Folds a line between members and elements, or between words, so that it fits a page.
    private func fold(_ reply: String) -> [String] {
        var folded: [String] = []
        var rest = Array(reply.filter { !$0.isNewline })
        while rest.count > 97 {
            let places = rest.indices.prefix(97).dropFirst()
            let end =
                places.last { rest[$0 - 1] == "," && "\"{[".contains(rest[$0]) }
                ?? places.last { rest[$0 - 1] == " " } ?? 97
            folded.append(String(rest[..<end]))
            rest.removeFirst(end)
        }
        return folded + [String(rest)]
    }
}

extension String {
    fileprivate func replacingOccurrences(_ scalar: Unicode.Scalar, with: String) -> String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0 != scalar })) + with
    }
}

/// A connection without a socket whose searches run on the spot.
struct Connection {
    private let service: Service
    private let context: RequestContext
    private let worker = Worker()
    private var state = ConnectionState(id: 1)

    init(_ service: Service) {
        self.service = service
        context = RequestContext(
            ServerStatus(limits: service.limits, questions: service, address: .standard))
    }

    /// Sends the bytes of a text and takes what comes back.
    mutating func send(_ text: String) -> String {
        context.writer.removeAll()
        var action = state.receive(Array(text.utf8).span, context, pending: 0)
        while case .search(let frame) = action {
            let words = context.reader.request.words
            frame.reply(into: &context.writer) { [service, worker] writer throws(RequestError) in
                try service.execute(words, worker: worker, into: &writer)
            }
            action = state.resume(context, pending: 0)
        }
        return String(decoding: context.writer.bytes, as: UTF8.self)
    }
}

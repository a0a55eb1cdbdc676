import Foundation
import GraphServer
import TestSupport
import Testing

/// Goal: whatever is wrong with a request, its client gets one error, in the words of its dialect,
/// and goes on.
///
/// Method: each mistake as a command line, a JSON object and a RESP array on one connection, good
/// requests between them; then random pipelines of both in random pieces, and bytes without any
/// sense.
@Suite struct LiveErrorTests {
    /// A request and the kind of its error.
    struct Mistake: CustomTestStringConvertible, Sendable {
        let words: [String]
        let kind: RequestError.Kind
        var testDescription: String { words.joined(separator: " ") }

        init(_ line: String, _ kind: RequestError.Kind) {
            words = line.split(separator: " ").map { String($0) }
            self.kind = kind
        }
    }

    static let mistakes = [
        Mistake("FILMOGRAFY nm102", .protocolError),
        Mistake("TITLE", .argumentError),
        Mistake("TITLE tt1 tt2", .argumentError),
        Mistake("DEGREES nm102", .argumentError),
        Mistake("TITLE tt12x", .argumentError),
        Mistake("PERSON tt0112384", .argumentError),
        Mistake("TITLE tt268435456", .argumentError),
        Mistake("TITLE tt9999999", .notFound),
        Mistake("DEGREES nm102 nm9999999", .notFound),
        Mistake("TITLE Nowhere", .notFound),
        Mistake("COSTARS nm102 LIMTI 5", .argumentError),
        Mistake("COSTARS nm102 LIMIT", .argumentError),
        Mistake("COSTARS nm102 LIMIT 1000001", .argumentError),
        Mistake("COSTARS nm102 ROLE actro", .argumentError),
        Mistake("COSTARS nm102 TYPE moive", .argumentError),
        Mistake("COSTARS nm102 GENRE scifi", .argumentError),
        Mistake("DEGREES nm102 nm158 EXCLUDE nm158", .argumentError),
        Mistake("COMMON nm102", .argumentError),
        Mistake("ECHO", .argumentError),
    ]

    /// Requests whose framing holds though nothing can be made of them.
    static let unreadable: [[UInt8]] = [
        Array("TITLE \"tt0112384\n".utf8), Array("TITLE 'tt0112384\r\n".utf8),
        Array("ECHO \"a\"b\n".utf8), Array("TITLE ".utf8) + [0xC3, 0x28, 0x0A],
        Array("{\"op\":\n".utf8), Array("{}\n".utf8), Array("{\"op\":7}\n".utf8),
        Array("{\"op\":\"ping\"}}\n".utf8), Array("{\"op\":\"".utf8) + [0xFF] + Array("\"}\n".utf8),
    ]

    /// The ways to say a request.
    enum Form: CaseIterable {
        case line, object, array

        func bytes(_ words: [String]) -> [UInt8] {
            switch self {
            case .line: return Array((words.joined(separator: " ") + "\n").utf8)
            case .array: return Array(GraphServerTests.array(words).utf8)
            case .object:
                let rest = words.dropFirst().map { "\"\($0)\"" }.joined(separator: ",")
                return Array("{\"op\":\"\(words[0].lowercased())\",\"args\":[\(rest)]}\n".utf8)
            }
        }

        /// How an error begins.
        func beginning(_ kind: RequestError.Kind) -> String {
            guard self == .array else { return "{\"error\":{\"kind\":\"\(kind.rawValue)\"," }
            return kind == .protocolError ? "-ERR " : "-\(kind.rawValue) "
        }
    }

    @Test(arguments: mistakes)
    func oneErrorInEveryForm(_ mistake: Mistake) throws {
        let server = try LiveServer(FilmGraph.graph)
        let client = try server.connect()
        for form in Form.allCases {
            try client.send(form.bytes(mistake.words))
            let reply = try client.receiveLine()
            #expect(reply.hasPrefix(form.beginning(mistake.kind)), "\(reply)")
            #expect(try client.ask("PING\n") == "+PONG\r\n")
        }
    }

    @Test func unreadableRequests() throws {
        let server = try LiveServer(FilmGraph.graph)
        let client = try server.connect()
        for bytes in Self.unreadable {
            try client.send(bytes)
            let reply = try client.receiveLine()
            #expect(
                reply.hasPrefix(Form.line.beginning(.protocolError)),
                "\(String(decoding: bytes, as: UTF8.self)): \(reply)")
            #expect(try client.ask("PING\n") == "+PONG\r\n")
        }
        // Bytes that are no text: in RESP the length still says where the request ends.
        try client.send(Array("*2\r\n$5\r\nTITLE\r\n$2\r\n".utf8) + [0xC3, 0x28, 0x0D, 0x0A])
        #expect(try client.receiveLine().hasPrefix("-ERR "))
        #expect(try client.ask("PING\n") == "+PONG\r\n")
    }

    /// The longest word of a RESP array is answered, one byte more ends the connection.
    @Test func longestBulk() throws {
        let server = try LiveServer(FilmGraph.graph)
        let most = Limits().lineBytesMax
        let client = try server.connect()
        let text = String(repeating: "x", count: most)
        try client.send(array(["ECHO", text]))
        #expect(try client.receiveLine() == "$\(most)\r\n")
        #expect(try client.receiveLine() == text + "\r\n")
        let other = try server.connect()
        try other.send("*2\r\n$4\r\nECHO\r\n$\(most + 1)\r\n")
        #expect(try other.receiveAll() == "-ERR Protocol error: invalid bulk length\r\n")
        #expect(try client.ask("PING\n") == "+PONG\r\n")
    }

    /// Mistakes, unreadable and good requests in any order and any form, sent in any pieces: each
    /// has its one reply.
    @Test(arguments: Effort.seeds(3, long: 60))
    func randomPipelines(seed: UInt64) throws {
        let server = try LiveServer(FilmGraph.graph)
        let client = try server.connect()
        var random = SplitMix64(seed: seed)
        var requests: [UInt8] = []
        var replies: [String] = []
        for number in 0..<300 {
            let form = Form.allCases.randomElement(using: &random) ?? .line
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                requests += form.bytes(["ECHO", "x\(number)"])
                replies.append(form == .array ? "$" : "{\"ok\":\"x\(number)\"}")
                if form == .array { replies.append("x\(number)\r\n") }
            case 1:
                requests += Self.unreadable.randomElement(using: &random) ?? []
                replies.append(Form.line.beginning(.protocolError))
            default:
                let mistake = Self.mistakes[Int.random(in: 0..<Self.mistakes.count, using: &random)]
                requests += form.bytes(mistake.words)
                replies.append(form.beginning(mistake.kind))
            }
            // Nothing at all is no request.
            if number % 7 == 0 { requests += Array("\r\n \n*0\r\n".utf8) }
        }
        var rest = requests[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...500, using: &random))
            try client.send(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        for (number, beginning) in replies.enumerated() {
            let reply = try client.receiveLine()
            #expect(reply.hasPrefix(beginning), "seed \(seed), reply \(number): \(reply)")
        }
        #expect(try client.ask("PING\n") == "+PONG\r\n")
    }

    /// Bytes of which anything may come: whatever the server makes of them, it ends this connection
    /// in order when asked to, every reply is one, and nobody else notices.
    @Test(arguments: Effort.seeds(3, long: 60))
    func randomBytes(seed: UInt64) throws {
        let server = try LiveServer(FilmGraph.graph)
        let steady = try server.connect()
        var random = SplitMix64(seed: seed)
        let tokens =
            [
                "*", "$", "\r\n", "\n", "1", "2", "5", "-1", "PING", "TITLE", "tt0112384", " ",
                "\"",
                "'", "\\", "{", "}", ":", ",", "\"op\"", "\"title\"", "[", "]",
                "*2\r\n$5\r\nTITLE\r\n",
                "$9\r\ntt0112384\r\n", "DEGREES nm102 nm158\n", "COSTARS nm102 LIMIT ", "ROLE ",
                "{\"op\":\"costars\",\"args\":[\"nm102\"],", "\"limit\":2}\n",
            ].map { Array($0.utf8) } + [[0xFF], [0x00], [0xC3, 0xA9], [0xED, 0xA0, 0x80]]
        for _ in 0..<60 {
            let client = try server.connect()
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...200, using: &random) {
                bytes += tokens.randomElement(using: &random) ?? []
            }
            let text = "seed \(seed): \(String(decoding: bytes, as: UTF8.self))"
            // The server may have ended the connection before it has seen all.
            try? client.send(bytes)
            client.endOutput()
            let replies = try client.receiveAll()
            for reply in replies.utf8.split(separator: 0x0A) {
                let first = reply.first.map { "{+-$*:".utf8.contains($0) } ?? false
                // What is neither a reply nor the header of one is a RESP string's bytes.
                #expect(first || reply.last == 0x0D, "\(text): \(String(reply) ?? "")")
            }
            #expect(try steady.ask("PING\n") == "+PONG\r\n")
        }
        #expect(waitUntil { server.statistics.connectionsOpen == 1 })
        #expect(try steady.ask("PING\n") == "+PONG\r\n")
    }
}

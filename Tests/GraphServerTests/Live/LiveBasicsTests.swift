import GraphServer
import Testing
import TestSupport

/// Goal: what sessions answer arrives over a socket, whole and in order.
@Suite struct LiveBasicsTests {
    @Test func bothDialects() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let client = try server.connect()
        #expect(try client.ask("PING\n") == "+PONG\r\n")
        #expect(try client.ask(array(["PING"])) == "+PONG\r\n")
        #expect(
            try client.ask("{\"id\":1,\"op\":\"search\",\"args\":\"x\"}\n")
                == "{\"id\":1,\"ok\":\"x\"}\n")
        #expect(try client.ask("CLIENT INFO\n").contains("laddr=127.0.0.1:\(server.port) "))
        #expect(try client.ask("INFO clients\n").contains("connected_clients:1\\r\\n"))
    }

    /// Goal: replies keep the order of requests, point reads and searches mixed.
    ///
    /// Method: each request carries its number; searches of random length among them.
    @Test(arguments: Effort.seeds(3, long: 40))
    func orderOfMixedPipelines(seed: UInt64) throws {
        var limits = Limits()
        limits.searchThreads = 3
        let server = try LiveServer(questions: StandInQuestions(), limits: limits)
        var random = SplitMix64(seed: seed)
        let clients = try (0..<5).map { _ in try server.connect() }
        for client in clients {
            var pipeline = ""
            for number in 0..<200 {
                switch Int.random(in: 0...2, using: &random) {
                case 0: pipeline += "{\"id\":\(number),\"op\":\"point\",\"args\":\"x\"}\n"
                case 1: pipeline += "{\"id\":\(number),\"op\":\"search\",\"args\":\"x\"}\n"
                default:
                    pipeline +=
                        "{\"id\":\(number),\"op\":\"slow\",\"args\":[\(number % 3),\"x\"]}\n"
                }
            }
            try client.send(pipeline)
        }
        for client in clients {
            for number in 0..<200 {
                let line = try client.receiveLine()
                #expect(line == "{\"id\":\(number),\"ok\":\"x\"}\n", "seed \(seed)")
            }
        }
    }

    @Test func twoHundredConnections() throws {
        var limits = Limits()
        limits.loopThreads = 2
        let server = try LiveServer(questions: StandInQuestions(), limits: limits)
        let clients = try (0..<200).map { _ in try server.connect() }
        for round in 0..<5 {
            for (number, client) in clients.enumerated() {
                try client.send("POINT \(round)/\(number)\nSEARCH s\(number)\n")
            }
            for (number, client) in clients.enumerated() {
                #expect(try client.receiveLine() == "{\"ok\":\"\(round)/\(number)\"}\n")
                #expect(try client.receiveLine() == "{\"ok\":\"s\(number)\"}\n")
            }
        }
        #expect(server.statistics.connectionsOpen == 200)
        #expect(try clients[0].ask("CLIENT ID\n") != clients[1].ask("CLIENT ID\n"))
    }

    @Test func deepPipeline() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let client = try server.connect()
        let count = 20_000
        try client.send(String(repeating: array(["PING"]), count: count))
        #expect(
            try client.receive(bytes: count * 7) == String(repeating: "+PONG\r\n", count: count))
    }

    @Test func aRequestInPieces() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let client = try server.connect()
        for byte in Array((array(["POINT", "été"]) + "POINT 'a b'\n").utf8) {
            try client.send([byte])
        }
        #expect(try client.receive(bytes: 11) == "$5\r\nété\r\n")
        #expect(try client.receiveLine() == "{\"ok\":\"a b\"}\n")
    }

    /// The longest line is answered, one byte more ends the connection after an error.
    @Test func longestLine() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let most = Limits().lineBytesMax
        let client = try server.connect()
        let text = String(repeating: "x", count: most - "POINT ".utf8.count)
        #expect(try client.ask("POINT \(text)\n") == "{\"ok\":\"\(text)\"}\n")
        let other = try server.connect()
        #expect(
            try other.ask("POINT x\(text)\n")
                == "{\"error\":{\"kind\":\"Protocol\",\"message\":\"a line has at most \(most) bytes\"}}\n"
        )
        #expect(try other.receiveAll() == "")
        #expect(try client.ask("PING\n") == "+PONG\r\n")
    }

    @Test func endsWhereFramingIsLostAndForHTTP() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let client = try server.connect()
        try client.send(array(["PING"]) + "*1\r\n+x\r\n" + array(["PING"]))
        #expect(try client.receiveAll() == "+PONG\r\n-ERR Protocol error: expected '$'\r\n")
        let browser = try server.connect()
        try browser.send("POST / HTTP/1.1\r\n")
        #expect(try browser.receiveAll() == "")
        let quitter = try server.connect()
        try quitter.send("POINT x\nQUIT\n")
        #expect(try quitter.receiveAll() == "{\"ok\":\"x\"}\n{\"ok\":\"OK\"}\n")
    }

    /// A client that ends its side still gets what it asked for.
    @Test func halfClosedClient() throws {
        let server = try LiveServer(questions: StandInQuestions())
        let client = try server.connect()
        try client.send("SLOW 50 a\nPOINT b\nSEARCH c\nPOINT unfinished")
        client.endOutput()
        #expect(try client.receiveAll() == "{\"ok\":\"a\"}\n{\"ok\":\"b\"}\n{\"ok\":\"c\"}\n")
    }
}

import Foundation
import GraphServer
import Testing
import TestSupport

/// Goal: no client can hurt the others or the server.
///
/// Method: each limit made small, a client just below it and one just above it, and beside them
/// a client that must not notice.
@Suite struct LiveLimitTests {
    private let questions = StandInQuestions()

    private func server(_ change: (inout Limits) -> Void) throws -> LiveServer {
        var limits = Limits()
        change(&limits)
        return try LiveServer(questions: questions, limits: limits)
    }

    @Test func halfReceivedRequests() throws {
        try withTimeLimit { limitMs in
            let server = try server { $0.requestMsMax = limitMs }
            let slow = try server.connect()
            let slowArray = try server.connect()
            let quick = try server.connect()
            let silent = try server.connect()
            let start = ContinuousClock.now
            try slow.send("POINT x")
            try slowArray.send("PING\n*2\r\n$5\r\nPOI")
            // One byte now and then does not help: the whole request has one deadline. The quick
            // client always has half a request outstanding, but never the same for long.
            var rhythm = Rhythm(limitMs: limitMs)
            try quick.send("POI")
            for _ in 0..<8 {
                usleep(UInt32(limitMs) * 200)
                try? slow.send("x")
                let answer = try rhythm.beat { try quick.ask("NT a\nPOI") }
                #expect(answer == "{\"ok\":\"a\"}\n")
            }
            #expect(try slowArray.receiveAll() == "+PONG\r\n")
            #expect(waitUntil { server.statistics.connectionsOpen == 2 })
            #expect(start.duration(to: .now) > .milliseconds(limitMs))
            #expect(throws: (any Error).self) {
                try slow.send("\n")
                usleep(50_000)
                try slow.send("\n")
            }
            #expect(try rhythm.beat { server.statistics.requestsTimedOut.value } == 2)
            let last = try rhythm.beat { try quick.ask("NT a\n") }
            #expect(last == "{\"ok\":\"a\"}\n")
            // Nothing begun is nothing late.
            #expect(try silent.ask("PING\n") == "+PONG\r\n")
        }
    }

    /// A search, or replies that wait, are not the client's delay.
    @Test func deadlineCountsOnlyTheClient() throws {
        let server = try server { $0.requestMsMax = 200 }
        let client = try server.connect()
        try client.send("SLOW 600 a\nPOINT b\n")
        #expect(try client.receiveLine() == "{\"ok\":\"a\"}\n")
        #expect(try client.receiveLine() == "{\"ok\":\"b\"}\n")
        #expect(server.statistics.requestsTimedOut.value == 0)
    }

    @Test func idleConnections() throws {
        #expect(Limits().idleMsMax == 0, "as in Redis, nobody is too idle unless asked for")
        try withTimeLimit { limitMs in
            let questions = StandInQuestions()
            var limits = Limits()
            limits.idleMsMax = limitMs
            let server = try LiveServer(questions: questions, limits: limits)
            let start = ContinuousClock.now
            let idle = try server.connect()
            var rhythm = Rhythm(limitMs: limitMs)
            let busy = try server.connect()
            let searching = try server.connect()
            try searching.send("HOLD x\n")
            for _ in 0..<8 {
                usleep(UInt32(limitMs) * 200)
                #expect(try rhythm.beat { try busy.ask("PING\n") } == "+PONG\r\n")
            }
            #expect(try idle.receiveAll() == "")
            #expect(start.duration(to: .now) > .milliseconds(limitMs))
            #expect(try rhythm.beat { server.statistics.clientsIdle.value } == 1)
            // The time of a search is not the client's: it begins to be idle with the answer.
            var answered = Rhythm(limitMs: limitMs)
            questions.release()
            #expect(try searching.receiveLine() == "{\"ok\":\"x\"}\n")
            usleep(UInt32(limitMs) * 400)
            #expect(try answered.beat { try searching.ask("PING\n") } == "+PONG\r\n")
        }
    }

    /// Replies that a client does not read stop its requests, then end it; memory stays bounded.
    @Test func slowReaders() throws {
        try withTimeLimit { limitMs in
            let server = try server {
                $0.stalledMsMax = limitMs
                $0.outputBytesSoftMax = 1 << 20
            }
            let never = try TestClient(port: server.port, receiveBufferBytes: 4_096)
            let late = try TestClient(port: server.port, receiveBufferBytes: 4_096)
            let other = try server.connect()
            let count = 200
            let requests = String(repeating: array(["BIG", "100000"]), count: count)
            try never.send(requests)
            var rhythm = Rhythm(limitMs: limitMs)
            try late.send(requests)
            usleep(UInt32(limitMs) * 400)
            // 20 MB were asked for; what was made is the socket's buffers and about the soft limit.
            #expect(server.statistics.requests.value < count)
            #expect(try other.ask("PING\n") == "+PONG\r\n")
            let reply = "$100000\r\n" + String(repeating: "x", count: 100_000) + "\r\n"
            for _ in 0..<count {
                #expect(try rhythm.beat { try late.receive(bytes: reply.utf8.count) } == reply)
            }
            #expect(waitUntil { server.statistics.clientsStalled.value == 1 })
            #expect(throws: (any Error).self) {
                try never.receive(bytes: count * reply.utf8.count)
            }
            #expect(try late.ask("PING\n") == "+PONG\r\n")
        }
    }

    @Test func oneReplyAboveTheSoftLimit() throws {
        let server = try server { $0.outputBytesSoftMax = 1_000 }
        let client = try server.connect()
        try client.send("BIG 5000000\nBIGSEARCH 5000000\nPING\n")
        let line = "{\"ok\":\"" + String(repeating: "x", count: 5_000_000) + "\"}\n"
        #expect(try client.receiveLine() == line)
        #expect(try client.receiveLine() == line)
        #expect(try client.receiveLine() == "+PONG\r\n")
    }

    /// Behind a running search only so much is taken in; the rest waits in the socket.
    @Test func heldBytes() throws {
        let server = try server { $0.heldBytesMax = 1_000 }
        let client = try server.connect()
        try client.send("HOLD a\n")
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let many = 100_000
        client.sendInBackground(String(repeating: "POINT b\n", count: many))
        usleep(150_000)
        #expect(server.statistics.bytesIn.value < 300_000)
        questions.release()
        #expect(try client.receiveLine() == "{\"ok\":\"a\"}\n")
        for _ in 0..<many { #expect(try client.receiveLine() == "{\"ok\":\"b\"}\n") }
    }

    @Test func connections() throws {
        let server = try server { $0.connectionsMax = 5 }
        let clients = try (0..<5).map { _ in try server.connect() }
        for client in clients { #expect(try client.ask("PING\n") == "+PONG\r\n") }
        let refused = try server.connect()
        #expect(try refused.receiveAll() == "-ERR max number of clients reached\r\n")
        #expect(server.statistics.connectionsRefused.value == 1)
        clients[0].close()
        #expect(waitUntil { server.statistics.connectionsOpen == 4 })
        #expect(try server.connect().ask("PING\n") == "+PONG\r\n")
        // Asked last, so that they are there until now: objects end with their last use.
        for client in clients.dropFirst() { #expect(try client.ask("PING\n") == "+PONG\r\n") }
        #expect(Limits().connectionsMax == 10_000)
    }

    /// As many searches may wait as the limit says; one more is told to come again.
    @Test func searchQueue() throws {
        let server = try server {
            $0.searchThreads = 1
            $0.searchQueueMax = 3
        }
        let first = try server.connect()
        try first.send("HOLD first\n")
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let waiting = try (0..<3).map { _ in try server.connect() }
        for client in waiting { try client.send("SEARCH x\n") }
        #expect(waitUntil { server.statistics.searches.value == 4 })
        let tooMany = try server.connect()
        try tooMany.send(
            "{\"id\":5,\"op\":\"search\",\"args\":\"x\"}\nPOINT y\n" + array(["SEARCH", "z"]))
        let message = "3 searches are waiting already, ask again later"
        #expect(
            try tooMany.receiveLine()
                == "{\"id\":5,\"error\":{\"kind\":\"Busy\",\"message\":\"\(message)\"}}\n")
        #expect(try tooMany.receiveLine() == "{\"ok\":\"y\"}\n")
        #expect(try tooMany.receiveLine() == "-BUSY \(message)\r\n")
        questions.release()
        #expect(try first.receiveLine() == "{\"ok\":\"first\"}\n")
        for client in waiting { #expect(try client.receiveLine() == "{\"ok\":\"x\"}\n") }
        #expect(try tooMany.ask("SEARCH x\n") == "{\"ok\":\"x\"}\n")
        #expect(server.statistics.searchesRefused.value == 2)
    }

    /// Point reads do not wait for searches, whatever is in the queue.
    @Test func pointReadsBesideSearches() throws {
        let server = try server { $0.searchThreads = 1 }
        let searcher = try server.connect()
        try searcher.send("HOLD x\n")
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let reader = try server.connect()
        for _ in 0..<100 { #expect(try reader.ask("POINT y\n") == "{\"ok\":\"y\"}\n") }
        questions.release()
        #expect(try searcher.receiveLine() == "{\"ok\":\"x\"}\n")
    }

    @Test func addresses() throws {
        #expect(throws: ServerError.addressNotLoopback(try ListenAddress("0.0.0.0:0"))) {
            try Server(listen: ListenAddress("0.0.0.0:0"), questions: questions, limits: Limits())
        }
        _ = try Server(
            listen: ListenAddress("0.0.0.0:0"), questions: questions, limits: Limits(),
            isInsecure: true)
        let server = try LiveServer(questions: questions)
        let taken = try ListenAddress("127.0.0.1:\(server.port)")
        #expect(throws: ServerError.self) {
            try Server(listen: taken, questions: questions, limits: Limits())
        }
        #expect(try ListenAddress("127.9.9.9:7400").isLoopback)
        #expect(try ListenAddress("[::1]:7400").isLoopback)
        #expect(try ListenAddress("[::1]:7400").description == "[::1]:7400")
        #expect(try ListenAddress("localhost:7400") == .standard)
        #expect(try !ListenAddress("10.0.0.1:7400").isLoopback)
        for text in [
            "", "7400", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "example.org:1", "::1:7400",
            ":7400",
        ] {
            #expect(throws: ServerError.addressMalformed(text)) { try ListenAddress(text) }
        }
    }
}

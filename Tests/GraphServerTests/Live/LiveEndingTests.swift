import Foundation
import GraphServer
import Synchronization
import Testing
import TestSupport

/// Goal: whoever ends a connection, nothing runs on for nobody and no reply is lost.
@Suite struct LiveEndingTests {
    private let questions = StandInQuestions()

    /// A reset cancels the running search and forgets the waiting one; the worker is free again.
    @Test(arguments: [0, 2_000])
    func lostClientsAreCancelled(heldRequests: Int) throws {
        var limits = Limits()
        limits.searchThreads = 1
        limits.heldBytesMax = 100
        let server = try LiveServer(questions: questions, limits: limits)
        let running = try server.connect()
        try running.send(
            "SLOW 60000 x\n" + String(repeating: "POINT y\n", count: heldRequests))
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let waiting = try server.connect()
        try waiting.send("SLOW 60000 y\n")
        #expect(waitUntil { server.statistics.searches.value == 2 })
        waiting.reset()
        #expect(waitUntil { server.statistics.searchesCancelled.value == 1 })
        running.reset()
        #expect(waitUntil { questions.cancelled.load(ordering: .relaxed) == 1 })
        let next = try server.connect()
        #expect(try next.ask("SEARCH z\n") == "{\"ok\":\"z\"}\n")
        #expect(questions.begun.load(ordering: .relaxed) == 1)
        #expect(server.statistics.searchesCancelled.value == 2)
    }

    /// A search that ends while its client goes is not counted against the next one.
    @Test func cancellingHitsNobodyElse() throws {
        var limits = Limits()
        limits.searchThreads = 1
        let server = try LiveServer(questions: questions, limits: limits)
        let steady = try server.connect()
        for _ in 0..<100 {
            let leaver = try server.connect()
            try leaver.send("SLOW 2 x\n")
            try steady.send("SLOW 2 y\n")
            leaver.reset()
            #expect(try steady.receiveLine() == "{\"ok\":\"y\"}\n")
        }
    }

    @Test func drainAnswersWhatHasArrived() throws {
        let server = try LiveServer(questions: questions)
        let searching = try server.connect()
        let pipelining = try server.connect()
        let silent = try server.connect()
        let half = try server.connect()
        try searching.send("SLOW 300 a\nPOINT b\nSEARCH c\n")
        // Accepted, all of them: connections are, in their order.
        #expect(try half.ask("PING\n") == "+PONG\r\n")
        #expect(try silent.ask("PING\n") == "+PONG\r\n")
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let count = 5_000
        try pipelining.send(String(repeating: "POINT x\n", count: count))
        try half.send("POINT unfini")
        usleep(50_000)
        server.beginStopping()
        #expect(try silent.receiveAll() == "")
        #expect(try half.receiveAll() == "")
        #expect(try searching.receiveAll() == "{\"ok\":\"a\"}\n{\"ok\":\"b\"}\n{\"ok\":\"c\"}\n")
        #expect(
            try pipelining.receiveAll() == String(repeating: "{\"ok\":\"x\"}\n", count: count))
        #expect(throws: TestClient.Failure.system(ECONNREFUSED)) { try server.connect() }
        for client in [searching, pipelining, silent, half] { client.close() }
        server.stop()
    }

    /// Goal: a drain under load resets nobody and cuts no reply.
    @Test func drainUnderLoad() throws {
        var limits = Limits()
        limits.loopThreads = 2
        limits.drainMsMax = 60_000
        let server = try LiveServer(questions: questions, limits: limits)
        let port = server.port
        let failures = Mutex<[String]>([])
        let clients = 20
        let served = Atomic<Int>(0)
        let threads = DispatchGroup()
        for number in 0..<clients {
            threads.enter()
            Foundation.Thread.detachNewThread {
                defer { threads.leave() }
                do {
                    let client = try TestClient(port: port)
                    let request = number % 2 == 0 ? "POINT x\n" : "SEARCH x\n"
                    for round in 0... {
                        try client.send(String(repeating: request, count: 20))
                        for _ in 0..<20 {
                            let line = try client.receiveLine()
                            if line != "{\"ok\":\"x\"}\n" { throw TestClient.Failure.closed(line) }
                        }
                        if round == 4 { served.add(1, ordering: .relaxed) }
                    }
                } catch TestClient.Failure.closed("") {
                    // The end of the stream between two replies.
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        // Every client is connected and has its load running before the end begins.
        #expect(waitUntil { served.load(ordering: .relaxed) == clients })
        let start = ContinuousClock.now
        server.stop()
        #expect(start.duration(to: .now) < .seconds(30), "nobody had to be cut off")
        threads.wait()
        #expect(failures.withLock { $0 } == [])
    }

    /// A client that never closes is waited for as long as the limit says, no longer.
    @Test func lingering() throws {
        var limits = Limits()
        limits.lingerMsMax = 300
        limits.drainMsMax = 60_000
        let server = try LiveServer(questions: questions, limits: limits)
        let client = try server.connect()
        let asked = ContinuousClock.now
        #expect(try client.ask("QUIT\n") == "{\"ok\":\"OK\"}\n")
        #expect(waitUntil { server.statistics.connectionsOpen == 0 })
        #expect(asked.duration(to: .now) > .milliseconds(250))
        client.close()
        let other = try server.connect()
        #expect(try other.ask("PING\n") == "+PONG\r\n")
        let start = ContinuousClock.now
        server.stop()
        let waited = start.duration(to: .now)
        #expect(waited > .milliseconds(250) && waited < .seconds(30))
        other.close()
    }

    /// Searches that do not end are not waited for beyond the limit.
    @Test func drainLimit() throws {
        var limits = Limits()
        limits.drainMsMax = 300
        let server = try LiveServer(questions: questions, limits: limits)
        let client = try server.connect()
        try client.send("SLOW 60000 x\n")
        #expect(waitUntil { questions.begun.load(ordering: .relaxed) == 1 })
        let start = ContinuousClock.now
        server.stop()
        #expect(start.duration(to: .now) < .seconds(30), "the search goes on for a minute")
        #expect(questions.cancelled.load(ordering: .relaxed) == 1)
    }

    @Test func stopsBeforeItRuns() throws {
        let server = try Server(
            listen: ListenAddress("127.0.0.1:0"), questions: questions, limits: Limits())
        server.stop()
        try server.run(handlingSignals: false)
    }
}

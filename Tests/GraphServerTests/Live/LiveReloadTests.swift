import Foundation
import GraphServer
import GraphStore
import Synchronization
import TestSupport
import Testing

/// What twenty clients saw.
private final class Tally: Sendable {
    private struct State {
        var answers = 0
        var generations: Set<String> = []
        var problems: [String] = []
        var isOver = false
    }

    private let state = Mutex(State())

    var isOver: Bool { state.withLock { $0.isOver } }
    var answers: Int { state.withLock { $0.answers } }
    var generations: Set<String> { state.withLock { $0.generations } }
    var problems: [String] { state.withLock { $0.problems } }

    func end() { state.withLock { $0.isOver = true } }

    func fail(_ problem: String) { state.withLock { $0.problems.append(problem) } }

    /// Every name in an answer ends in the number of its generation.
    func note(_ answer: String) {
        let numbers = Set(answer.matches(of: /of (\d+)\./).map { String($0.1) })
        if numbers.count != 1 || answer.contains("error") { fail(answer) }
        state.withLock { state in
            state.answers += 1
            state.generations.formUnion(numbers)
        }
    }
}

/// Goal: a new generation is served within a second, and no answer fails or mixes two.
@Suite struct LiveReloadTests {
    /// Twenty clients ask all the time while twenty generations come.
    @Test func twentySwapsUnderLoad() throws {
        let store = try NumberedGenerations()
        try store.load(1)
        var limits = Limits()
        limits.reloadIntervalMs = 10
        let source = try ReloadingGraphSource(DataDirectory(store.database))
        let server = try LiveServer(reloading: source, limits: limits)
        let tally = Tally()
        let clients = DispatchGroup()
        for index in 0..<20 {
            let question =
                index % 2 == 0 ? "DEGREES nm1 nm9 COUNT\n" : "TITLES tt1 tt2 tt3 tt4 tt5 tt6\n"
            clients.enter()
            Foundation.Thread.detachNewThread { [port = server.port] in
                defer { clients.leave() }
                do {
                    let client = try TestClient(port: port, timeoutSeconds: 60)
                    while !tally.isOver { tally.note(try client.ask(question)) }
                } catch {
                    tally.fail("\(error)")
                }
            }
        }
        for number in 2...21 {
            try store.load(number)
            try waitUntil { source.current().generation == generation(number) }
        }
        tally.end()
        clients.wait()
        #expect(tally.problems == [])
        #expect(tally.answers > 100)
        #expect(tally.generations.count > 1)
        let last = try server.connect().ask("TITLE tt1\n")
        #expect(last.contains("Title of 21."))
        // Old generations are closed once nobody uses them.
        try waitUntil { try store.mappedFiles().count == 1 }
        #expect(try store.mappedFiles().first?.contains(generation(21)) == true)
    }

    @Test func aGenerationThatCannotBeServedChangesNothing() throws {
        let store = try NumberedGenerations()
        try store.load(1)
        let source = try ReloadingGraphSource(DataDirectory(store.database))
        #expect(try source.refresh() == nil)
        try store.load(2)
        let path = "\(store.database)/gen-000002/data.mdb"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.prefix(20_000).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.self) { try source.refresh() }
        #expect(source.current().generation == "gen-000001")
        try "gen-000007\n".write(
            toFile: store.database + "/CURRENT", atomically: true, encoding: .utf8)
        #expect(throws: StoreError.self) { try source.refresh() }
        #expect(source.current().generation == "gen-000001")
        try store.load(3)
        #expect(try source.refresh()?.generation == source.current().generation)
    }

    private func generation(_ number: Int) -> String {
        "gen-" + String(repeating: "0", count: 6 - String(number).count) + String(number)
    }

    private func waitUntil(_ condition: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(20)
        while try !condition() {
            try #require(Date() < end, "waited for 20 seconds")
            usleep(2_000)
        }
    }
}

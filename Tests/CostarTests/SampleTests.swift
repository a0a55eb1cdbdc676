import Foundation
import Testing
import costar

/// The program on the bundled sample, from the load to the answer.
@Suite(.serialized) final class SampleTests {
    private let directory: URL
    private let database: String

    /// What one load made; each test has a copy.
    private static let loaded: Result<URL, any Error> = Result {
        let directory = try Program.temporaryDirectory()
        let load = try Program.run("load", "Samples", "--db", directory.path)
        try #require(load.status == 0, "\(load.error)")
        atexit { try? FileManager.default.removeItem(at: SampleTests.loaded.get()) }
        return directory
    }

    init() throws {
        directory = try Program.temporaryDirectory()
        let films = directory.appending(path: "films")
        try FileManager.default.copyItem(at: try Self.loaded.get(), to: films)
        database = films.path
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    @Test func loadTellsWhatItDid() throws {
        let load = try Program.run(
            "load", "Samples", "--db", database, "--without", "title.akas", "--progress", "none")
        #expect(load.status == 0 && load.error.isEmpty)
        let rows =
            try String(
                contentsOf: Program.root.appending(path: "Samples/title.episode.tsv"),
                encoding: .utf8
            ).split(separator: "\n").count - 1
        let row = try #require(
            load.output.firstMatch(of: #/\ntitle\.episode +(\d+) +(\d+) +(\d+) +(\d+) /#))
        #expect([row.1, row.2, row.3, row.4].map { Int($0) } == [rows, rows, 0, 0])
        #expect(load.output.contains("\ntitle.akas: loaded without it\n"))
        #expect(load.output.contains("\ngen-000002: "))
        #expect(try Program.run("load", "Samples", "--db", database, "--quiet").output.isEmpty)
    }

    @Test(arguments: [
        (["load", "Samples/README.md"], 2, "is not the name of a dump"),
        (["load", "no/such"], 3, "there is no no/such"),
        (["load", "docs"], 3, "docs holds none of the dumps"),
        (["load", "Samples", "--without", "title.basics"], 2, "not `title.basics`"),
    ])
    func loadRefuses(words: [String], status: Int32, message: String) throws {
        let load = try Program.run(Program.costar, words + ["--db", database])
        #expect(load.status == status)
        #expect(load.error.hasPrefix("costar: ") && load.error.contains(message))
        // What was loaded before is as it was.
        #expect(try Program.run("check", "--db", database).output.hasPrefix("gen-000001 is sound"))
    }

    @Test func statCounts() throws {
        let stat = try Program.run("stat", "--db", database)
        #expect(stat.status == 0)
        let people =
            try String(
                contentsOf: Program.root.appending(path: "Samples/name.basics.tsv"), encoding: .utf8
            ).split(separator: "\n").count - 1
        let told = try #require(stat.output.firstMatch(of: /\nperson +([\d,]+)\n/))
        #expect(Int(told.1.filter { $0 != "," }) == people)
        #expect(stat.output.contains("\ncredits.byTitle "))
    }

    @Test func checkFindsDamage() throws {
        #expect(try Program.run("check", "--db", database).status == 0)
        let file = URL(filePath: "\(database)/gen-000001/data.mdb")
        var bytes = try Data(contentsOf: file)
        let text = try #require(bytes.range(of: Data("Apollo 13".utf8)))
        bytes[text.lowerBound] ^= 1
        try bytes.write(to: file)
        let check = try Program.run("check", "--db", database)
        #expect(check.status == 1)
        #expect(check.output.contains("title.primaryTitle"))
        #expect(check.error.contains("gen-000001 is damaged"))
    }

    @Test func askInEveryForm() throws {
        let json = try Program.run("ask", "--db", database, "TITLE tt0112384")
        #expect(json.status == 0)
        #expect(json.output.hasPrefix(#"{"id":"tt0112384","title":"Apollo 13","#))
        #expect(json.output.split(separator: "\n").count == 1)
        let text = try Program.run("ask", "--db", database, "--text", "TITLE tt0112384")
        #expect(text.output.hasPrefix("Apollo 13 (1995)\n"))
        let wire = try Program.run("ask", "--db", database, "--wire", "TITLE tt0112384")
        #expect(wire.output.hasPrefix("-> TITLE tt0112384\n<- {\"ok\": {\n"))
        let help = try Program.run("ask", "--db", database, "--text", "HELP")
        #expect(help.output.contains(/\nCAST tt… +Who is in a title/))
        let page = try Program.run("ask", "--db", database, "--text", "HELP CAST")
        #expect(page.output.contains("\n  [LIMIT n] "))
        #expect(page.output.hasSuffix("\nExample: CAST tt0112384 LIMIT 3\n"))
        let object = try Program.run(
            "ask", "--db", database, #"{"op":"title","args":["tt0112384"]}"#)
        #expect(object.output == json.output)
    }

    /// Goal: an error does not keep later questions from being asked, and is seen by scripts.
    @Test func manyQuestionsFromStandardInput() throws {
        let questions = "PING\n\nTITLE tt9\r\n  \nFROB\nECHO last"
        let ask = try Program.run("ask", "--db", database, input: questions)
        #expect(ask.status == 1)
        #expect(ask.output == "\"PONG\"\n\"last\"\n")
        let errors = ask.error.split(separator: "\n")
        #expect(errors.count == 2)
        #expect(errors.first?.hasPrefix("costar: NotFound: ") == true)
        #expect(errors.last?.hasPrefix("costar: Protocol: unknown command") == true)
    }

    /// Goal: a server answers as the database does without one, tells its port, and ends cleanly.
    @Test func serveAnswersAndStops() throws {
        let questions = [
            "TITLE tt0112384", "FILMOGRAPHY nm0000102 LIMIT 3", "COSTARS nm0000158 LIMIT 3",
            "DEGREES nm0000206 nm0000102 COUNT PATHS 5", "CAST tt0133093", "DISTANCES nm0000102",
            "HELP DEGREES", "TITLE tt9", "ECHO \"a b\"",
        ]
        let log = directory.appending(path: "serve.log")
        try Data().write(to: log)
        let server = Process()
        server.executableURL = Program.costar
        server.arguments = ["serve", "--db", database, "--listen", "127.0.0.1:0"]
        server.standardError = try FileHandle(forWritingTo: log)
        try server.run()
        defer { if server.isRunning { server.terminate() } }

        let address = try #require(try Self.address(in: log))
        let told = try Program.run(Program.costar, ["ask", "--connect", address] + questions)
        let known = try Program.run(Program.costar, ["ask", "--db", database] + questions)
        #expect(told.output == known.output && told.error == known.error)
        #expect(told.status == 1 && known.status == 1)
        #expect(told.output.split(separator: "\n").count == questions.count - 1)

        let second = try Program.run("serve", "--db", database, "--listen", address)
        #expect(second.status == 1)
        #expect(second.error.contains("listening on \(address) failed: Address already in use"))

        server.terminate()
        server.waitUntilExit()
        #expect(server.terminationReason == .exit && server.terminationStatus == 0)
        #expect(try String(contentsOf: log, encoding: .utf8).hasSuffix("\nstopped\n"))
        #expect(try Program.run("ask", "--connect", address, "PING").status == 3)
    }

    @Test(arguments: [
        ("0.0.0.0:0", "or say --insecure"), ("nowhere", "expected HOST:PORT"),
        ("127.0.0.1:70000", "expected HOST:PORT"),
    ])
    func serveRefusesAddresses(address: String, message: String) throws {
        let server = try Program.run("serve", "--db", database, "--listen", address)
        #expect(server.status == 2)
        #expect(server.error.contains(message))
    }

    /// The address a server told, nil when it does not within ten seconds.
    private static func address(in log: URL) throws -> String? {
        for _ in 0..<1_000 {
            let text = try String(contentsOf: log, encoding: .utf8)
            if let match = text.firstMatch(of: /listening on (\S+)\n/) { return String(match.1) }
            usleep(10_000)
        }
        return nil
    }
}

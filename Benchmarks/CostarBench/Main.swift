internal import CBench
import GraphModel
import GraphServer
import GraphStore
internal import Glibc

/// Measures requests on a database, in this process or over TCP; one line of JSON per case.
///
/// Its callers are the targets `bench…` of the Makefile, their scripts, and `Benchmarks/Peers`.
@main enum CostarBench {
    private static let usage = """
        usage: costar-bench --db PATH [--tcp HOST PORT] [--case NAME] [--requests N] [--bare]
               costar-bench --db PATH --traverse [--case NAME --requests N]
               costar-bench --db PATH --export DIR [--requests N]
               costar-bench --db PATH --answer
          --tcp    ask a server that serves the same database, over one connection
          --case   only the case of this name
          --traverse  searches beside the same in C over arrays in memory; with a case only that
                   search, for an observer from outside
          --export    write edges and questions for other systems
          --answer    answer questions from standard input, for a program that asks others too
          --bare   do the requests once and measure nothing, for an observer from outside

        """

    static func main() {
        var options = Options()
        guard options.read(Array(CommandLine.arguments.dropFirst())) else {
            fail(usage, 2)
        }
        do {
            try run(options)
        } catch {
            fail("costar-bench: \(error)\n", 1)
        }
    }

    private static func fail(_ text: String, _ status: Int32) -> Never {
        _ = unsafe Array(text.utf8).withUnsafeBytes {
            unsafe write(STDERR_FILENO, $0.baseAddress, $0.count)
        }
        exit(status)
    }

    private static func run(_ options: Options) throws {
        let graph = try DataDirectory(options.database).openCurrent()
        if let directory = options.export {
            return try PeerFiles(graph: graph, directory: directory)
                .write(questions: options.questions)
        }
        if options.isAnswering { return try AnswerLoop(graph).run() }
        if let name = options.only, options.isTraverse {
            return try SearchCase(name, graph).observe(questions: options.questions)
        }
        if options.isTraverse {
            var table: [String] = []
            try TraverseBench(graph, questions: options.questions).run { row in
                print(row.json)
                table.append(row.text)
            }
            print(
                "\n| figure | value | bar | met | equal answers | from |\n|---|---|---|---|---|---|"
            )
            for line in table { print(line) }
            return
        }
        // Made once for all, so that runs that differ only in --requests can be subtracted.
        let cases = Cases(graph, requests: max(options.requests, 2_000)).all
            .filter { options.only == nil || $0.name == options.only }
            .map { (name: $0.name, lines: $0.requests.map { Array("\($0)\n".utf8) }) }
        if let (host, port) = options.server {
            let descriptor = unsafe costar_bench_connect(host, port)
            guard descriptor >= 0 else { throw BenchError(message: "no server at \(host):\(port)") }
            for (name, lines) in cases {
                measure("tcp \(name)", lines.count, options, isInProcess: false) { index in
                    let length = unsafe lines[index].withUnsafeBufferPointer {
                        unsafe costar_bench_exchange(descriptor, $0.baseAddress, $0.count)
                    }
                    precondition(length > 0, "the server closed the connection")
                }
            }
        } else {
            let source = FixedGraphSource(graph, generation: graph.name)
            let connection = LocalConnection(Service(source: source))
            for (name, lines) in cases {
                measure(name, lines.count, options, isInProcess: true) { index in
                    let line = lines[index]
                    connection.send(line.span)
                }
            }
        }
    }

    private static func measure(
        _ name: String, _ requests: Int, _ options: Options, isInProcess: Bool,
        _ request: (Int) -> Void
    ) {
        let count = min(requests, options.requests)
        if options.isBare {
            for index in 0..<count { request(index) }
        } else {
            print(
                Measurement.take(
                    name, requests: count, isInProcess: isInProcess, request
                ).json)
        }
    }
}

/// Why nothing was measured.
struct BenchError: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}

/// The command line.
struct Options {
    var database = ""
    var server: (host: String, port: String)?
    var only: String?
    var requests = 2_000
    var isBare = false
    var isTraverse = false
    /// Where other systems find edges and questions.
    var export: String?
    var isAnswering = false

    /// Searches are few: they take longer than requests.
    var questions: Int { min(requests, 500) }

    /// Whether the words make sense.
    mutating func read(_ words: [String]) -> Bool {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--db": database = rest.popFirst() ?? ""
            case "--tcp":
                guard let host = rest.popFirst(), let port = rest.popFirst() else { return false }
                server = (host, port)
            case "--case": only = rest.popFirst()
            case "--requests": requests = rest.popFirst().flatMap { Int($0) } ?? 0
            case "--bare": isBare = true
            case "--traverse": isTraverse = true
            case "--export": export = rest.popFirst()
            case "--answer": isAnswering = true
            default: return false
            }
        }
        return !database.isEmpty && requests > 0
    }
}

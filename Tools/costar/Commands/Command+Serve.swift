import GraphModel
import GraphServer
import GraphStore

extension Command {
    package static let serve = Command(
        name: "serve",
        summary: "Answer questions over TCP",
        synopsis: "--db PATH [--listen HOST:PORT]",
        about: """
            Answers on one port in two dialects: lines (a command such as
            DEGREES nm0000102 nm0000158, or a JSON object) answered by lines of JSON, and
            the Redis protocol for redis-cli and every Redis client. HELP lists the
            questions.

            There are no users and no passwords: any address but this machine's own is
            refused unless --insecure says that everybody who can reach it may ask.

            A load into PATH meanwhile is noticed within a second (or at SIGHUP) and served
            from then on, without a failed or mixed answer.

            SIGTERM and Ctrl-C stop it: what was asked is answered first.
            """,
        options: [
            .database,
            Option(
                "--listen", "HOST:PORT", "Where to listen (127.0.0.1:7400); port 0 takes a free one"
            ),
            Option("--insecure", nil, "Allow an address that other machines can reach"),
        ],
        examples: [
            ("costar serve --db films", "at 127.0.0.1:7400"),
            ("costar serve --db films --listen 127.0.0.1:0", "at a free port, which it prints"),
            ("redis-cli -p 7400 COSTARS nm0000102 LIMIT 5", "ask it, from another terminal"),
            ("costar ask --connect :7400 HELP", "what else to ask"),
        ],
        run: { arguments throws(Failure) in
            let directory = DataDirectory(arguments.database)
            let source = try Failure.wrap { () throws(StoreError) in
                try ReloadingGraphSource(directory)
            }
            let handle = source.current()
            do throws(ServerError) {
                let address = try arguments.value("--listen").map(ListenAddress.init)
                let server = try Server(
                    listen: address ?? .standard, service: Service(source: source),
                    isInsecure: arguments.has("--insecure"))
                let titles = grouped(handle.graph.count(.title))
                let people = grouped(handle.graph.count(.person))
                Streams.note(
                    "serving \(handle.generation) (\(titles) titles, \(people) people),"
                        + " listening on \(server.address)")
                try server.run(reloading: source) { Streams.note($0) }
            } catch {
                throw Failure(error)
            }
            Streams.note("stopped")
            return .success
        })
}

extension Failure {
    /// The end of the program for what a server refused.
    fileprivate init(_ error: ServerError) {
        switch error {
        case .addressMalformed, .addressNotLoopback: self.init(.usage, error.description)
        case .system: self.init(.failed, error.description)
        }
    }
}

import GraphStore

extension Command {
    package static let generations = Command(
        name: "generations",
        summary: "List the loads that are kept, go back to one, remove old ones",
        synopsis: "list | use N | prune --keep K  --db PATH",
        about: """
            Every load makes a generation; the live one is what `costar serve` and
            `costar ask` answer from.

            list tells of each when it was made and from what. use makes another one
            live: it is opened first, then CURRENT is replaced in one step, and a running
            server goes over to it by itself. prune removes the oldest; the live one
            always stays.
            """,
        operands: 0...2,
        options: [
            .database,
            Option("--keep", "K", "With prune: how many stay, the live one included"),
        ],
        examples: [
            ("costar generations list --db films", "what there is"),
            ("costar generations use 41 --db films", "back to gen-000041"),
            ("costar generations prune --keep 1 --db films", "only the live one"),
        ],
        run: { arguments throws(Failure) in try runGenerations(arguments) })

    private static func runGenerations(_ arguments: Arguments) throws(Failure) -> ExitStatus {
        let directory = DataDirectory(arguments.database)
        let words = arguments.operands
        switch (words.first ?? "list", words.count) {
        case ("list", 0...1):
            Streams.print(
                text(of: try Failure.wrap { () throws(StoreError) in try directory.list() }))
        case ("use", 2):
            let used = try Failure.wrap { () throws(StoreError) in try directory.use(words[1]) }
            Streams.print(
                used.before == used.now
                    ? "\(used.now) is live already\n"
                    : "\(used.now) is live now, before it was \(used.before ?? "none")\n")
        case ("prune", 1):
            guard let keep = arguments.value("--keep").flatMap({ Int($0) }), keep >= 1 else {
                throw generations.usage("prune takes --keep K, a number from 1")
            }
            let removed = try Failure.wrap { () throws(StoreError) in
                try directory.prune(keep: keep)
            }
            let names = removed.joined(separator: ", ")
            Streams.print(removed.isEmpty ? "nothing to remove\n" : "removed \(names)\n")
        default:
            throw generations.usage("expected list, use N or prune --keep K")
        }
        return .success
    }

    private static func text(of list: [GenerationSummary]) -> String {
        var rows = [["generation", "", "made (UTC)", "bytes", "titles", "people", "credits", "by"]]
        var remarks = ""
        for generation in list {
            let counts =
                generation.counts.isEmpty ? ["-", "-", "-"] : generation.counts.map(grouped)
            rows.append(
                [
                    generation.name, generation.isLive ? "live" : "",
                    generation.manifest?.started ?? "-", grouped(generation.bytes),
                ] + counts + [generation.manifest?.command ?? "-"])
            if let manifest = generation.manifest {
                remarks += "\(generation.name): \(manifest.source)\n"
            }
            if let problem = generation.problem { remarks += "\(generation.name): \(problem)\n" }
        }
        return columns(rows) + "\n" + remarks
    }
}

extension Manifest {
    /// Where the dumps were and what of them was taken, in a line.
    var source: String {
        let folders = Set(
            inputs.map { String($0.path[..<($0.path.lastIndex(of: "/") ?? $0.path.startIndex)]) })
        var text = "from \(folders.sorted().joined(separator: ", "))"
        if !without.isEmpty { text += ", without \(without.joined(separator: ","))" }
        if !only.isEmpty { text += ", only \(only.joined(separator: ","))" }
        return text
    }
}

import GraphLoader

extension Command {
    package static let load = Command(
        name: "load",
        summary: "Build a database from the dumps",
        synopsis: "DIR|FILE… --db PATH",
        about: """
            Reads IMDb-shaped dumps, gzipped or plain, from a directory or as single files:
            title.basics, name.basics and title.principals are needed; title.ratings,
            title.crew, title.episode and title.akas add to them. Columns are found by
            their names in the header line.

            The load becomes a new generation beside the live one and takes its place only
            when it is complete: a load that fails or is stopped changes nothing. Rows that
            cannot be kept are written to rejects.tsv in the generation, each with file,
            line and reason.

            Before any work it looks whether every file and column is there, whether there
            is room, and whether the live generation was made from these very files: then
            there is nothing to do.
            """,
        operands: 1...64,
        options: [
            .database,
            Option("--dry-run", nil, "Read and count everything, write nothing"),
        ] + Option.loading,
        examples: [
            ("costar load dumps --db films", "everything in dumps/"),
            ("costar load dumps --db films --without title.akas", "smaller: no foreign titles"),
            ("costar load dumps --db films --only movie,tvMovie", "smaller: films, no series"),
            ("costar load *.tsv.gz --db films --strict", "refuse a dump with a bad row"),
            ("costar load dumps --db films --dry-run", "what would come of it?"),
        ],
        run: { arguments throws(Failure) in try runLoad(arguments) })

    private static func runLoad(_ arguments: Arguments) throws(Failure) -> ExitStatus {
        var options = try arguments.loadOptions(of: load)
        options.isDryRun = arguments.has("--dry-run")
        let form = try arguments.progressForm(of: load)
        let (asked, isQuiet) = (options, arguments.has("--quiet"))
        try Failure.wrapLoad { () throws(LoadError) in
            let plan = try Preflight.plan(asked)
            if let live = plan.unchanged, !asked.isForced, !asked.isDryRun {
                if !isQuiet { Streams.print(LoadSummary.unchanged(live, as: form)) }
                return
            }
            let summary = try ProgressDisplay.during(asked, as: form) { () throws(LoadError) in
                try Loader.load(plan)
            }
            if !isQuiet { Streams.print(summary.told(as: form)) }
        }
        return .success
    }
}

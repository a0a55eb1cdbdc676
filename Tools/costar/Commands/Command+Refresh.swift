import GraphLoader
import GraphStore

extension Command {
    package static let refresh = Command(
        name: "refresh",
        summary: "Load newer dumps and tell what changed",
        synopsis: "DIR|FILE… --db PATH",
        about: """
            Builds the next generation from newer dumps, as `costar load` does, compares
            it with the live one, and makes it the live one: a running server goes over to
            it without a failed answer. Titles, people, credits, ratings, episodes and
            alternative titles that came, went or changed stand in changes.tsv of the new
            generation, a line each, with field, old value and new value.

            --only and --without are those of the live generation unless they are given.
            The dumps that the live generation was made from are recognised at once:
            there is nothing to do.
            """,
        operands: 1...64,
        options: [.database] + Option.loading,
        examples: [
            ("costar refresh dumps --db films", "after newer dumps were downloaded"),
            ("costar generations use 41 --db films", "if they were not good: back"),
        ],
        run: { arguments throws(Failure) in try runRefresh(arguments) })

    private static func runRefresh(_ arguments: Arguments) throws(Failure) -> ExitStatus {
        let options = try arguments.loadOptions(of: refresh)
        let form = try arguments.progressForm(of: refresh)
        let isQuiet = arguments.has("--quiet")
        try Failure.wrapLoad { () throws(LoadError) in
            let plan = try Refresh.plan(options)
            if let live = plan.unchanged, !options.isForced {
                if !isQuiet { Streams.print(LoadSummary.unchanged(live, as: form)) }
                return
            }
            let summary = try ProgressDisplay.during(options, as: form) { () throws(LoadError) in
                try Refresh.run(plan)
            }
            if !isQuiet { Streams.print(summary.told(as: form)) }
        }
        return .success
    }
}

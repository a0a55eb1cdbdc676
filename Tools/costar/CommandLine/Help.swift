/// The pages of `--help`, made from the declarations.
package enum Help {
    /// Whether a word asks for the page of its command.
    static func isAsked(_ word: String) -> Bool { word == "--help" || word == "-h" }

    /// The page of the whole program.
    package static func overview() -> String {
        """
        costar: titles, people and the paths between them

        usage: costar COMMAND [OPTIONS] …

        commands
        \(table(Command.all.map { ($0.name, $0.summary) }))

        a first session
        \(table([
            ("costar load dumps --db films", "read title.basics.tsv.gz and the others"),
            ("costar ask --db films 'TITLE tt0112384'", "ask it, without a server"),
            ("costar serve --db films", "answer at 127.0.0.1:7400 until Ctrl-C"),
            ("costar ask --connect :7400 HELP", "what a server can be asked"),
        ]))

        exit status
        \(statuses())

        `costar COMMAND --help` tells more.

        """
    }

    /// The page of one command.
    package static func page(of command: Command) -> String {
        var text = """
            costar \(command.name): \(command.summary)

            usage: \(usage(of: command))

            \(command.about)

            """
        if !command.options.isEmpty {
            text += "\noptions\n\(table(command.options.map { (spelling(of: $0), $0.summary) }))\n"
        }
        let examples = command.examples.map { "  # \($0.purpose)\n  \($0.line)" }
        return text + "\nexamples\n\(examples.joined(separator: "\n"))\n"
    }

    /// `--db PATH`, or the bare name of a flag.
    static func spelling(of option: Option) -> String {
        option.value.map { "\(option.name) \($0)" } ?? option.name
    }

    /// The exit statuses, one a line.
    static func statuses() -> String {
        table(ExitStatus.allCases.map { (String($0.rawValue), $0.meaning) })
    }

    private static func usage(of command: Command) -> String {
        command.synopsis.isEmpty
            ? "costar \(command.name)" : "costar \(command.name) \(command.synopsis)"
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { left, right in
            "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
        }.joined(separator: "\n")
    }
}

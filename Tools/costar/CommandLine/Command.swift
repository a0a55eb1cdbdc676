/// One option of a command, declared once for the parser, `--help` and `docs/cli.md`.
package struct Option: Sendable {
    /// The word itself, `--db`.
    package let name: String
    /// What follows it, `PATH`; nil for a flag.
    package let value: String?
    /// One line of help.
    package let summary: String
    /// Whether the command cannot do without.
    var isRequired = false

    init(_ name: String, _ value: String? = nil, _ summary: String, isRequired: Bool = false) {
        self.name = name
        self.value = value
        self.summary = summary
        self.isRequired = isRequired
    }
}

/// One command of the program, declared once for dispatch, the parser, `--help` and `docs/cli.md`.
package struct Command: Sendable {
    /// The first word of the command line.
    package let name: String
    /// One line for the list of commands.
    let summary: String
    /// What stands after the name, `DIR|FILES… --db PATH`.
    let synopsis: String
    /// What a newcomer needs to know, in lines of at most 80 columns.
    let about: String
    /// How many words may stand beside the options.
    var operands: ClosedRange<Int> = 0...0
    /// The options.
    package var options: [Option] = []
    /// Command lines to copy, each with what it is for.
    package let examples: [(line: String, purpose: String)]
    /// Does the work.
    let run: @Sendable (Arguments) throws(Failure) -> ExitStatus

    /// Every command, in the order a newcomer meets them.
    package static let all: [Command] = [
        .load, .refresh, .serve, .ask, .stat, .check, .generations, .version,
    ]

    /// The command of a name.
    package static func named(_ name: String) throws(Failure) -> Command {
        if let command = all.first(where: { $0.name == name }) { return command }
        let advice = advice(for: name, among: all.map(\.name), list: "costar --help")
        throw Failure(.usage, "no command `\(name)`; \(advice)")
    }
}

/// The database every command but `version` works on.
extension Option {
    static let database = Option(
        "--db", "PATH", "The database: a directory that `costar load` makes", isRequired: true)
}

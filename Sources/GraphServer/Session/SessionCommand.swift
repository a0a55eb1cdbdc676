/// What a session answers without the graph: Redis' words about the connection and the server.
enum SessionCommand: Int, CaseIterable {
    case ping, echo, hello, auth, select, client, command, info, config, format, reset, quit, help

    /// The command that a request names, in any case.
    static func find(_ words: RequestWords) -> SessionCommand? {
        guard words.count > 0 else { return nil }
        for command in allCases where words.equals(0, command.keyword) { return command }
        return nil
    }

    /// The name, upper case.
    var keyword: StaticString {
        switch self {
        case .ping: "PING"
        case .echo: "ECHO"
        case .hello: "HELLO"
        case .auth: "AUTH"
        case .select: "SELECT"
        case .client: "CLIENT"
        case .command: "COMMAND"
        case .info: "INFO"
        case .config: "CONFIG"
        case .format: "FORMAT"
        case .reset: "RESET"
        case .quit: "QUIT"
        case .help: "HELP"
        }
    }

    /// How the commands are asked, by raw value.
    static let declarations = allCases.map(\.declaration)

    private var declaration: CommandDeclaration {
        switch self {
        case .ping: declare("[message]", 0...1, "Answers PONG, or the message.", "PING")
        case .echo: declare("message", 1...1, "Answers the message.", "ECHO hello")
        case .hello:
            declare(
                "[2|3 [SETNAME name]]", 0...6,
                "Chooses RESP2 or RESP3 and tells about the server.", "HELLO 3")
        case .auth:
            declare(
                "[user] password", 1...2, "Refused: this server knows no passwords.",
                "AUTH secret")
        case .select:
            declare("0", 1...1, "Accepted for Redis clients; there is one database.", "SELECT 0")
        case .client:
            declare(
                "ID|GETNAME|SETNAME name|SETINFO attribute value|INFO|LIST", 1...64,
                "Names the connection or tells about connections.", "CLIENT ID")
        case .command:
            declare(
                "[COUNT|LIST|INFO [name…]|DOCS [name…]]", 0...64, "Tells the commands to tools.",
                "COMMAND COUNT")
        case .info:
            declare("[section…]", 0...16, "Tells about the server and the graph.", "INFO server")
        case .config: declare("GET pattern…", 1...64, "Tells settings.", "CONFIG GET maxclients")
        case .format:
            declare(
                "json|resp", 1...1,
                "Values of RESP replies as JSON from the next reply on, or not.",
                "FORMAT json")
        case .reset: declare("", 0...0, "Makes the connection as new.", "RESET")
        case .quit: declare("", 0...0, "Closes the connection after an OK.", "QUIT")
        case .help: declare("[command]", 0...1, "Tells what can be asked.", "HELP DEGREES")
        }
    }

    private func declare(
        _ positions: String, _ arity: ClosedRange<Int>, _ summary: String, _ example: String
    ) -> CommandDeclaration {
        CommandDeclaration(
            keyword, positions, arity: arity, summary: summary, example: example, group: .session)
    }
}

extension CommandTable {
    /// What a session answers; in the table so that HELP and "did you mean" know all names.
    ///
    /// AUTH is not offered as long as it can only be refused.
    static let sessionCommands = SessionCommand.declarations.filter { $0.name != "AUTH" }
}

/// A command as HELP, COMMAND DOCS and error messages tell it.
public final class CommandDeclaration: Sendable {
    /// Who answers it.
    public enum Group: String, Sendable {
        /// Questions about the graph, answered by ``Service``.
        case graph
        /// The connection and the server themselves, answered by the session.
        case session
    }

    /// The name, upper case.
    public let keyword: StaticString
    /// The positional words, as in `nm… nm…`; empty when there are none.
    public let positions: String
    /// Fewest and most words after the name that are not options.
    public let arity: ClosedRange<Int>
    /// The options, none for most session commands.
    public let options: [CommandOption]
    /// One line.
    public let summary: String
    /// A request that works against the bundled sample.
    public let example: String
    /// Who answers it.
    public let group: Group

    /// Declares a command.
    public init(
        _ keyword: StaticString, _ positions: String = "", arity: ClosedRange<Int> = 0...0,
        options: [CommandOption] = [], summary: String, example: String, group: Group
    ) {
        self.keyword = keyword
        self.positions = positions
        self.arity = arity
        self.options = options
        self.summary = summary
        self.example = example
        self.group = group
    }

    /// The name, upper case.
    public var name: String { "\(keyword)" }

    /// `COSTARS nm… [ROLE …] [LIMIT n]`: the name, the positions, the options.
    public var usage: String {
        ([name] + (positions.isEmpty ? [] : [positions]) + options.map(\.usage))
            .joined(separator: " ")
    }
}

/// Every command of the line port.
public enum CommandTable {
    /// Graph commands first, in the order in which HELP lists them.
    public static let all: [CommandDeclaration] =
        GraphCommand.all.map(\.declaration) + sessionCommands

    /// The declaration of a name given in any case.
    public static func find(_ name: String) -> CommandDeclaration? {
        let upper = name.uppercased()
        return all.first { $0.name == upper }
    }

    /// The error for a first word that names no command; it tells the nearest one.
    public static func unknownCommand(_ words: RequestWords) -> RequestError {
        let nearest = NearestWord.find(words.text(0), among: all.map(\.name)) ?? "HELP"
        return RequestError(
            .protocolError,
            "unknown command \(words.quoted(0)), did you mean \(nearest)? HELP lists the commands")
    }
}

import Glibc

/// The one program of the project; what it can do stands in ``Command/all``.
@main enum Costar {
    static func main() {
        Streams.prepare()
        do throws(Failure) {
            let status = try run(Array(CommandLine.arguments.dropFirst()))
            exit(status.rawValue)
        } catch {
            Streams.printError(error)
            exit(error.status.rawValue)
        }
    }

    /// Runs the command that the words of a command line name.
    static func run(_ words: [String]) throws(Failure) -> ExitStatus {
        guard let first = words.first else {
            throw Failure(.usage, "say what to do; `costar --help` lists the commands")
        }
        let rest = Array(words.dropFirst())
        switch first {
        case "--help", "-h": Streams.print(Help.overview())
        case "--version": return try Command.version.run(Arguments(of: .version, rest))
        case "help":
            Streams.print(try rest.first.map(Command.named).map(Help.page) ?? Help.overview())
        default:
            let command = try Command.named(first)
            guard rest.prefix(while: { $0 != "--" }).contains(where: Help.isAsked) else {
                return try command.run(Arguments(of: command, rest))
            }
            Streams.print(Help.page(of: command))
        }
        return .success
    }
}

internal import GraphModel

/// COMMAND and HELP: the command table, for tools and for people.
extension Session {
    func commandTable(
        _ words: RequestWords, into writer: inout ReplyWriter
    ) throws(RequestError) {
        let names = words.texts(from: 2)
        let asked =
            names.isEmpty ? CommandTable.all.map(Optional.some) : names.map(CommandTable.find)
        switch words.count == 1 ? "INFO" : words.text(1).uppercased() {
        case "COUNT": writer.integer(CommandTable.all.count)
        case "LIST":
            writer.beginArray(CommandTable.all.count)
            for command in CommandTable.all { writer.string(command.name.lowercased()) }
            writer.endArray()
        case "INFO":
            writer.beginArray(asked.count)
            for command in asked {
                if let command { command.writeEntry(into: &writer) } else { writer.null() }
            }
            writer.endArray()
        case "DOCS":
            writer.beginMap()
            for case let command? in asked {
                writer.key(command.name.lowercased())
                command.writeDocument(into: &writer)
            }
            writer.endMap()
        default:
            throw RequestError(
                .protocolError, "unknown subcommand \(words.quoted(1)). Try HELP COMMAND.")
        }
    }

    /// HELP tells all commands, HELP with a name one of them and its options.
    func help(_ words: RequestWords, into writer: inout ReplyWriter) throws(RequestError) {
        guard words.count > 1 else {
            writer.beginMap()
            writer.key("commands")
            writer.beginArray(CommandTable.all.count)
            for command in CommandTable.all {
                writer.beginMap()
                command.writeUsage(into: &writer)
                writer.endMap()
            }
            writer.endArray()
            return writer.endMap()
        }
        guard let command = CommandTable.find(words.text(1)) else {
            throw CommandTable.unknownCommand(RequestWords([words.text(1)]))
        }
        writer.beginMap()
        command.writeUsage(into: &writer)
        writer.key("example")
        writer.string(command.example)
        writer.key("options")
        writer.beginArray(command.options.count)
        for option in command.options {
            writer.beginMap()
            writer.key("usage")
            writer.string(option.usage)
            writer.key("summary")
            writer.string(option.summary)
            writer.endMap()
        }
        writer.endArray()
        writer.endMap()
    }
}

extension CommandDeclaration {
    fileprivate func writeUsage(into writer: inout ReplyWriter) {
        writer.key("usage")
        writer.string(usage)
        writer.key("summary")
        writer.string(summary)
    }

    /// The ten fields of COMMAND INFO in Redis; there are no keys here.
    fileprivate func writeEntry(into writer: inout ReplyWriter) {
        writer.beginArray(10)
        writer.string(name.lowercased())
        let isExact = options.isEmpty && arity.lowerBound == arity.upperBound
        let words = arity.lowerBound + 1  // the name counts
        writer.integer(isExact ? words : -words)
        writer.beginArray(1)
        writer.simple(group == .graph ? "readonly" : "fast")
        writer.endArray()
        for _ in 0..<3 { writer.integer(0) }
        for _ in 0..<4 {
            writer.beginArray(0)
            writer.endArray()
        }
        writer.endArray()
    }

    /// What COMMAND DOCS tells of a command in Redis; `redis-cli` shows it as hints.
    fileprivate func writeDocument(into writer: inout ReplyWriter) {
        writer.beginMap()
        writer.key("summary")
        writer.string(summary)
        writer.key("since")
        writer.string(ProgramVersion.current)
        writer.key("group")
        writer.string(group == .graph ? "graph" : "connection")
        if !positions.isEmpty || !options.isEmpty {
            writer.key("arguments")
            writer.beginArray((positions.isEmpty ? 0 : 1) + options.count)
            if !positions.isEmpty { writeArgument(positions, into: &writer) }
            for option in options {
                writeArgument(option.placeholder, token: option.name, into: &writer)
            }
            writer.endArray()
        }
        writer.endMap()
    }

    private func writeArgument(
        _ name: String, token: String? = nil, into writer: inout ReplyWriter
    ) {
        writer.beginMap()
        writer.key("name")
        writer.string(name.isEmpty ? token?.lowercased() ?? "" : name)
        writer.key("type")
        writer.string(name.isEmpty ? "pure-token" : "string")
        if let token {
            writer.key("token")
            writer.string(token)
            writer.key("flags")
            writer.beginArray(1)
            writer.simple("optional")
            writer.endArray()
        }
        writer.endMap()
    }
}

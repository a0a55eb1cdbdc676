import GraphServer

/// One run of `costar ask`: questions from the command line or standard input, answers to
/// standard output, errors to standard error.
struct Asking {
    /// How an answer is printed.
    enum Format {
        case json, text, wire
    }

    private let answerer: Answerer
    private let format: Format
    private let questions: [String]

    /// Columns that folded replies fit into.
    private static let foldedWidth = 96

    init(_ arguments: Arguments) throws(Failure) {
        format = try Self.format(arguments)
        questions = arguments.operands
        answerer = try Self.answerer(arguments)
    }

    /// Asks everything; after an answer that is an error the next question is asked all the same.
    func run() throws(Failure) -> ExitStatus {
        var status = ExitStatus.success
        if questions.isEmpty {
            if Streams.inputIsTerminal {
                Streams.note("one question a line, Ctrl-D ends; HELP lists them")
            }
            while let line = readLine() { try ask(line, &status) }
        } else {
            for question in questions.flatMap({ $0.split(whereSeparator: \.isNewline) }) {
                try ask(String(question), &status)
            }
        }
        return status
    }

    private func ask(_ question: String, _ status: inout ExitStatus) throws(Failure) {
        guard question.contains(where: { !$0.isWhitespace }) else { return }
        let answer = try answerer.answer(question)
        if answer.error != nil { status = .failed }
        if format == .wire {
            let reply = JSONValue(answer.line)?.folded(width: Self.foldedWidth, indent: 3)
            let folded = reply ?? String(decoding: answer.line, as: UTF8.self)
            return Streams.print("-> \(question)\n<- \(folded)\n")
        }
        if let error = answer.error {
            Streams.printError(Failure(.failed, error))
        } else if format == .text, let value = JSONValue(answer.value) {
            Streams.print(ReplyText.render(ReplyValue(value)))
        } else {
            Streams.print(answer.value + [UInt8(ascii: "\n")])
        }
    }

    private static func format(_ arguments: Arguments) throws(Failure) -> Format {
        let given = [("--json", Format.json), ("--text", .text), ("--wire", .wire)]
            .filter { arguments.has($0.0) }
        guard given.count <= 1 else {
            throw Command.ask.usage("\(given[0].0) and \(given[1].0) exclude each other")
        }
        return given.first?.1 ?? (Streams.outputIsTerminal ? .text : .json)
    }

    private static func answerer(_ arguments: Arguments) throws(Failure) -> Answerer {
        switch (arguments.value("--db"), arguments.value("--connect")) {
        case (nil, let address?):
            guard let endpoint = Endpoint(address) else {
                throw Command.ask.usage("--connect takes HOST:PORT, not `\(address)`")
            }
            return .server(try LineClient(endpoint))
        case (let path?, nil):
            return try Answerer.open(path)
        case (nil, nil):
            throw Command.ask.usage("say what to ask: --db PATH or --connect HOST:PORT")
        case (_?, _?): throw Command.ask.usage("--db and --connect exclude each other")
        }
    }
}

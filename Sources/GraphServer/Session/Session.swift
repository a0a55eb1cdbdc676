internal import GraphModel

/// What a connection has agreed with its client: knows no socket.
package struct Session {
    /// The connection's number, never given twice by one server.
    package let id: Int
    /// 2 or 3: how RESP requests are answered.
    var protocolVersion = 2
    /// Whether RESP replies hold JSON: `FORMAT json`.
    var holdsJSON = false
    /// Whether the connection ends after the reply: `QUIT`.
    var isQuitting = false

    /// A connection as new.
    package init(id: Int) { self.id = id }

    /// How the reply to a request is to look.
    func frame(of request: Request) -> ReplyFrame {
        guard request.dialect == .resp else { return ReplyFrame(form: .line, id: request.id) }
        if holdsJSON { return ReplyFrame(form: .respHoldingJSON, id: []) }
        return ReplyFrame(form: protocolVersion == 3 ? .resp3 : .resp2, id: [])
    }
}

extension Session {
    /// Answers a session command: writes exactly one value.
    ///
    /// When it throws, the writer may hold half a value: the caller truncates it.
    mutating func answer(
        _ command: SessionCommand, _ words: RequestWords, _ status: ServerStatus,
        into writer: inout ReplyWriter
    ) throws(RequestError) {
        if command == .ping && words.count == 1 { return writer.simple("PONG") }
        let declaration = SessionCommand.declarations[command.rawValue]
        _ = try Arguments(words, for: declaration, limits: status.limits)
        switch command {
        case .ping, .echo: writer.string(words[1])
        case .hello: try hello(words, status, into: &writer)
        case .auth: throw .noPassword
        case .select: try select(words, into: &writer)
        case .client: try client(words, status, into: &writer)
        case .command: try commandTable(words, into: &writer)
        case .info: writer.string(status.information(sections: words.texts(from: 1)))
        case .config: try config(words, status, into: &writer)
        case .format: try format(words, into: &writer)
        case .reset:
            self = Session(id: id)
            status.clients.change(id) { $0.forget() }
            writer.simple("RESET")
        case .quit:
            isQuitting = true
            writer.simple("OK")
        case .help: try help(words, into: &writer)
        }
    }

    /// `HELLO [version [AUTH user password] [SETNAME name]]`, as in Redis.
    private mutating func hello(
        _ words: RequestWords, _ status: ServerStatus, into writer: inout ReplyWriter
    ) throws(RequestError) {
        var version = protocolVersion
        var name: String?
        if words.count > 1 {
            guard let asked = words.integer(1) else {
                throw RequestError(
                    .protocolError, "Protocol version is not an integer or out of range")
            }
            guard asked == 2 || asked == 3 else {
                throw RequestError(
                    .protocolError, "unsupported protocol version", redisWord: "NOPROTO")
            }
            version = asked
        }
        var index = 2
        while index < words.count {
            if words.equals(index, "AUTH"), index + 2 < words.count {
                throw .noPassword
            } else if words.equals(index, "SETNAME"), index + 1 < words.count {
                name = try clientWord(words.text(index + 1), "Client names", status.limits)
                index += 2
            } else {
                throw RequestError(
                    .protocolError, "Syntax error in HELLO option \(words.quoted(index))")
            }
        }
        protocolVersion = version
        status.clients.change(id) {
            $0.protocolVersion = version
            if let name { $0.name = name }
        }
        // The first reply in the version chosen is this one.
        if writer.encoding != .json { writer.encoding = version == 3 ? .resp3 : .resp2 }
        writer.beginMap()
        writer.key("server")
        writer.string("costar")
        writer.key("version")
        writer.string(ProgramVersion.current)
        writer.key("proto")
        writer.integer(version)
        writer.key("id")
        writer.integer(id)
        writer.key("mode")
        writer.string("standalone")
        writer.key("role")
        writer.string("master")
        writer.key("modules")
        writer.beginArray(0)
        writer.endArray()
        writer.endMap()
    }

    private func select(
        _ words: RequestWords, into writer: inout ReplyWriter
    ) throws(RequestError) {
        guard let number = words.integer(1) else {
            throw RequestError(.protocolError, "invalid DB index")
        }
        guard number == 0 else { throw RequestError(.protocolError, "DB index is out of range") }
        writer.simple("OK")
    }

    private mutating func format(
        _ words: RequestWords, into writer: inout ReplyWriter
    ) throws(RequestError) {
        if words.equals(1, "JSON") {
            holdsJSON = true
        } else if words.equals(1, "RESP") {
            holdsJSON = false
        } else {
            throw RequestError(
                .argumentError, "FORMAT expects json or resp, got \(words.quoted(1))")
        }
        writer.simple("OK")
    }
}

extension RequestError {
    /// The error of Redis for a client that sends a password to a server that has none.
    static var noPassword: RequestError {
        RequestError(
            .protocolError,
            "AUTH <password> called without any password configured for the default user. "
                + "Are you sure your configuration is correct?")
    }
}

extension RequestWords {
    /// The words from an index on.
    func texts(from index: Int) -> [String] { (index..<max(index, count)).map { text($0) } }
}

/// CLIENT: names of connections and what is known of them.
extension Session {
    func client(
        _ words: RequestWords, _ status: ServerStatus, into writer: inout ReplyWriter
    ) throws(RequestError) {
        switch (words.text(1).uppercased(), words.count) {
        case ("ID", 2): writer.integer(id)
        case ("GETNAME", 2):
            let name = status.clients.record(id)?.name ?? ""
            if name.isEmpty { writer.null() } else { writer.string(name) }
        case ("SETNAME", 3):
            let name = try clientWord(words.text(2), "Client names", status.limits)
            status.clients.change(id) { $0.name = name }
            writer.simple("OK")
        case ("SETINFO", 4):
            try setInformation(words, status)
            writer.simple("OK")
        case ("INFO", 2): writer.string(status.clients.record(id)?.line ?? "")
        case ("LIST", 2):
            writer.string(status.clients.all.map { $0.line + "\n" }.joined())
        case ("ID", _), ("GETNAME", _), ("SETNAME", _), ("SETINFO", _), ("INFO", _), ("LIST", _):
            throw RequestError(
                .protocolError,
                "wrong number of arguments for 'client|\(words.text(1).lowercased())' command")
        default:
            throw RequestError(
                .protocolError, "unknown subcommand \(words.quoted(1)). Try HELP CLIENT.")
        }
    }

    private func setInformation(
        _ words: RequestWords, _ status: ServerStatus
    ) throws(RequestError) {
        switch words.text(2).lowercased() {
        case "lib-name":
            let name = try clientWord(words.text(3), "lib-name", status.limits)
            status.clients.change(id) { $0.libraryName = name }
        case "lib-ver":
            let version = try clientWord(words.text(3), "lib-ver", status.limits)
            status.clients.change(id) { $0.libraryVersion = version }
        default:
            throw RequestError(.protocolError, "Unrecognized option \(words.quoted(2))")
        }
    }

    /// A name as Redis takes it: visible ASCII, so that lists of clients stay lines of words.
    func clientWord(
        _ word: String, _ what: String, _ limits: Limits
    ) throws(RequestError) -> String {
        guard word.utf8.count <= limits.clientNameBytesMax else {
            throw RequestError(
                .protocolError, "\(what) have at most \(limits.clientNameBytesMax) bytes.")
        }
        guard word.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw RequestError(
                .protocolError,
                "\(what) cannot contain spaces, newlines or special characters.")
        }
        return word
    }
}

import GraphServer
import GraphStore

/// Who answers: a server, or the database itself in this process.
enum Answerer {
    case server(LineClient)
    case database(LocalConnection)

    /// Opens the live generation of a database.
    static func open(_ path: String) throws(Failure) -> Answerer {
        let generation = try Failure.wrap { () throws(StoreError) in
            try DataDirectory(path).openCurrent()
        }
        let source = FixedGraphSource(generation, generation: generation.name)
        return .database(LocalConnection(Service(source: source)))
    }

    /// Asks one question, a line without its end.
    func answer(_ question: String) throws(Failure) -> Answer {
        switch self {
        case .server(let client): return Answer(line: try client.ask(question))
        case .database(let connection):
            connection.send(Array("\(question)\n".utf8).span)
            let reply = connection.reply.split(separator: UInt8(ascii: "\n")).first ?? []
            return Answer(line: Array(reply.last == UInt8(ascii: "\r") ? reply.dropLast() : reply))
        }
    }
}

/// An answer of the line port: `{"ok":…}` or `{"error":{"kind":…,"message":…}}`.
package struct Answer {
    /// The line as it came.
    package let line: [UInt8]
    /// The value alone, as JSON; empty when the answer is an error.
    package let value: [UInt8]
    /// `NotFound: no person has the id nm9`, nil when the answer is a value.
    package let error: String?

    /// Takes a line apart.
    package init(line: [UInt8]) {
        self.line = line
        let opening = Array(#"{"ok":"#.utf8)
        if line.starts(with: opening), line.last == UInt8(ascii: "}") {
            value = Array(line.dropFirst(opening.count).dropLast())
            error = nil
        } else if let error = JSONValue(line)?["error"] {
            value = []
            self.error = [error["kind"]?.string, error["message"]?.string]
                .compactMap(\.self).joined(separator: ": ")
        } else if line.first == UInt8(ascii: "+") {
            // A bare PING is answered as Redis does.
            value = Array("\"\(String(decoding: line.dropFirst(), as: UTF8.self))\"".utf8)
            error = nil
        } else if line.isEmpty || line.first == UInt8(ascii: "-") {
            value = []
            error = line.isEmpty ? "no answer" : String(decoding: line.dropFirst(), as: UTF8.self)
        } else {
            // An object with an id: its envelope says more than the value alone.
            value = line
            error = nil
        }
    }
}

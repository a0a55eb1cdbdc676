import GraphModel
import GraphServer
import TestSupport
import Testing

/// Asks a service of one graph, without a socket.
struct Asker {
    let service: Service
    let worker = Worker()

    init(_ graph: any GraphReading = FilmGraph.graph, limits: Limits = Limits()) {
        service = Service(
            source: FixedGraphSource(graph, generation: "gen-000001"), limits: limits)
    }

    /// The bytes of a reply to words separated by single spaces.
    func bytes(_ line: String, _ encoding: ReplyWriter.Encoding = .json) throws -> [UInt8] {
        try bytes(line.split(separator: " ").map { String($0) }, encoding)
    }

    func bytes(_ words: [String], _ encoding: ReplyWriter.Encoding = .json) throws -> [UInt8] {
        var writer = ReplyWriter(encoding)
        try service.execute(RequestWords(words), worker: worker, into: &writer)
        return writer.bytes
    }

    /// The reply as JSON text.
    func json(_ line: String) throws -> String {
        String(decoding: try bytes(line), as: UTF8.self)
    }

    /// The reply as a tree, read from JSON.
    func ask(_ line: String) throws -> ReplyValue { try JSONText.value(json(line)) }

    /// The reply in a RESP dialect as a tree; the reply must be one value and nothing else.
    func resp(_ line: String, _ encoding: ReplyWriter.Encoding) throws -> ReplyValue {
        let bytes = try bytes(line, encoding)
        var reader = ReplyReader(bytes[...])
        let value = try reader.read()
        try #require(reader.consumed == bytes.count, "one value and nothing after it")
        return value
    }

    /// The reply as `costar ask --text` shows it.
    func screen(_ words: [String]) throws -> String {
        var reader = ReplyReader(try bytes(words, .resp3)[...])
        return ReplyText.render(try reader.read())
    }

    /// The error of a request that must fail.
    func error(_ line: String) -> RequestError? {
        error(line.split(separator: " ").map { String($0) })
    }

    func error(_ words: [String]) -> RequestError? {
        do throws(RequestError) {
            var writer = ReplyWriter(.json)
            try service.execute(RequestWords(words), worker: worker, into: &writer)
            return nil
        } catch {
            return error
        }
    }
}

extension ReplyValue {
    /// The ids of the people or titles in a list, under `name` in each row when it is given.
    func ids(_ name: String? = nil) -> [String] {
        elements.compactMap { row in (name.map { row[$0] ?? .null } ?? row)["id"]?.text }
    }

    /// The names of a map's members, in order.
    var names: [String] {
        guard case .map(let members) = self else { return [] }
        return members.map(\.name)
    }

    /// As RESP2 tells it: maps are flat arrays, booleans 1 and 0, floats texts.
    var inRESP2: ReplyValue {
        switch self {
        case .null, .integer, .string, .error: self
        case .boolean(let value): .integer(value ? 1 : 0)
        case .double(let value): .string(value.description)
        case .array(let values): .array(values.map(\.inRESP2))
        case .map(let members):
            .array(members.flatMap { [.string($0.name), $0.value.inRESP2] })
        }
    }
}

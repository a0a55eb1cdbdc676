import GraphServer

/// What a reader made of a piece of input, in a form that compares.
enum Outcome: Equatable, CustomStringConvertible {
    case request([String], Request.Dialect, id: String)
    case refused(String, Request.Dialect, id: String)
    case broken(String, Request.Dialect)
    case foreign

    var description: String {
        switch self {
        case .request(let words, let dialect, let id): "\(dialect) \(id) \(words)"
        case .refused(let message, let dialect, let id): "\(dialect) \(id) refused: \(message)"
        case .broken(let message, let dialect): "\(dialect) broken: \(message)"
        case .foreign: "foreign"
        }
    }
}

/// Everything found in pieces of input that arrive one after the other.
func read(_ pieces: [[UInt8]], limits: Limits = Limits()) -> (outcomes: [Outcome], left: Int) {
    var reader = RequestReader(limits: limits)
    var progress = RequestReader.Progress()
    var outcomes: [Outcome] = []
    var input: [UInt8] = []
    for piece in pieces {
        input += piece
        while true {
            let step = reader.next(in: input.span, after: &progress)
            let request = reader.request
            let id = String(decoding: request.id, as: UTF8.self)
            switch step {
            case .blank(let bytes):
                input.removeFirst(bytes)
                continue
            case .request(let bytes):
                input.removeFirst(bytes)
                let words = (0..<request.words.count).map { request.words.text($0) }
                outcomes.append(.request(words, request.dialect, id: id))
                continue
            case .refused(let bytes, let error):
                input.removeFirst(bytes)
                precondition(error.kind == .protocolError, "only Protocol errors here")
                outcomes.append(.refused(error.message, request.dialect, id: id))
                continue
            case .incomplete: break
            case .broken(let error):
                outcomes.append(.broken(error.message, request.dialect))
                return (outcomes, 0)
            case .foreign:
                outcomes.append(.foreign)
                return (outcomes, 0)
            }
            break
        }
    }
    return (outcomes, input.count)
}

func read(_ text: String, limits: Limits = Limits()) -> [Outcome] {
    read([Array(text.utf8)], limits: limits).outcomes
}

/// The words of the one request in `text`, nil when it is anything else.
func words(_ text: String) -> [String]? {
    guard case .request(let words, _, _)? = read(text).first, read(text).count == 1 else {
        return nil
    }
    return words
}

/// The RESP array of some words.
func array(_ words: [String]) -> String {
    words.reduce("*\(words.count)\r\n") { $0 + "$\($1.utf8.count)\r\n\($1)\r\n" }
}

/// The message of the one refusal in `text`, nil when it is anything else.
func refusal(_ text: String) -> String? {
    guard case .refused(let message, _, _)? = read(text).first else { return nil }
    return message
}

/// The message that ends the connection, nil when it goes on.
func breakage(_ text: String, limits: Limits = Limits()) -> String? {
    guard case .broken(let message, _)? = read(text, limits: limits).last else { return nil }
    return message
}

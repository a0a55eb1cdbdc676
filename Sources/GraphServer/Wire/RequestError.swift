/// Why a request got no value.
public struct RequestError: Error, Equatable, Sendable {
    /// The class of an error; its name is the `kind` of a JSON reply and the word after `-` in
    /// RESP, except ``protocolError``.
    public enum Kind: String, Sendable, CaseIterable {
        case syntaxError = "SyntaxError"
        case semanticError = "SemanticError"
        case typeError = "TypeError"
        case argumentError = "ArgumentError"
        case arithmeticError = "ArithmeticError"
        case parameterMissing = "ParameterMissing"
        case procedureError = "ProcedureError"
        case notFound = "NotFound"
        case readOnly = "ReadOnly"
        case timeout = "Timeout"
        case cancelled = "Cancelled"
        case memoryLimit = "MemoryLimit"
        case rowLimit = "RowLimit"
        case busy = "Busy"
        case noAuth = "NoAuth"
        case noPermission = "NoPermission"
        /// `-ERR message` in RESP.
        case protocolError = "Protocol"
        case `internal` = "Internal"
    }

    /// The class.
    public let kind: Kind
    /// What was expected, what came, what to do; one line.
    public let message: String
    /// What stands after `-` in RESP where Redis clients wait for a word of Redis; nil is as
    /// ``respWord`` says.
    private let redisWord: String?

    /// Makes an error.
    public init(_ kind: Kind, _ message: String, redisWord: String? = nil) {
        self.kind = kind
        self.message = message
        self.redisWord = redisWord
    }

    /// The word after `-` in RESP: that of Redis where it has one, else the kind.
    public var respWord: String {
        if let redisWord { return redisWord }
        return switch kind {
        case .protocolError: "ERR"
        case .noAuth: "NOAUTH"
        case .noPermission: "NOPERM"
        case .busy: "BUSY"
        default: kind.rawValue
        }
    }
}

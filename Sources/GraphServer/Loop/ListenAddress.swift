internal import CSystem

/// Where the line port listens.
public struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    /// An IPv4 or IPv6 address in digits.
    public let host: String
    /// 0 lets the system choose one.
    public var port: Int

    /// `127.0.0.1:7400`.
    public static let standard = ListenAddress(host: "127.0.0.1", port: 7_400)

    /// An address that is known to be one.
    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`: an address in digits (IPv6 in brackets) or `localhost`.
    public init(_ text: String) throws(ServerError) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { throw .addressMalformed(text) }
        var host = String(text[..<colon])
        if host.hasPrefix("[") && host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host == "localhost" {
            host = "127.0.0.1"
        } else if host.contains(":") {
            throw .addressMalformed(text)
        }
        guard unsafe costar_is_loopback(host) >= 0 else { throw .addressMalformed(text) }
        self.init(host: host, port: Int(port))
    }

    /// Whether only programs of this machine reach it.
    public var isLoopback: Bool { unsafe costar_is_loopback(host) == 1 }

    /// `127.0.0.1:7400`, `[::1]:7400`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Why a server cannot start.
public enum ServerError: Error, Equatable, CustomStringConvertible {
    /// Not `HOST:PORT`.
    case addressMalformed(String)
    /// Reachable from other machines although there are no users yet.
    case addressNotLoopback(ListenAddress)
    /// The system refuses: the C error number and what was tried.
    case system(code: Int32, trying: String)

    /// One line: what is wrong and what to do.
    public var description: String {
        switch self {
        case .addressMalformed(let text):
            "\(RequestWords.quoted(text)) is no address to listen on: expected HOST:PORT, "
                + "such as 127.0.0.1:7400 or [::1]:7400"
        case .addressNotLoopback(let address):
            "\(address) can be reached from other machines and this server knows no passwords: "
                + "listen on 127.0.0.1, or say --insecure"
        case .system(let code, let trying): "\(trying) failed: \(errorText(code))"
        }
    }
}

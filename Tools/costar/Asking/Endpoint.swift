/// Where a server listens: `HOST:PORT`, `:PORT` on this machine, or `HOST` at the usual port.
package struct Endpoint: Equatable {
    /// A name or an address, without brackets.
    package let host: String
    /// The port.
    package let port: UInt16

    /// The port of a server that was told nothing else.
    static let portDefault: UInt16 = 7400

    /// Reads the words; an IPv6 address stands in brackets, `[::1]:7400`.
    package init?(_ text: String) {
        var host = text[...]
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.lastIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            guard !host.contains(":") else { return nil }
        }
        guard let number = port.map({ UInt16($0) }) ?? Self.portDefault, number > 0 else {
            return nil
        }
        self.host = host.isEmpty ? "127.0.0.1" : String(host)
        self.port = number
    }

    /// `HOST:PORT`, as a person writes it.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

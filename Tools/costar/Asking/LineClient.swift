internal import Glibc

/// A connection to the line port: sends a line, waits for the line that answers it.
final class LineClient {
    private let descriptor: Int32
    private let endpoint: Endpoint
    private var received: [UInt8] = []

    /// What was taken from the socket last.
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)

    /// Connects to the first address of the host that answers.
    init(_ endpoint: Endpoint) throws(Failure) {
        self.endpoint = endpoint
        descriptor = try Self.connect(to: endpoint)
    }

    deinit { close(descriptor) }

    /// Sends a request and returns its reply, both without the end of line.
    func ask(_ request: String) throws(Failure) -> [UInt8] {
        try send(Array("\(request)\n".utf8))
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let reply = received[..<end]
                received.removeSubrange(...end)
                return Array(reply.last == UInt8(ascii: "\r") ? reply.dropLast() : reply)
            }
            searched = received.count
            try receive()
        }
    }

    private func send(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw lost(errno)
            }
        }
    }

    private func receive() throws(Failure) {
        var count = -1
        repeat {
            count = unsafe chunk.withUnsafeMutableBytes {
                unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
            }
        } while count < 0 && errno == EINTR
        if count == 0 { throw Failure(.failed, "\(endpoint.description) closed the connection") }
        if count < 0 { throw lost(errno) }
        received += chunk[..<count]
    }

    private func lost(_ code: Int32) -> Failure {
        Failure(.failed, "lost \(endpoint.description): \(Streams.describe(code))")
    }

    private static func connect(to endpoint: Endpoint) throws(Failure) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let failure = unsafe getaddrinfo(endpoint.host, String(endpoint.port), &hints, &list)
        guard failure == 0 else {
            let reason = unsafe String(cString: gai_strerror(failure))
            throw Failure(.missing, "no host `\(endpoint.host)`: \(reason)")
        }
        defer { unsafe freeaddrinfo(list) }
        var code: Int32 = 0
        var next = unsafe list
        while let address = unsafe next {
            let descriptor = unsafe socket(
                address.pointee.ai_family,
                address.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
            if descriptor >= 0 {
                let status = unsafe Glibc.connect(
                    descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen)
                if status == 0 { return descriptor }
                code = errno
                close(descriptor)
            } else {
                code = errno
            }
            unsafe next = address.pointee.ai_next
        }
        throw Failure(
            .missing, "no server at \(endpoint.description): \(Streams.describe(code))")
    }
}

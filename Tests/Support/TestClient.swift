import CSystem
import Foundation

/// A blocking TCP client that gives up after half a minute instead of hanging a test.
public final class TestClient {
    /// The socket; -1 when closed.
    public private(set) var descriptor: Int32
    private var received: [UInt8] = []

    /// What went wrong.
    public enum Failure: Error, Equatable {
        /// The system refused, with the C error number.
        case system(Int32)
        /// Nothing came for too long; so far this.
        case nothingCame(String)
        /// The server closed before all was there; so far this.
        case closed(String)
    }

    /// Connects to a port of this machine; a small receive buffer makes a reader that stalls soon.
    public init(port: Int, receiveBufferBytes: Int? = nil, timeoutSeconds: Int = 30) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if let receiveBufferBytes {
            _ = costar_set_option(descriptor, SOL_SOCKET, SO_RCVBUF, Int32(receiveBufferBytes))
        }
        _ = costar_set_option(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        var wait = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var address = costar_address()
        let size = costar_parse_address("127.0.0.1", UInt16(port), &address)
        let code = withUnsafePointer(to: &address.any) {
            Glibc.connect(descriptor, $0, socklen_t(size))
        }
        if code != 0 {
            let error = errno
            Glibc.close(descriptor)
            descriptor = -1
            throw Failure.system(error)
        }
    }

    deinit { close() }

    /// Closes the connection.
    public func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Closes the connection so that the server sees a reset.
    public func reset() {
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Ends our side; replies can still come.
    public func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Sends all of a text.
    public func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends all of some bytes.
    public func send(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            let sent = bytes[start...].withUnsafeBytes {
                costar_send(descriptor, $0.baseAddress, $0.count)
            }
            guard sent > 0 else { throw Failure.system(Int32(-sent)) }
            start += sent
        }
    }

    /// Sends all of a text on a thread of its own, for more than the socket takes; failure shows
    /// in what comes back.
    public func sendInBackground(_ text: String) {
        Thread.detachNewThread { [descriptor] in
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes {
                    costar_send(descriptor, $0.baseAddress, $0.count)
                }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }

    /// Exactly as many bytes, as text.
    public func receive(bytes count: Int) throws -> String {
        while received.count < count {
            guard try receiveSome() else { throw Failure.closed(text) }
        }
        return take(count)
    }

    /// A line, its end included.
    public func receiveLine() throws -> String {
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(end + 1)
            }
            searched = received.count
            guard try receiveSome() else { throw Failure.closed(text) }
        }
    }

    /// Everything until the server closes.
    public func receiveAll() throws -> String {
        while try receiveSome() {}
        return take(received.count)
    }

    /// Sends a text and returns the next line.
    public func ask(_ text: String) throws -> String {
        try send(text)
        return try receiveLine()
    }

    private var text: String { String(decoding: received, as: UTF8.self) }

    private func take(_ count: Int) -> String {
        defer { received.removeFirst(count) }
        return String(decoding: received.prefix(count), as: UTF8.self)
    }

    /// False when the server has closed.
    private func receiveSome() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = buffer.withUnsafeMutableBytes {
            costar_receive(descriptor, $0.baseAddress, $0.count)
        }
        switch count {
        case 0: return false
        case -Int(EAGAIN): throw Failure.nothingCame(text)
        case ..<0: throw Failure.system(Int32(-count))
        default:
            received += buffer[..<count]
            return true
        }
    }
}

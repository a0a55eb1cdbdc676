import CSystem
import Foundation
import GraphServer
import Testing
import TestSupport

/// Goal: sockets are set up as the limits say, and given back when a server ends.
@Suite struct LiveSocketTests {
    private func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32 {
        var value: Int32 = -1
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, level, name, &value, &size)
        return value
    }

    /// Accepted sockets inherit what the listening one was given; nothing is set per connection.
    @Test func acceptedSocketsInherit() throws {
        let listener = costar_listen("127.0.0.1", 0, 16, 30_000)
        #expect(listener >= 0)
        defer { close(listener) }
        let client = try TestClient(port: Int(costar_local_port(listener)))
        let accepted = costar_accept(listener)
        #expect(accepted >= 0)
        defer { close(accepted) }
        let tcp = Int32(IPPROTO_TCP)
        #expect(option(accepted, tcp, TCP_NODELAY) == 1)
        #expect(option(accepted, tcp, TCP_USER_TIMEOUT) == 30_000)
        #expect(option(accepted, SOL_SOCKET, SO_KEEPALIVE) == 1)
        // Idle for a quarter of the time, then three probes a quarter apart.
        #expect(option(accepted, tcp, TCP_KEEPIDLE) == 7)
        #expect(option(accepted, tcp, TCP_KEEPINTVL) == 7)
        #expect(option(accepted, tcp, TCP_KEEPCNT) == 3)
        #expect(fcntl(accepted, F_GETFL) & O_NONBLOCK != 0)
        #expect(fcntl(accepted, F_GETFD) & FD_CLOEXEC != 0)
        _ = client
    }

    @Test func addressesInText() throws {
        let listener = costar_listen("127.0.0.1", 0, 16, 1_000)
        defer { close(listener) }
        let client = try TestClient(port: Int(costar_local_port(listener)))
        let accepted = costar_accept(listener)
        defer { close(accepted) }
        var text = [CChar](repeating: 0, count: 64)
        let count = costar_peer_text(accepted, &text, 64)
        #expect(
            String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
                == "127.0.0.1:\(costar_local_port(client.descriptor))")
        #expect(costar_listen("localhost", 0, 16, 1_000) == -EINVAL)
        #expect(costar_peer_text(listener, &text, 64) == -ENOTCONN)
        #expect(costar_pending_error(accepted) == 0)
    }
}

internal import CSystem
internal import Glibc

/// Takes connections off the listening socket and hands them to the loops in turn.
///
/// Lives on the thread of the first loop.
final class Acceptor {
    private let status: ServerStatus
    private let loops: [EventLoop]
    private var listener: Int32
    private var source: EventSource?
    private var retry: EventSource?
    /// Given up for a moment to accept and close a connection when no descriptor is left.
    private var spare = Acceptor.openSpare()
    private var lastID = 0

    /// Connections taken before other sockets have their turn.
    private static let acceptsPerTurn = 64
    /// Milliseconds to wait for descriptors to become free.
    private static let retryMs = 100

    /// Takes over the listening socket; the first loop is the one it runs on.
    init(_ status: ServerStatus, listener: Int32, loops: [EventLoop]) throws(ServerError) {
        self.status = status
        self.listener = listener
        self.loops = loops
        source = try EventSource(loops[0].base, listener) { [unowned self] _ in accept() }
        retry = try EventSource(loops[0].base, -1) { [unowned self] _ in
            retry?.stop()
            source?.wait(for: .read)
        }
        source?.wait(for: .read)
    }

    deinit { stop() }

    /// Accepts nothing more; clients that are still waiting are refused by the system.
    func stop() {
        guard listener >= 0 else { return }
        source?.stop()
        retry?.stop()
        source = nil
        retry = nil
        close(listener)
        listener = -1
        if spare >= 0 { close(spare) }
        spare = -1
    }

    private func accept() {
        for _ in 0..<Acceptor.acceptsPerTurn {
            let descriptor = costar_accept(listener)
            guard descriptor >= 0 else {
                switch errno {
                case ECONNABORTED, EINTR: continue
                case EMFILE, ENFILE: refuseForLackOfDescriptors()
                case ENOBUFS, ENOMEM: waitAWhile()
                default: break
                }
                return
            }
            status.statistics.connections.add()
            if status.statistics.connectionsOpen > status.limits.connectionsMax {
                refuse(descriptor)
            } else {
                lastID += 1
                hand(over: descriptor)
            }
        }
    }

    private func hand(over descriptor: Int32) {
        let loop = loops[lastID % loops.count]
        if loop === loops[0] {
            loop.adopt(descriptor, lastID)
        } else {
            loop.inbox.post(.adopt(descriptor: descriptor, id: lastID))
        }
    }

    private func refuse(_ descriptor: Int32) {
        status.statistics.connectionsRefused.add()
        status.statistics.connectionsClosed.add()
        let message: StaticString = "-ERR max number of clients reached\r\n"
        // It fits the buffer of a new socket.
        _ = unsafe costar_send(descriptor, message.utf8Start, message.utf8CodeUnitCount)
        close(descriptor)
    }

    /// Lets the client see a close instead of waiting for ever, and the loop not spin.
    private func refuseForLackOfDescriptors() {
        status.statistics.descriptorsMissing.add()
        if spare >= 0 {
            close(spare)
            let descriptor = costar_accept(listener)
            if descriptor >= 0 { close(descriptor) }
            spare = Acceptor.openSpare()
        }
        waitAWhile()
    }

    private func waitAWhile() {
        source?.stop()
        retry?.wait(for: .timer, intervalMs: Acceptor.retryMs)
    }

    private static func openSpare() -> Int32 { unsafe open("/dev/null", O_RDONLY | O_CLOEXEC) }
}

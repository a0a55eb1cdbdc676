internal import CSystem
internal import Glibc

/// One thread's share of the connections: reads, answers point questions, writes.
///
/// Owns its sockets alone. Other threads reach it through ``inbox`` only.
@safe final class EventLoop: @unchecked Sendable {  // all but `inbox` stays on the thread of `run`
    /// Messages from other threads.
    let inbox: Inbox
    let base: EventBase
    let status: ServerStatus
    let context: RequestContext
    let pool: WorkerPool
    var connections: [Int: Connection] = [:]
    /// SIGTERM: connections end when they have been answered.
    var isDraining = false
    /// Called when ``drain()`` begins, and with true when it is asked for again.
    var whenDraining: ((_ isRepeated: Bool) -> Void)?
    private var sources: [EventSource] = []
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(
        capacity: EventLoop.readBytesMax)

    /// Bytes taken from a socket at a time.
    static let readBytesMax = 64 << 10
    /// Memory of replies that is kept from turn to turn.
    static let writerBytesKept = 1 << 20

    init(_ status: ServerStatus, _ pool: WorkerPool) throws(ServerError) {
        self.status = status
        self.pool = pool
        base = try EventBase()
        inbox = try Inbox()
        context = RequestContext(status)
        let wake = try EventSource(base, inbox.descriptor) { [unowned self] _ in takeMessages() }
        wake.wait(for: .read)
        let clock = try EventSource(base, -1) { [unowned self] _ in sweep() }
        clock.wait(for: .timer, intervalMs: status.limits.sweepIntervalMs)
        sources = [wake, clock]
    }

    deinit { unsafe buffer.deallocate() }

    /// Runs until the last connection has been drained, or until stopped.
    func run() {
        base.run()
        for connection in Array(connections.values) { drop(connection) }
        sources = []
    }

    /// Stops the loop after a while, whatever is still connected.
    func stopLater(_ delayMs: Int) {
        do throws(ServerError) {
            let timer = try EventSource(base, -1) { [unowned self] _ in base.stop() }
            timer.wait(for: .timer, intervalMs: delayMs)
            sources.append(timer)
        } catch {
            base.stop()
        }
    }

    /// Milliseconds of a clock that only goes forward, a few behind.
    var now: Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    private func takeMessages() {
        for message in inbox.takeAll() {
            switch message {
            case .adopt(let descriptor, let id): adopt(descriptor, id)
            case .answered(let id, let reply): takeAnswer(id, reply)
            case .drain: drain()
            case .stop: base.stop()
            }
        }
    }

    // MARK: Beginning and end of a connection

    /// Takes over an accepted socket.
    func adopt(_ descriptor: Int32, _ id: Int) {
        let connection = Connection(descriptor: descriptor, id: id, now: now)
        do throws(ServerError) {
            connection.source = try EventSource(base, descriptor) {
                [unowned self, unowned connection] events in
                handle(connection, events)
            }
        } catch {
            close(descriptor)
            return status.statistics.connectionsClosed.add()
        }
        connections[id] = connection
        status.clients.add(
            ClientRecord(
                id: id, address: peerText(descriptor), localAddress: "\(status.address)"))
        if isDraining { connection.phase = .finishing }
        settle(connection)
    }

    /// Closes the socket; a search that runs for it is cancelled.
    func drop(_ connection: Connection) {
        guard connection.phase != .closed else { return }
        if case .searching(let number) = connection.phase {
            pool.cancel(number)
            status.statistics.searchesCancelled.add()
        }
        connection.phase = .closed
        connection.source?.stop()
        connection.source = nil
        close(connection.descriptor)
        connections[connection.id] = nil
        status.clients.remove(connection.id)
        status.statistics.connectionsClosed.add()
        if isDraining && connections.isEmpty { base.stop() }
    }

    private func peerText(_ descriptor: Int32) -> String {
        var text = [CChar](repeating: 0, count: 64)
        let count = unsafe text.withUnsafeMutableBufferPointer {
            unsafe costar_peer_text(descriptor, $0.baseAddress, $0.count)
        }
        return String(
            decoding: text.prefix(Int(max(count, 0))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    // MARK: Bytes

    /// Takes bytes off the socket and does what they ask for.
    ///
    /// - Returns: Whether there were any.
    @discardableResult
    func read(_ connection: Connection) -> Bool {
        let count = unsafe costar_receive(
            connection.descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else {
            switch Int32(-count) {
            case 0: endInput(connection)
            case EAGAIN, EINTR: break
            default: drop(connection)
            }
            return false
        }
        status.statistics.bytesIn.add(count)
        connection.active = now
        // Borrowed until the next read; whoever needs them longer copies them.
        let bytes = unsafe Span(
            _unsafeElements: UnsafeBufferPointer(rebasing: buffer[..<count]))
        switch connection.phase {
        case .open:
            proceed(
                connection,
                connection.state.receive(bytes, context, pending: connection.pendingBytes))
        case .searching:
            connection.state.hold(bytes)
            settle(connection)
        case .lingering, .paused, .finishing, .closed: break
        }
        return true
    }

    /// The client has ended its side: what it asked is still answered.
    private func endInput(_ connection: Connection) {
        connection.inputEnded = true
        switch connection.phase {
        case .lingering: drop(connection)
        case .open:
            connection.phase = .finishing
            settle(connection)
        case .searching, .paused, .finishing, .closed: settle(connection)
        }
    }

    /// Sends the replies in the context's writer behind those that wait.
    ///
    /// - Returns: False when the client is gone.
    func send(_ connection: Connection) -> Bool {
        let count = context.writer.bytes.count
        guard count > 0 else { return true }
        var sent = 0
        if connection.pendingBytes == 0 {
            sent = transmit(connection, context.writer.bytes, from: 0)
            guard sent >= 0 else { return false }
        }
        if sent < count { connection.keep(context.writer.bytes[sent...], now: now) }
        if context.writer.bytes.capacity > EventLoop.writerBytesKept {
            context.writer = ReplyWriter(.json)
        } else {
            context.writer.removeAll()
        }
        return true
    }

    /// Sends what waits, then goes on with what waited for that.
    func flush(_ connection: Connection) {
        if connection.pendingBytes > 0 {
            let sent = transmit(connection, connection.output, from: connection.outputStart)
            guard sent >= 0 else { return drop(connection) }
            connection.moved(sent, now: now)
            guard connection.pendingBytes == 0 else { return }
        }
        if connection.phase == .paused {
            proceed(connection, connection.state.resume(context, pending: 0))
        } else {
            settle(connection)
        }
    }

    /// Hands bytes to the socket.
    ///
    /// - Returns: How many it took, -1 when the client is gone.
    private func transmit(_ connection: Connection, _ bytes: [UInt8], from start: Int) -> Int {
        let sent = unsafe bytes[start...].withUnsafeBytes {
            unsafe costar_send(connection.descriptor, $0.baseAddress, $0.count)
        }
        if sent >= 0 {
            status.statistics.bytesOut.add(sent)
            return sent
        }
        return sent == -Int(EAGAIN) || sent == -Int(EINTR) ? 0 : -1
    }
}

extension Limits {
    /// How often the loops look at the clock: often enough for the shortest time limit.
    fileprivate var sweepIntervalMs: Int {
        let shortest =
            [requestMsMax, stalledMsMax, idleMsMax, lingerMsMax, drainMsMax]
            .filter { $0 > 0 }.min() ?? 1_000
        return min(max(shortest / 8, 10), 1_000)
    }
}

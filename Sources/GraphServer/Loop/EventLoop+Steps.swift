internal import CSystem
internal import Glibc

/// What a connection does next.
extension EventLoop {
    /// The socket is ready, or an activated connection has its turn.
    func handle(_ connection: Connection, _ events: EventSource.Events) {
        if events.contains(.write) {
            flush(connection)
        } else if connection.interest == .loss {
            if costar_pending_error(connection.descriptor) != 0 { drop(connection) }
            return
        }
        guard events.contains(.read), connection.interest.reads else { return }
        read(connection)
    }

    /// Follows the connection's state until something has to be waited for, then sends.
    func proceed(_ connection: Connection, _ first: ConnectionState.Action) {
        var action = first
        while case .search(let frame) = action {
            if let number = submit(connection, frame) {
                connection.phase = .searching(number)
                break
            }
            status.statistics.searchesRefused.add()
            status.statistics.errors.add()
            frame.fail(.tooManySearches(status.limits), into: &context.writer)
            action = connection.state.resume(context, pending: connection.pendingBytes)
        }
        switch action {
        case .search: connection.requestBegan = nil
        case .receive:
            connection.noteIncompleteRequest { now }
            connection.phase = connection.inputEnded || isDraining ? .finishing : .open
        case .pause: connection.phase = .paused
        case .finish: connection.phase = .finishing
        case .abort: return drop(connection)
        }
        guard send(connection) else { return drop(connection) }
        settle(connection)
    }

    private func submit(_ connection: Connection, _ frame: ReplyFrame) -> Int? {
        var words = RequestWords()
        swap(&words, &context.reader.request.words)
        status.statistics.searches.add()
        return pool.submit(
            SearchJob(connection: connection.id, words: words, frame: frame, inbox: inbox))
    }

    /// A worker has answered; the client may be gone.
    func takeAnswer(_ id: Int, _ reply: [UInt8]) {
        guard let connection = connections[id], case .searching = connection.phase else { return }
        connection.phase = .open
        connection.active = now
        context.writer.raw(reply)
        proceed(connection, connection.state.resume(context, pending: connection.pendingBytes))
    }

    /// After a step: ends a connection that is done and waits for the right events.
    func settle(_ connection: Connection) {
        if connection.phase == .finishing && connection.pendingBytes == 0 { endOutput(connection) }
        guard connection.phase != .closed else { return }
        let interest = connection.wantedInterest(status.limits)
        if interest != connection.interest {
            connection.interest = interest
            connection.source?.wait(for: interest.events)
        }
        // Last, for waiting anew forgets an activation.
        if connection.phase == .paused && connection.pendingBytes == 0 {
            connection.source?.activate(.write)
        }
    }

    /// Ends our side and waits for the client to do the same: closing at once would throw away
    /// replies that it has not read if it has sent more in the meantime.
    private func endOutput(_ connection: Connection) {
        if connection.inputEnded { return drop(connection) }
        shutdown(connection.descriptor, Int32(SHUT_WR))
        connection.phase = .lingering
        connection.lingersSince = now
    }

    // MARK: Time

    /// Closes connections whose time is over.
    func sweep() {
        let now = now
        let limits = status.limits
        for connection in Array(connections.values) {
            if connection.phase == .lingering {
                if now - connection.lingersSince > limits.lingerMsMax { drop(connection) }
            } else if connection.pendingBytes > 0 {
                guard now - connection.outputMoved > limits.stalledMsMax else { continue }
                status.statistics.clientsStalled.add()
                drop(connection)
            } else if connection.phase == .open {
                if let began = connection.requestBegan, now - began > limits.requestMsMax {
                    status.statistics.requestsTimedOut.add()
                    drop(connection)
                } else if limits.idleMsMax > 0 && now - connection.active > limits.idleMsMax {
                    status.statistics.clientsIdle.add()
                    drop(connection)
                }
            }
        }
    }

    // MARK: The end

    /// Answers what has arrived, then ends every connection, then the loop; at once when asked
    /// again.
    func drain() {
        whenDraining?(isDraining)
        guard !isDraining else { return base.stop() }
        for connection in Array(connections.values) where connection.phase == .open {
            // Bounded, for a client that never stops asking.
            for _ in 0..<16 where connection.phase == .open {
                guard read(connection) else { break }
            }
        }
        isDraining = true
        for connection in Array(connections.values) where connection.phase == .open {
            connection.phase = .finishing
            settle(connection)
        }
        if connections.isEmpty { return base.stop() }
        stopLater(status.limits.drainMsMax)
    }
}

extension Connection.Interest {
    /// Whether bytes are to be taken.
    var reads: Bool { self == .read || self == .readAndWrite }

    /// What the socket is watched for.
    ///
    /// A lost peer shows as readable and, unless edge-triggered, would wake the loop again and
    /// again while bytes wait that are not to be taken yet.
    var events: EventSource.Events {
        switch self {
        case .nothing: []
        case .read: .read
        case .write: .write
        case .readAndWrite: [.read, .write]
        case .loss: [.read, .edge]
        }
    }
}

extension RequestError {
    /// The answer to one search too many.
    static func tooManySearches(_ limits: Limits) -> RequestError {
        RequestError(
            .busy, "\(limits.searchQueueMax) searches are waiting already, ask again later")
    }
}

/// A socket and what its connection is doing; belongs to the thread of one loop.
final class Connection {
    /// What happens next.
    enum Phase: Equatable {
        /// Waits for requests.
        case open
        /// Waits for the worker that has the search of this number.
        case searching(Int)
        /// Has requests that wait for replies to be read, or for its turn.
        case paused
        /// Ends when the replies are sent.
        case finishing
        /// We have ended our side and wait for the client to end its own.
        case lingering
        /// The socket is closed.
        case closed
    }

    /// What the loop is asked to tell about the socket.
    enum Interest: Equatable {
        case nothing, read, write, readAndWrite
        /// Only that the client is gone.
        case loss
    }

    /// The socket.
    let descriptor: Int32
    /// Requests and replies.
    var state: ConnectionState
    /// The socket's events; nil before the first and after the last.
    var source: EventSource?
    /// What happens next.
    var phase = Phase.open
    /// What ``source`` waits for.
    var interest = Interest.nothing
    /// Whether the client has ended its side: what it asked is still answered.
    var inputEnded = false

    /// Replies the socket did not take yet, from ``outputStart`` on.
    private(set) var output: [UInt8] = []
    private(set) var outputStart = 0

    /// When the request began that is not all there; nil while there is none.
    var requestBegan: Int?
    /// ``ConnectionState/requests`` at that time.
    var requestSerial = 0
    /// When the socket last took bytes of ``output``.
    var outputMoved = 0
    /// When the client last sent something or was sent the answer to a search or a waiting reply.
    var active: Int
    /// When lingering began.
    var lingersSince = 0

    init(descriptor: Int32, id: Int, now: Int) {
        self.descriptor = descriptor
        state = ConnectionState(id: id)
        active = now
    }

    /// The connection's number.
    var id: Int { state.id }

    /// Bytes of replies that the socket did not take.
    var pendingBytes: Int { output.count - outputStart }

    /// Keeps what the socket did not take.
    func keep(_ rest: ArraySlice<UInt8>, now: Int) {
        if pendingBytes == 0 { outputMoved = now }
        output.append(contentsOf: rest)
    }

    /// Forgets what the socket took.
    func moved(_ count: Int, now: Int) {
        guard count > 0 else { return }
        outputMoved = now
        active = now
        outputStart += count
        if outputStart == output.count {
            output = []
            outputStart = 0
        }
    }

    /// What the loop is to tell in this phase.
    func wantedInterest(_ limits: Limits) -> Interest {
        let reads: Bool
        switch phase {
        case .open: reads = true
        case .searching: reads = !inputEnded && state.heldBytes < limits.heldBytesMax
        case .lingering: reads = true
        case .paused, .finishing, .closed: reads = false
        }
        if pendingBytes > 0 { return reads ? .readAndWrite : .write }
        return reads ? .read : .loss
    }

    /// Remembers since when a request is incomplete.
    func noteIncompleteRequest(now: () -> Int) {
        guard state.heldBytes > 0 else { return requestBegan = nil }
        guard requestBegan == nil || requestSerial != state.requests else { return }
        requestBegan = now()
        requestSerial = state.requests
    }
}

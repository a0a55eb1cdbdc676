internal import CSystem
internal import Glibc
internal import Synchronization

/// What other threads tell a loop.
enum LoopMessage: Sendable {
    /// An accepted socket, and the number of its connection.
    case adopt(descriptor: Int32, id: Int)
    /// The reply to a search of a connection.
    case answered(connection: Int, reply: [UInt8])
    /// Answer what has arrived, then end.
    case drain
    /// End at once.
    case stop
}

/// Messages for a loop, and a descriptor that is readable while there are any.
final class Inbox: Sendable {
    /// What the loop waits for.
    let descriptor: Int32
    private let messages = Mutex<[LoopMessage]>([])

    init() throws(ServerError) {
        descriptor = costar_eventfd()
        guard descriptor >= 0 else {
            throw .system(code: errno, trying: "making an event descriptor")
        }
    }

    deinit { close(descriptor) }

    /// Leaves a message; only the first one wakes the loop.
    func post(_ message: LoopMessage) {
        let wasEmpty = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        if wasEmpty { eventfd_write(descriptor, 1) }
    }

    /// All messages, in order.
    func takeAll() -> [LoopMessage] {
        var count: UInt64 = 0
        // Before the messages are taken, so that one posted between the two wakes again.
        unsafe eventfd_read(descriptor, &count)
        return messages.withLock { messages in
            var taken: [LoopMessage] = []
            swap(&taken, &messages)
            return taken
        }
    }
}

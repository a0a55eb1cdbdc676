internal import Synchronization

/// What the server has done since it started, counted by all its threads.
package final class ServerStatistics: Sendable {
    /// A number that only grows.
    package struct Counter: ~Copyable, Sendable {
        private let number = Atomic<Int>(0)

        /// The number of now.
        package var value: Int { number.load(ordering: .relaxed) }

        func add(_ count: Int = 1) { number.add(count, ordering: .relaxed) }
    }

    /// Connections accepted.
    package let connections = Counter()
    /// Connections that have ended, refused ones included.
    package let connectionsClosed = Counter()
    /// Connections refused because there were ``Limits/connectionsMax``.
    package let connectionsRefused = Counter()
    /// Connections closed because the system had no descriptor left.
    package let descriptorsMissing = Counter()
    /// Requests answered or refused.
    package let requests = Counter()
    /// Replies that were errors.
    package let errors = Counter()
    /// Searches handed to workers.
    package let searches = Counter()
    /// Searches answered Busy because ``Limits/searchQueueMax`` were waiting.
    package let searchesRefused = Counter()
    /// Searches whose client was gone before the answer.
    package let searchesCancelled = Counter()
    /// Connections closed because a request was not there in time.
    package let requestsTimedOut = Counter()
    /// Connections closed because the client did not read.
    package let clientsStalled = Counter()
    /// Connections closed because nothing was asked for long.
    package let clientsIdle = Counter()
    /// Bytes received.
    package let bytesIn = Counter()
    /// Bytes sent.
    package let bytesOut = Counter()

    /// Connections of now.
    package var connectionsOpen: Int { connections.value - connectionsClosed.value }

    /// Nothing has happened.
    package init() {}
}

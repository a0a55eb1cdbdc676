internal import Synchronization

/// What is known of a connection beyond its bytes: CLIENT LIST shows it.
package struct ClientRecord: Sendable {
    /// The connection's number.
    let id: Int
    /// Where it comes from, `127.0.0.1:51234`.
    let address: String
    /// The port it came to.
    let localAddress: String
    /// When it was accepted.
    let since: ContinuousClock.Instant
    /// CLIENT SETNAME.
    var name = ""
    /// CLIENT SETINFO lib-name.
    var libraryName = ""
    /// CLIENT SETINFO lib-ver.
    var libraryVersion = ""
    /// HELLO.
    var protocolVersion = 2

    /// A connection that has said nothing.
    package init(id: Int, address: String, localAddress: String) {
        self.id = id
        self.address = address
        self.localAddress = localAddress
        since = .now
    }

    /// Forgets what RESET resets; the library stays the same.
    mutating func forget() {
        name = ""
        protocolVersion = 2
    }

    /// The fields that Redis has for it, without the end of the line.
    var line: String {
        let age = since.duration(to: .now).components.seconds
        return "id=\(id) addr=\(address) laddr=\(localAddress) name=\(name) age=\(age) db=0 "
            + "user=default lib-name=\(libraryName) lib-ver=\(libraryVersion) "
            + "resp=\(protocolVersion)"
    }
}

/// The connections of all loops.
package final class ClientRegistry: Sendable {
    private let records = Mutex<[Int: ClientRecord]>([:])

    /// Nobody is connected.
    package init() {}

    /// Number of connections.
    package var count: Int { records.withLock { $0.count } }

    /// Everybody, oldest first.
    package var all: [ClientRecord] {
        records.withLock { $0.values.sorted { $0.id < $1.id } }
    }

    /// One connection, nil when it has gone.
    func record(_ id: Int) -> ClientRecord? { records.withLock { $0[id] } }

    /// Adds a connection.
    package func add(_ record: ClientRecord) { records.withLock { $0[record.id] = record } }

    /// Changes what is known of a connection, if it is there.
    func change(_ id: Int, _ body: (inout ClientRecord) -> Void) {
        records.withLock { records in
            guard var record = records[id] else { return }
            body(&record)
            records[id] = record
        }
    }

    /// Removes a connection.
    func remove(_ id: Int) { records.withLock { _ = $0.removeValue(forKey: id) } }
}

internal import CSystem
internal import Glibc
internal import GraphStore
internal import Synchronization

/// The line port: listens, answers, drains.
///
/// ```
/// let server = try Server(listen: ListenAddress("127.0.0.1:7400"), service: service)
/// print("listening on \(server.address)")
/// try server.run()  // until SIGTERM or SIGINT
/// ```
/// One thread accepts; a quarter of the cores run loops that own their sockets and answer point
/// reads; one thread per core searches. A connection's replies keep the order of its requests.
public final class Server: Sendable {
    /// Where it listens; the port is the one the system chose if 0 was asked for.
    public let address: ListenAddress

    private let status: ServerStatus
    private let pool: WorkerPool
    private let loops: [EventLoop]
    private let listener: Int32
    private let hasRun = Atomic<Bool>(false)

    /// Connections that the system keeps until they are accepted.
    private static let backlog: Int32 = 1_024
    /// Descriptors besides those of connections: data files, loops, standard streams.
    private static let descriptorsKept = 64

    /// Listens on an address; connections wait until ``run(handlingSignals:reloading:note:)``.
    ///
    /// The limits are those of the service unless others are given. `isInsecure` allows an
    /// address that other machines can reach although there are no passwords.
    public convenience init(
        listen address: ListenAddress, service: Service, limits: Limits? = nil,
        isInsecure: Bool = false
    ) throws(ServerError) {
        try self.init(
            listen: address, questions: service, limits: limits ?? service.limits,
            isInsecure: isInsecure)
    }

    /// Listens, answering questions by anything that can.
    package init(
        listen address: ListenAddress, questions: any GraphQuestions, limits: Limits,
        isInsecure: Bool = false
    ) throws(ServerError) {
        guard address.isLoopback || isInsecure else { throw .addressNotLoopback(address) }
        var limits = limits
        let descriptors = costar_allow_descriptors(limits.connectionsMax + Server.descriptorsKept)
        limits.connectionsMax = min(
            limits.connectionsMax, max(descriptors - Server.descriptorsKept, 1))
        listener = unsafe costar_listen(
            address.host, UInt16(address.port), Server.backlog, Int32(limits.deadPeerMsMax))
        guard listener >= 0 else {
            throw .system(code: -listener, trying: "listening on \(address)")
        }
        var bound = address
        bound.port = Int(costar_local_port(listener))
        self.address = bound
        let cores = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
        let status = ServerStatus(limits: limits, questions: questions, address: bound)
        let pool = WorkerPool(
            status, threads: limits.searchThreads > 0 ? limits.searchThreads : cores)
        self.status = status
        self.pool = pool
        do throws(ServerError) {
            let count = limits.loopThreads > 0 ? limits.loopThreads : max(1, cores / 4)
            var loops: [EventLoop] = []
            for _ in 0..<count { loops.append(try EventLoop(status, pool)) }
            self.loops = loops
        } catch {
            close(listener)
            throw error
        }
    }

    deinit { if !hasRun.load(ordering: .relaxed) { close(listener) } }

    /// What the server has done so far.
    package var statistics: ServerStatistics { status.statistics }

    /// Serves until SIGTERM or SIGINT, or until ``stop()``, then answers what has arrived; once.
    ///
    /// The calling thread becomes the first loop. A second signal ends at once.
    ///
    /// - Parameters:
    ///   - handlingSignals: Whether SIGTERM, SIGINT and SIGHUP are the server's.
    ///   - source: Looked at every ``Limits/reloadIntervalMs`` and at SIGHUP for another
    ///     generation; nil for a graph that never changes.
    ///   - note: Gets a line for the operator at every swap and every failed one.
    /// - Throws: ``ServerError`` when a thread or an event cannot be made.
    public func run(
        handlingSignals: Bool = true, reloading source: ReloadingGraphSource? = nil,
        note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ServerError) {
        precondition(!hasRun.exchange(true, ordering: .relaxed), "a server runs once")
        signal(SIGPIPE, SIG_IGN)
        let first = loops[0]
        let others = loops.dropFirst()
        let acceptor = try Acceptor(status, listener: listener, loops: loops)
        first.whenDraining = { isRepeated in
            acceptor.stop()
            for loop in others { loop.inbox.post(isRepeated ? .stop : .drain) }
        }
        var signals: [EventSource] = []
        for number in handlingSignals ? [SIGTERM, SIGINT] : [] {
            let source = try EventSource(first.base, number) { _ in first.drain() }
            source.wait(for: .signal)
            signals.append(source)
        }
        let reloader = source.map { source in
            Reloader(
                source, pool: pool, intervalMs: status.limits.reloadIntervalMs, note: note)
        }
        if handlingSignals {
            let source = try EventSource(first.base, SIGHUP) { _ in reloader?.wake() }
            source.wait(for: .signal)
            signals.append(source)
        }
        var threads: [Thread] = []
        defer {
            reloader?.stop()
            for loop in others { loop.inbox.post(.stop) }
            for thread in threads { thread.join() }
            pool.close()
            first.whenDraining = nil
            acceptor.stop()
        }
        try pool.start()
        try reloader?.start()
        for loop in others { threads.append(try Thread.start { loop.run() }) }
        first.run()
        signals = []
    }

    /// Ends ``run(handlingSignals:reloading:note:)`` as SIGTERM does.
    ///
    /// From any thread, also before it runs.
    public func stop() { loops[0].inbox.post(.drain) }
}

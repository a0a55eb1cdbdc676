import Foundation
import GraphModel
import GraphServer

/// A server on a port of its own, in this process; ends with ``stop()`` or with the object.
///
/// ```
/// let server = try LiveServer(graph)
/// let client = try server.connect()
/// #expect(try client.ask("TITLE tt0112384\n").contains("Apollo 13"))
/// ```
public final class LiveServer {
    private let server: Server
    private let ended = DispatchSemaphore(value: 0)
    private var isStopped = false

    /// Serves a graph.
    public convenience init(_ graph: any GraphReading, limits: Limits = Limits()) throws {
        let source = FixedGraphSource(graph, generation: "gen-000001")
        try self.init(
            questions: Service(source: source, limits: limits), limits: limits)
    }

    /// Serves the live generation of a data directory, and the next one when there is one.
    public convenience init(reloading source: ReloadingGraphSource, limits: Limits) throws {
        try self.init(
            questions: Service(source: source, limits: limits), limits: limits, reloading: source)
    }

    /// Answers questions by anything that can.
    package init(
        questions: any GraphQuestions, limits: Limits = Limits(),
        reloading source: ReloadingGraphSource? = nil
    ) throws {
        server = try Server(
            listen: ListenAddress("127.0.0.1:0"), questions: questions, limits: limits)
        Foundation.Thread.detachNewThread { [server, ended] in
            // Fails only when the machine is out of threads or descriptors; connecting tells.
            try? server.run(handlingSignals: false, reloading: source)
            ended.signal()
        }
    }

    /// Asks twice: a test that has ended waits for nobody.
    deinit {
        guard !isStopped else { return }
        server.stop()
        stop()
    }

    /// What the server has done so far.
    package var statistics: ServerStatistics { server.statistics }

    /// The port it listens on.
    public var port: Int { server.address.port }

    /// A new connection.
    public func connect() throws -> TestClient { try TestClient(port: port) }

    /// Asks the server to end, as SIGTERM does, and goes on.
    public func beginStopping() { server.stop() }

    /// Ends the server and waits until it has ended.
    public func stop() {
        guard !isStopped else { return }
        isStopped = true
        server.stop()
        ended.wait()
    }
}

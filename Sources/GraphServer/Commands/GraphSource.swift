public import GraphModel

/// Where the graph comes from that answers the next request.
///
/// A server that reloads hands out another handle after a swap; a request keeps the one it began
/// with, so that no answer mixes two generations.
public protocol GraphSource: AnyObject, Sendable {
    /// The graph of now; cheap, asked once per request from any thread.
    func current() throws -> GraphHandle
}

/// A source whose graph never changes: one command line question, a test.
public final class FixedGraphSource: GraphSource {
    private let handle: GraphHandle

    /// Always answers with this graph.
    public init(_ graph: any GraphReading, generation: String) {
        handle = GraphHandle(graph, generation: generation)
    }

    /// The graph.
    public func current() -> GraphHandle { handle }
}

public import GraphModel
import GraphQuery

/// One generation as requests use it: the graph, its name, and what is worked out once per graph.
///
/// The graph stays open as long as a request holds the handle.
public final class GraphHandle: Sendable {
    /// The graph.
    public let graph: any GraphReading
    /// The name of the generation, `gen-000001`.
    public let generation: String
    /// The words that the graph's columns and credits stand for.
    let vocabulary: Vocabulary
    /// Compiled title filters, shared by all workers.
    let scopes: ScopeCache
    /// Writes titles, people and credits of the graph.
    let records: RecordWriter

    /// Works out what requests need of a graph.
    ///
    /// - Complexity: O(words in the dictionaries).
    public init(_ graph: any GraphReading, generation: String) {
        self.graph = graph
        self.generation = generation
        vocabulary = Vocabulary(graph)
        scopes = ScopeCache()
        records = RecordWriter(graph, vocabulary)
    }
}

public import GraphModel

/// Answers traversal questions about one graph; owned by one thread.
///
/// Holds scratch memory that grows to what the questions need and is reused by the next one: a
/// search allocates nothing once it has grown, but for its answer.
public final class Traversal {
    /// The graph that is searched.
    public let graph: any GraphReading
    /// When to give up; nil is never.
    public var deadline: ContinuousClock.Instant?
    /// Credits looked at per question at most; nil is any number.
    public var workMax: Int?
    /// Bytes that the tables of one question may grow to at once; what holds a mark per node is not
    /// counted.
    public var scratchBytesMax: Int {
        get { scratch.budget.bytesMax }
        set { scratch.budget.bytesMax = newValue }
    }
    /// Looked at every few thousand credits.
    public var cancelFlag: CancelFlag?
    /// Credits the last question looked at.
    public internal(set) var explored = 0

    let scopes: ScopeCache
    /// The code of the title type `movie`, nil when the graph has no such title.
    let movieType: UInt32?
    let scratch: SearchScratch

    /// Makes a traversal of a graph; `scopes` is shared by all traversals of the same graph.
    public convenience init(_ graph: any GraphReading, scopes: ScopeCache = ScopeCache()) {
        self.init(graph, scopes: scopes, firstMark: 1, keptBytesMax: SearchScratch.keptBytesMax)
    }

    /// For tests: visited marks start at `firstMark`, and only `keptBytesMax` bytes of what grows
    /// are kept between questions.
    package init(
        _ graph: any GraphReading, scopes: ScopeCache, firstMark: UInt32, keptBytesMax: Int
    ) {
        self.graph = graph
        self.scopes = scopes
        movieType = graph.words(.titleTypes).firstIndex(of: "movie").map { UInt32($0) }
        scratch = SearchScratch(
            titleCount: graph.count(.title), personCount: graph.count(.person),
            firstBase: firstMark, keptBytesMax: keptBytesMax)
    }

    /// Bytes of scratch memory held; those of a visited mark per node count also while no search
    /// has touched them.
    public var scratchBytes: Int { scratch.bytes }

    /// For tests: gives back what has grown, as after an unusually large question.
    package func releaseScratch() { scratch.release() }

    /// Ends a question: keeps what it explored, gives back memory that few questions need.
    func finish(_ meter: WorkMeter) {
        explored = meter.explored
        scratch.trim()
    }

    func startMeter() -> WorkMeter {
        WorkMeter(deadline: deadline, workMax: workMax, cancelFlag: cancelFlag)
    }
}

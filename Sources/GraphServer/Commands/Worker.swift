public import GraphQuery

/// What one thread needs to answer questions: search memory that is reused, a deadline, a flag.
///
/// Each loop and each pool thread owns one; it never answers two questions at once.
public final class Worker: @unchecked Sendable {  // one thread at a time, WorkerPool sees to it
    /// Stops the question that runs on this worker; shared with whoever may cancel it.
    public let cancelFlag: CancelFlag
    /// When the running question ends with Timeout; nil is after ``Limits/questionMsMax``.
    public var deadline: ContinuousClock.Instant?

    private var kept: (handle: GraphHandle, traversal: Traversal)?

    /// A worker that has no search memory yet; the first search allocates it.
    public init(cancelFlag: CancelFlag = CancelFlag()) { self.cancelFlag = cancelFlag }

    /// Lets go of the generation searched last and of the search memory made for it.
    ///
    /// For workers that have nothing to do after a swap: they would keep the old one open.
    public func releaseGraph() { kept = nil }

    /// The search memory for a generation: kept from question to question.
    func traversal(of handle: GraphHandle) -> Traversal {
        if let kept, kept.handle === handle { return kept.traversal }
        kept = nil
        let traversal = Traversal(handle.graph, scopes: handle.scopes)
        traversal.cancelFlag = cancelFlag
        kept = (handle, traversal)
        return traversal
    }
}

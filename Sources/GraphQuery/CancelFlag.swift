internal import Synchronization

/// Raised by one thread, usually the loop that saw a client leave, and looked at by the thread
/// that searches for it.
public final class CancelFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    /// A flag that is down.
    public init() {}

    /// Whether the flag is up.
    public var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Stops the search that looks at the flag within a few thousand credits.
    public func raise() { raised.store(true, ordering: .relaxed) }

    /// Takes the flag down before the next question.
    public func lower() { raised.store(false, ordering: .relaxed) }
}

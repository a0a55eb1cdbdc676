public import GraphModel

/// Why a question has no answer; closed on purpose, so callers switch without `default`.
///
/// `explored` is the number of credits looked at until then.
public enum QueryError: Error, Equatable {
    /// The deadline passed.
    case timeout(explored: Int)
    /// Somebody raised the cancel flag.
    case cancelled(explored: Int)
    /// More credits than ``Traversal/workMax`` would have to be looked at.
    case workExceeded(explored: Int)
    /// The tables of the question would have grown above ``Traversal/scratchBytesMax``.
    case memoryExceeded(needed: Int, bytesMax: Int)
    /// The question names a node that its own scope excludes.
    case endPointExcluded(Label, UInt32)
}

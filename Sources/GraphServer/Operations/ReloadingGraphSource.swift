public import GraphStore
internal import Synchronization

/// The live generation of a data directory: another one as soon as `CURRENT` names it.
///
/// A request keeps the handle it began with, so a swap fails no answer and mixes none. A generation
/// is closed when the last holder of its handle has let go of it.
public final class ReloadingGraphSource: GraphSource {
    private let directory: DataDirectory
    private let live: Mutex<GraphHandle>
    private let opening = Mutex<Void>(())

    /// Opens the live generation.
    public init(_ directory: DataDirectory) throws(StoreError) {
        self.directory = directory
        let generation = try directory.openCurrent()
        live = Mutex(GraphHandle(generation, generation: generation.name))
    }

    /// The graph of now.
    public func current() -> GraphHandle { live.withLock { $0 } }

    /// Looks at `CURRENT` and opens what it names when that is not served yet.
    ///
    /// Answers go on from the old generation until the new one is open, and if it cannot be opened.
    ///
    /// - Returns: The handle of the new generation, nil when nothing has changed.
    /// - Throws: Why the new generation cannot be served; the old one stays.
    @discardableResult
    public func refresh() throws(StoreError) -> GraphHandle? {
        try opening.withLock { _ throws(StoreError) in
            guard try directory.currentName() != current().generation else { return nil }
            let generation = try directory.openCurrent()
            let handle = GraphHandle(generation, generation: generation.name)
            live.withLock { $0 = handle }
            return handle
        }
    }
}

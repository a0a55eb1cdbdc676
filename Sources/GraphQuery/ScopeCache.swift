internal import Synchronization

/// Compiled title filters of one graph, shared by the workers that search it.
public final class ScopeCache: Sendable {
    private struct Entry {
        let bitmap: TitleBitmap
        var lastUse: Int
    }

    private struct State {
        var entries: [TitleFilter: Entry] = [:]
        var bytes = 0
        var uses = 0
    }

    /// Bytes kept at most; what was not used for longest goes first.
    public let bytesMax: Int
    private let state = Mutex(State())

    /// An empty cache.
    public init(bytesMax: Int = 64 << 20) { self.bytesMax = bytesMax }

    /// Bytes held now.
    public var bytes: Int { state.withLock(\.bytes) }

    /// Filters held now.
    public var count: Int { state.withLock(\.entries.count) }

    /// The bitmap of a filter if it is held.
    func bitmap(_ filter: TitleFilter) -> TitleBitmap? {
        state.withLock { state in
            state.uses += 1
            state.entries[filter]?.lastUse = state.uses
            return state.entries[filter]?.bitmap
        }
    }

    /// Keeps a bitmap; one that is larger than the whole cache is not kept.
    ///
    /// Two workers may have compiled the same filter: the bits are equal, either will do.
    func insert(_ bitmap: TitleBitmap, for filter: TitleFilter) {
        guard bitmap.bytes <= bytesMax else { return }
        state.withLock { state in
            state.uses += 1
            if let old = state.entries[filter] { state.bytes -= old.bitmap.bytes }
            state.entries[filter] = Entry(bitmap: bitmap, lastUse: state.uses)
            state.bytes += bitmap.bytes
            while state.bytes > bytesMax,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
                state.bytes -= oldest.value.bitmap.bytes
            }
        }
    }
}

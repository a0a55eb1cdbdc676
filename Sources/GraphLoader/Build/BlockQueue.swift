internal import GraphStore
internal import Synchronization

/// Blocks of rows on their way from the thread that reads them to the one that writes them.
///
/// Few of them wait at a time, so memory stays bounded.
final class BlockQueue: @unchecked Sendable {  // everything that changes: under `monitor`
    private let monitor = Monitor()
    private var waiting: [(block: Int, rows: TitleRows?)] = []
    private var isEnded = false
    private var isAbandoned = false

    /// Blocks that wait at most.
    static let waitingMax = 4

    /// Hands a block over, without rows when none of its titles has any.
    ///
    /// Waits while there are as many as may wait.
    ///
    /// - Throws: ``LoadError/stopped`` when nobody takes blocks any more.
    func put(_ block: Int, _ rows: TitleRows?) throws(LoadError) {
        try monitor.locked { () throws(LoadError) in
            while waiting.count == BlockQueue.waitingMax && !isAbandoned { monitor.wait() }
            if isAbandoned { throw .stopped }
            waiting.append((block, rows))
            monitor.signal()
        }
    }

    /// Says that no more blocks will come.
    func end() {
        monitor.locked {
            isEnded = true
            monitor.signal()
        }
    }

    /// The next block, in the order they were handed over; nil after the last one.
    func take() -> (block: Int, rows: TitleRows?)? {
        monitor.locked {
            while waiting.isEmpty && !isEnded { monitor.wait() }
            guard !waiting.isEmpty else { return nil }
            monitor.signal()
            return waiting.removeFirst()
        }
    }

    /// Says that no more blocks will be taken.
    func abandon() {
        monitor.locked {
            isAbandoned = true
            monitor.signal()
        }
    }
}

/// Emptied rows, to be filled again.
final class RowsPool: Sendable {
    private let spare = Mutex<[TitleRows]>([])

    /// Rows that are kept at most.
    private static let spareMax = BlockQueue.waitingMax + 2

    /// Rows without content.
    func take() -> TitleRows { spare.withLock { $0.popLast() } ?? TitleRows() }

    /// Takes rows that nobody uses any more.
    func giveBack(_ rows: TitleRows) {
        rows.removeAll()
        spare.withLock { if $0.count < RowsPool.spareMax { $0.append(rows) } }
    }
}

package import GraphModel

/// Writes the data file of a generation under construction; used by one load, from any thread.
///
/// Blocks may come in any order. A thread of its own commits them in batches, and another has the
/// disk begin with each batch at once, so that whoever makes blocks waits for neither, memory stays
/// bounded and the last sync is short. The completion record comes last, and without it no reader
/// accepts the file.
///
/// What goes wrong with a block is told by a later call, by
/// ``finish(words:statistics:orderCounts:)`` at the latest.
package final class GenerationWriter: Sendable {
    /// Bytes of blocks that may wait to be put into the file.
    static let waitingBytesMax = 16 << 20

    private let file: BatchWriter
    /// Puts blocks into the file.
    private let putting: SerialWorker
    /// Tells the system to write, which waits where the queue of the disk is full.
    private let writeback: SerialWorker

    /// Creates the data file in an existing empty directory.
    package init(path: String) throws(StoreError) {
        file = try BatchWriter(path: path)
        putting = SerialWorker(costMax: GenerationWriter.waitingBytesMax)
        writeback = SerialWorker(costMax: .max)
    }

    deinit {
        putting.end()
        writeback.end()
    }

    /// The directory of the file.
    package var path: String { file.environment.path }

    /// Stores one block, soon.
    package func put(
        _ bytes: [UInt8], block: Int, in table: StoreTable
    ) throws(StoreError) {
        precondition(bytes.count >= table.blockBytesMin, "a block has its header at least")
        try file.checkFailure()
        let checksum = unsafe bytes.withUnsafeBytes { unsafe Checksum.of($0) }
        putting.add(cost: bytes.count) { [file, writeback] in
            // What goes wrong is kept by the file and told later.
            let isCommitted = try? file.put(bytes, checksum: checksum, block: block, in: table)
            guard isCommitted == true else { return }
            writeback.add(cost: 0) { file.environment.startWriteback() }
        }
    }

    /// A block put before, nil when there is none.
    package func block(_ block: Int, in table: StoreTable) throws(StoreError) -> [UInt8]? {
        putting.drain()
        return try file.block(block, in: table)
    }

    /// Empties a table: a stage of the load starts again.
    package func removeAll(in table: StoreTable) throws(StoreError) {
        putting.drain()
        try file.removeAll(in: table)
    }

    /// Opens what has been put until now for reading, with the counters given.
    ///
    /// Blocks may still be put, but none of those that the reader looks at may be replaced.
    package func snapshot(
        words: [WordList: ByteDictionary], statistics: GraphStatistics,
        orderCounts: [TextOrder: Int]
    ) throws(StoreError) -> Generation {
        putting.drain()
        return try file.snapshot(words: words, statistics: statistics, orderCounts: orderCounts)
    }

    /// Writes dictionaries, counters, checksums and, after everything else, the completion record;
    /// then syncs.
    package func finish(
        words: [WordList: ByteDictionary], statistics: GraphStatistics,
        orderCounts: [TextOrder: Int]
    ) throws(StoreError) {
        putting.drain()
        try file.finish(words: words, statistics: statistics, orderCounts: orderCounts)
    }
}

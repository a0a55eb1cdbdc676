internal import GraphModel
internal import Synchronization

/// Writes the data file of a generation under construction, a batch of blocks at a time.
///
/// One thread works on the file at a time, whichever it is.
final class BatchWriter: @unchecked Sendable {  // what changes: under `monitor`
    /// Bytes put between two commits: the memory of one batch, few enough that they are still in
    /// the cache when they are copied to the file.
    static let batchBytes = 4 << 20
    /// Address space for the file: far more than the largest one, so that the map never moves
    /// under a reader.
    static let mapBytes = 1 << 40

    let environment: Environment
    private let tables: [StoreTable: TableHandle]
    private let monitor = Monitor()
    private var transaction: WriteTransaction?
    private var pendingBytes = 0
    /// CRC-32C of each block put, by table and block.
    private var checksums: [StoreTable: [UInt32: UInt32]] = [:]
    /// What went wrong first.
    private var failure: StoreError?
    /// Whether anything went wrong, for those who do not wait for the monitor.
    private let hasFailed = Atomic<Bool>(false)

    /// Creates the data file in an existing empty directory.
    init(path: String) throws(StoreError) {
        environment = try Environment(
            path: path, mode: .building, mapBytes: BatchWriter.mapBytes)
        let transaction = try WriteTransaction(environment)
        var tables: [StoreTable: TableHandle] = [:]
        for table in StoreTable.all {
            tables[table] = try transaction.table(table.name, integerKeys: table.hasBlocks)
        }
        guard let meta = tables[.meta] else { preconditionFailure("meta is a table") }
        try transaction.put(
            StoreFormat.magic + MetaRecords.encode([StoreFormat.version]),
            key: StoreFormat.formatKey, in: meta)
        try transaction.commit()
        self.tables = tables
    }

    /// Stores one block.
    ///
    /// - Returns: Whether a batch was full and went to the file.
    func put(
        _ bytes: [UInt8], checksum: UInt32, block: Int, in table: StoreTable
    ) throws(StoreError) -> Bool {
        try locked { () throws(StoreError) in
            if bytes.count > BatchWriter.batchBytes { try commit() }
            let handle = try opened(table)
            try transaction?.put(bytes, block: UInt32(block), in: handle)
            checksums[table, default: [:]][UInt32(block)] = checksum
            pendingBytes += bytes.count
            guard pendingBytes >= BatchWriter.batchBytes else { return false }
            try commit()
            return true
        }
    }

    /// Throws what went wrong first, if anything did; else waits for nobody.
    func checkFailure() throws(StoreError) {
        if hasFailed.load(ordering: .relaxed) { try locked {} }
    }

    /// A block put before, nil when there is none.
    func block(_ block: Int, in table: StoreTable) throws(StoreError) -> [UInt8]? {
        try locked { () throws(StoreError) in
            let handle = try opened(table)
            return try transaction?.value(block: UInt32(block), in: handle)
        }
    }

    /// Empties a table: a stage of the load starts again.
    func removeAll(in table: StoreTable) throws(StoreError) {
        try locked { () throws(StoreError) in
            let handle = try opened(table)
            try transaction?.removeAll(in: handle)
            checksums[table] = nil
        }
    }

    /// Opens what has been put until now for reading, with the counters given.
    ///
    /// Blocks may still be put, but none of those that the reader looks at may be replaced.
    func snapshot(
        words: [WordList: ByteDictionary], statistics: GraphStatistics,
        orderCounts: [TextOrder: Int]
    ) throws(StoreError) -> Generation {
        // The file has no table of readers, so nothing may be committed while its trees are walked.
        try locked { () throws(StoreError) in
            try put(words, statistics, orderCounts)
            try commit()
            return try Generation(
                ReadTransaction(environment), path: environment.path, name: "under construction")
        }
    }

    /// Writes dictionaries, counters, checksums and, after everything else, the completion record;
    /// then syncs.
    func finish(
        words: [WordList: ByteDictionary], statistics: GraphStatistics,
        orderCounts: [TextOrder: Int]
    ) throws(StoreError) {
        try locked { () throws(StoreError) in
            try put(words, statistics, orderCounts)
            let meta = try opened(.meta)
            for table in StoreTable.all where table.hasBlocks {
                let pairs = (checksums[table] ?? [:]).sorted { $0.key < $1.key }
                    .flatMap { [$0.key, $0.value] }
                try transaction?.put(
                    MetaRecords.encode(pairs), key: StoreFormat.checksumsKey(table), in: meta)
            }
            try commit()
            let checksum = try metaChecksum()
            _ = try opened(.meta)
            try transaction?.put(
                MetaRecords.encode([checksum]), key: StoreFormat.completeKey, in: meta)
            try commit()
        }
        try environment.sync()
    }

    /// Puts dictionaries and counters; those of a snapshot are replaced.
    private func put(
        _ words: [WordList: ByteDictionary], _ statistics: GraphStatistics,
        _ orderCounts: [TextOrder: Int]
    ) throws(StoreError) {
        let meta = try opened(.meta)
        for list in WordList.allCases {
            try transaction?.put(
                MetaRecords.encode(words: words[list] ?? ByteDictionary()),
                key: StoreFormat.wordsKey(list), in: meta)
        }
        try transaction?.put(
            MetaRecords.encode(MetaRecords.numbers(statistics)),
            key: StoreFormat.statisticsKey, in: meta)
        let counts = TextOrder.allCases.map { UInt64(orderCounts[$0] ?? 0) }
        try transaction?.put(
            MetaRecords.encode(counts), key: StoreFormat.ordersKey, in: meta)
    }

    /// The checksum of all records of `meta` that are committed by now.
    private func metaChecksum() throws(StoreError) -> UInt32 {
        let transaction = try ReadTransaction(environment)
        guard let meta = try transaction.table(StoreTable.meta.name) else { return 0 }
        return try MetaRecords.checksum(transaction, meta)
    }

    /// Works on the file alone.
    ///
    /// Once something went wrong nothing is tried again, and who comes later is told what it was.
    private func locked<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try monitor.locked { () throws(StoreError) in
            if let failure { throw failure }
            do throws(StoreError) {
                return try body()
            } catch {
                failure = error
                hasFailed.store(true, ordering: .relaxed)
                throw error
            }
        }
    }

    /// A table, in a transaction that has begun.
    private func opened(_ table: StoreTable) throws(StoreError) -> TableHandle {
        if transaction == nil { transaction = try WriteTransaction(environment) }
        guard let handle = tables[table] else { preconditionFailure("no such table") }
        return handle
    }

    private func commit() throws(StoreError) {
        guard let open = transaction.take() else { return }
        try open.commit()
        pendingBytes = 0
    }
}

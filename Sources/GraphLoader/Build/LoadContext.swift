internal import GraphModel
internal import GraphStore
internal import Glibc
internal import Synchronization

/// What every stage of a load shares.
final class LoadContext: Sendable {
    let writer: GenerationWriter
    let rejects: RejectLog
    let inputs: [DumpFile: String]
    private let summaries = Mutex<[DumpFile: FileSummary]>([:])

    init(writer: GenerationWriter, rejects: RejectLog, inputs: [DumpFile: String]) {
        self.writer = writer
        self.rejects = rejects
        self.inputs = inputs
    }

    /// Opens a dump, nil when the load goes without it.
    func reader(_ file: DumpFile) throws(LoadError) -> DumpReader? {
        guard let path = inputs[file] else { return nil }
        return try DumpReader(file, path: path, rejects: rejects)
    }

    /// Stores one block.
    func put(_ bytes: [UInt8], block: Int, in table: StoreTable) throws(LoadError) {
        let writer = writer
        try storing { () throws(StoreError) in try writer.put(bytes, block: block, in: table) }
    }

    /// Reads a block back, nil when it was not stored.
    func block(_ block: Int, in table: StoreTable) throws(LoadError) -> [UInt8]? {
        let writer = writer
        return try storing { () throws(StoreError) in try writer.block(block, in: table) }
    }

    /// Empties a table: its stage starts again.
    func removeAll(in table: StoreTable) throws(LoadError) {
        let writer = writer
        try storing { () throws(StoreError) in try writer.removeAll(in: table) }
    }

    /// Reads a dump whose rows usually are in text order of their ids; where they are not, empties
    /// what was written and reads it again.
    ///
    /// - Parameters:
    ///   - file: The dump.
    ///   - tables: What the pass writes.
    ///   - pass: Reads the dump once, told whether to count on the order; nil when that was wrong.
    /// - Returns: What the pass returned.
    /// - Throws: What the pass throws, and what emptying a table does.
    func inOrderElseAgain<Value>(
        _ file: DumpFile, writing tables: [StoreTable],
        _ pass: (_ isOrdered: Bool) throws(LoadError) -> Value?
    ) throws(LoadError) -> Value {
        if let done = try pass(true) { return done }
        try rejects.restart(file)
        for table in tables { try removeAll(in: table) }
        guard let done = try pass(false) else {
            preconditionFailure("every block is open to the end")
        }
        return done
    }

    /// Notes what came out of a file.
    func note(_ reader: DumpReader, dangling: Int, seconds: Double) {
        let outcome = reader.outcome
        let summary = FileSummary(
            file: reader.file, path: reader.path, rowsRead: outcome.rowsRead,
            rowsKept: outcome.rowsKept - dangling, rowsRejected: outcome.rowsRejected,
            rejectedByReason: rejects.counts(reader.file), rowsDangling: dangling,
            referencesDangling: 0, bytesRead: outcome.bytesRead, plainBytes: outcome.plainBytes,
            extraColumns: outcome.extraColumns, seconds: seconds)
        summaries.withLock { $0[reader.file] = summary }
    }

    /// Notes references inside kept rows that point to nobody.
    func noteDanglingReferences(_ file: DumpFile, _ count: Int) {
        summaries.withLock { $0[file]?.referencesDangling += count }
    }

    /// Moves rows from kept to dangling: known only once another file has been read.
    func noteDanglingRows(_ file: DumpFile, _ count: Int) {
        summaries.withLock {
            $0[file]?.rowsKept -= count
            $0[file]?.rowsDangling += count
        }
    }

    /// What came out of the files read so far.
    var fileSummaries: [FileSummary] {
        summaries.withLock { found in DumpFile.allCases.compactMap { found[$0] } }
    }
}

/// Seconds on the monotonic clock.
func monotonicSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

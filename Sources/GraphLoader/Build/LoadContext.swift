internal import GraphModel
internal import GraphStore
internal import Glibc
internal import Synchronization

/// What every stage of a load shares.
final class LoadContext: Sendable {
    /// Nil in a dry run.
    let writer: GenerationWriter?
    let rejects: RejectLog
    let plan: LoadPlan
    /// Set once any thread of the load has failed.
    let stop = StopFlag()
    private let putCount = Atomic<Int>(0)
    private let summaries = Mutex<[DumpFile: FileSummary]>([:])

    init(
        _ plan: LoadPlan, writer: GenerationWriter?, rejects: RejectLog,
        alsoStages: [LoadStage] = []
    ) {
        self.plan = plan
        self.writer = writer
        self.rejects = rejects
        plan.options.progress.begin(
            bytes: plan.inputBytes,
            stages: [
                .writeTitles, .writePeople, .components, .creditsByPerson, .search, .sync,
            ] + alsoStages)
    }

    /// Where the records of a dump go when memory is tight; nil otherwise.
    func spill(for file: DumpFile) throws(LoadError) -> SpillFile? {
        guard plan.isTight, let writer, let input = plan.inputs[file] else { return nil }
        return try SpillFile(
            in: writer.path, name: "spill.\(file.rawValue)",
            bytes: input.bytes * (input.isCompressed ? LoadContext.recordBytesPerByte : 1))
    }

    /// Bytes of records for a byte of gzip, a guess on the safe side: what does not fit stays in
    /// memory.
    private static let recordBytesPerByte = 4

    /// Bytes of all blocks so far.
    var putBytes: Int { putCount.load(ordering: .relaxed) }

    /// Does a stage that reads no dump, and tells when it begins and ends.
    func stage<Value>(
        _ stage: LoadStage, _ body: () throws(LoadError) -> Value
    ) throws(LoadError) -> Value {
        plan.options.progress.begin(stage.rawValue)
        defer { plan.options.progress.end(stage.rawValue) }
        return try body()
    }

    /// Opens a dump, nil when the load goes without it.
    func reader(_ file: DumpFile) throws(LoadError) -> DumpReader? {
        guard let input = plan.inputs[file] else { return nil }
        try input.checkUnchanged()
        plan.options.progress.begin("read \(file.rawValue)")
        return try DumpReader(
            file, path: input.path, rejects: rejects, progress: plan.options.progress,
            stop: stop)
    }

    /// Stores one block.
    func put(_ bytes: [UInt8], block: Int, in table: StoreTable) throws(LoadError) {
        try stop.check()
        putCount.add(bytes.count, ordering: .relaxed)
        guard let writer else { return }
        try storing { () throws(StoreError) in try writer.put(bytes, block: block, in: table) }
    }

    /// Reads a block back, nil when it was not stored.
    func block(_ block: Int, in table: StoreTable) throws(LoadError) -> [UInt8]? {
        guard let writer else { return nil }
        return try storing { () throws(StoreError) in try writer.block(block, in: table) }
    }

    /// Empties a table: its stage starts again.
    func removeAll(in table: StoreTable) throws(LoadError) {
        guard let writer else { return }
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
        plan.options.progress.end("read \(file.rawValue)")
        try rejects.restart(file)
        for table in tables { try removeAll(in: table) }
        guard let done = try pass(false) else {
            preconditionFailure("every block is open to the end")
        }
        return done
    }

    /// Notes what came out of a file that has been read to its end.
    ///
    /// - Throws: When the file is not any more what it was before the load.
    func note(
        _ reader: DumpReader, dangling: Int, leftOut: Int = 0, seconds: Double
    ) throws(LoadError) {
        try plan.inputs[reader.file]?.checkUnchanged()
        let outcome = reader.outcome
        plan.options.progress.end("read \(reader.file.rawValue)")
        let summary = FileSummary(
            file: reader.file, path: reader.path, rowsRead: outcome.rowsRead,
            rowsKept: outcome.rowsKept - dangling - leftOut, rowsRejected: outcome.rowsRejected,
            rejectedByReason: rejects.counts(reader.file), rowsDangling: dangling,
            referencesDangling: 0, rowsLeftOut: leftOut, bytesRead: outcome.bytesRead,
            plainBytes: outcome.plainBytes,
            extraColumns: outcome.extraColumns, seconds: seconds)
        summaries.withLock { $0[reader.file] = summary }
    }

    /// Notes references inside kept rows that point to nobody.
    func noteDanglingReferences(_ file: DumpFile, _ count: Int) {
        summaries.withLock { $0[file]?.referencesDangling += count }
    }

    /// Moves rows from kept to dangling or left out: known only once another file has been read.
    func noteDanglingRows(_ file: DumpFile, _ count: Int, leftOut: Int) {
        summaries.withLock {
            $0[file]?.rowsKept -= count + leftOut
            $0[file]?.rowsDangling += count
            $0[file]?.rowsLeftOut += leftOut
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

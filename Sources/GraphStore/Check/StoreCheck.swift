internal import GraphModel

/// Verifies every invariant that `docs/data-file.md` states.
///
/// First every block against its checksum and its layout, from the raw bytes and without trusting
/// any of them; then, if the layout holds, tables against each other.
public enum StoreCheck {
    /// One thing that is not as it should be.
    public struct Finding: Sendable, Equatable, CustomStringConvertible {
        /// The table.
        public let table: String
        /// The block or the key.
        public let place: String
        /// What was expected and what is there.
        public let reason: String

        /// One line.
        public var description: String { "\(table), \(place): \(reason)" }
    }

    /// What a check found.
    public struct Report: Sendable {
        /// At most ``findingsMax`` of them.
        public internal(set) var findings: [Finding] = []
        /// All of them, those not kept included.
        public internal(set) var findingCount = 0
        /// Blocks looked at.
        public internal(set) var blocks = 0
        /// Bytes of those blocks.
        public internal(set) var bytes = 0

        /// Whether everything is as it should be.
        public var isSound: Bool { findingCount == 0 }

        mutating func add(_ table: String, _ place: String, _ reason: String) {
            findingCount += 1
            if findings.count < StoreCheck.findingsMax {
                findings.append(Finding(table: table, place: place, reason: reason))
            }
        }
    }

    /// Findings that are kept; the rest is counted.
    public static let findingsMax = 1_000

    /// Checks a generation: its data file, its manifest, and the files beside.
    ///
    /// - Complexity: reads the files once or twice; needs 8 bytes a node.
    /// - Parameter path: The directory of the generation.
    /// - Returns: What is wrong, nothing if all is well.
    /// - Throws: A ``StoreError`` when the data file cannot be opened at all.
    public static func run(generation path: String) throws(StoreError) -> Report {
        var report = try run(dataFileIn: path)
        try ManifestCheck.run(generation: path, &report)
        return report
    }

    /// Checks a data file alone.
    ///
    /// - Complexity: reads the file once or twice; needs 8 bytes a node.
    /// - Parameter path: The directory of the generation.
    /// - Returns: What is wrong, nothing if all is well.
    /// - Throws: A ``StoreError`` when the file cannot be opened at all.
    package static func run(dataFileIn path: String) throws(StoreError) -> Report {
        let transaction = try DataFile.open(path)
        var report = Report()
        guard let meta = try transaction.table(StoreTable.meta.name) else { return report }
        try checkNames(transaction, &report)
        let statistics: GraphStatistics
        let orders: [TextOrder: Int]
        do throws(StoreError) {
            try checkMeta(transaction, meta, &report)
            statistics = try MetaRecords.statistics(transaction, meta)
            orders = try MetaRecords.orderCounts(transaction, meta)
            for list in WordList.allCases { _ = try MetaRecords.words(transaction, meta, list) }
        } catch {
            guard case .corrupted(let table, let key, let reason) = error else { throw error }
            report.add(table, "key \(key)", reason)
            return report
        }
        for table in StoreTable.all where table.hasBlocks {
            try checkBlocks(transaction, meta, table, statistics, orders, &report)
        }
        guard report.isSound else { return report }
        let generation = try Generation(path: path, name: "check")
        var content = ContentCheck(generation)
        content.run()
        for finding in content.report.findings {
            report.add(finding.table, finding.place, finding.reason)
        }
        report.findingCount = content.report.findingCount
        return report
    }

    /// The tables are those of the format, no more and no less.
    private static func checkNames(
        _ transaction: borrowing ReadTransaction, _ report: inout Report
    ) throws(StoreError) {
        var names: Set<String> = []
        try unsafe transaction.forEach(transaction.mainTable()) { (key, _) throws(StoreError) in
            unsafe names.insert(String(decoding: key, as: UTF8.self))
        }
        let expected = Set(StoreTable.all.map(\.name))
        for name in names.subtracting(expected).sorted() {
            report.add(name, "table", "not a table of this format")
        }
        for name in expected.subtracting(names).sorted() {
            report.add(name, "table", "the table is missing")
        }
    }

    /// The keys are those of the format and the completion record matches their content.
    private static func checkMeta(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle, _ report: inout Report
    ) throws(StoreError) {
        var keys: Set<String> = []
        try unsafe transaction.forEach(meta) { (key, _) throws(StoreError) in
            unsafe keys.insert(String(decoding: key, as: UTF8.self))
        }
        let expected = Set(StoreFormat.metaKeys + [StoreFormat.completeKey])
        for key in keys.subtracting(expected).sorted() {
            report.add(StoreTable.meta.name, "key \(key)", "not a key of this format")
        }
        for key in expected.subtracting(keys).sorted() {
            report.add(StoreTable.meta.name, "key \(key)", "the record is missing")
        }
        let checksum = try MetaRecords.checksum(transaction, meta)
        let complete = try unsafe transaction.value(StoreFormat.completeKey, in: meta)
        let stored = unsafe complete.flatMap { value in
            unsafe value.count == 4 ? value.loadUnaligned(as: UInt32.self) : nil
        }
        if stored != checksum {
            report.add(
                StoreTable.meta.name, "key \(StoreFormat.completeKey)",
                "the checksum of the records is \(checksum), noted is "
                    + (stored.map(String.init) ?? "nothing"))
        }
    }

    private static func checkBlocks(
        _ transaction: borrowing ReadTransaction, _ meta: TableHandle, _ table: StoreTable,
        _ statistics: GraphStatistics, _ orders: [TextOrder: Int], _ report: inout Report
    ) throws(StoreError) {
        guard let handle = try transaction.table(table.name) else { return }
        guard try transaction.hasIntegerKeys(handle) else {
            return report.add(table.name, "table", "keys are not integers")
        }
        let checksums: [UInt32: UInt32]
        do throws(StoreError) {
            checksums = try MetaRecords.checksums(transaction, meta, table)
        } catch {
            return report.add(table.name, "table", "\(error)")
        }
        let layout = BlockLayout(table, statistics, orders)
        var seen: Set<UInt32> = []
        var numbers = 0
        var found = report
        try unsafe transaction.forEach(handle) { (key, value) throws(StoreError) in
            guard key.count == 4 else {
                return found.add(table.name, "a key", "not a block number")
            }
            let block = unsafe key.loadUnaligned(as: UInt32.self)
            seen.insert(block)
            found.blocks += 1
            found.bytes += value.count
            if let expected = checksums[block] {
                let checksum = unsafe Checksum.of(value)
                if checksum != expected {
                    found.add(
                        table.name, "block \(block)",
                        "its checksum is \(checksum), noted is \(expected)")
                }
            } else {
                found.add(table.name, "block \(block)", "no checksum is noted for it")
            }
            if let reason = unsafe layout.problem(block: Int(block), value) {
                found.add(table.name, "block \(block)", reason)
            } else if case .ids = table {
                if let reason = unsafe layout.rankProblem(value, before: &numbers) {
                    found.add(table.name, "block \(block)", reason)
                }
            }
        }
        if case .ids(let label) = table, numbers != statistics.nodes[Int(label.rawValue)] {
            found.add(
                table.name, "all blocks",
                "\(numbers) numbers for \(statistics.nodes[Int(label.rawValue)]) nodes")
        }
        if case .search = table {
            // Every rank and every word has its bytes: no block of these is left out.
            for block in 0..<UInt32(table.blockCount(statistics, orders))
            where checksums[block] == nil {
                found.add(table.name, "block \(block)", "the block is missing")
            }
        }
        for block in checksums.keys.sorted() where !seen.contains(block) {
            found.add(table.name, "block \(block)", "the block is missing")
        }
        report = found
    }
}

public import GraphModel

/// One bulk load, opened for reading: immutable, memory-mapped, shared by all threads.
///
/// Opening creates nothing and writes nothing. One read transaction lives as long as the object
/// and keeps every view valid; since nobody writes the file, that costs nothing.
public final class Generation: GraphReading {
    /// `gen-000001`.
    public let name: String
    /// The directory of the generation.
    public let path: String

    private let transaction: ReadTransaction
    private let arena = BlockArena()
    // The views asked for in every request, made once.
    private let titleIDs: IDMap
    private let personIDs: IDMap
    private let relations: [Adjacency]
    private let columns: [ColumnView]
    private let textViews: [TextView]
    private let orders: [OrderView]
    private let searchIndexes: [SearchIndex]
    private let lists: [[String]]

    /// Which people hang together.
    public let components: ComponentView
    /// Ordering, job and characters of credits.
    public let payloads: PayloadView
    /// Alternative titles.
    public let alternativeTitles: AlternativeTitleView
    /// What was counted when the generation was built.
    public let statistics: GraphStatistics

    /// Opens a generation.
    ///
    /// - Parameters:
    ///   - path: Its directory.
    ///   - name: Its name, for messages and replies.
    /// - Throws: A ``StoreError`` that tells a missing, a foreign, a cut-off, an unfinished file
    ///   and one of another version apart.
    public convenience init(path: String, name: String) throws(StoreError) {
        try self.init(DataFile.open(path), path: path, name: name)
    }

    /// Reads the tables of a snapshot, that of a file under construction included.
    init(_ transaction: consuming ReadTransaction, path: String, name: String) throws(StoreError) {
        self.path = path
        self.name = name
        guard let meta = try transaction.table(StoreTable.meta.name) else {
            throw .foreign(
                path: "\(path)/\(DataDirectory.dataName)", reason: "it has no table meta")
        }
        let statistics = try MetaRecords.statistics(transaction, meta)
        let orderCounts = try MetaRecords.orderCounts(transaction, meta)
        var lists: [[String]] = []
        for list in WordList.allCases {
            lists.append(try MetaRecords.words(transaction, meta, list))
        }
        var tables: [StoreTable: BlockTable] = [:]
        for table in StoreTable.all where table.hasBlocks {
            let blocks = table.blockCount(statistics, orderCounts)
            tables[table] = try Generation.pointers(
                transaction, table, blocks: blocks, arena: arena)
        }
        func found(_ table: StoreTable) -> BlockTable {
            guard let found = tables[table] else { preconditionFailure("every table is opened") }
            return found
        }
        titleIDs = IDMap(table: found(.ids(.title)))
        personIDs = IDMap(table: found(.ids(.person)))
        relations = Relation.allCases.map { relation in
            Adjacency(
                table: found(.relation(relation)),
                nodeCount: statistics.nodes[Int(relation.source.rawValue)],
                isTyped: relation.isTyped)
        }
        columns = Column.allCases.map { column in
            ColumnView(table: found(.columns(column.group)), column: column)
        }
        textViews = TextColumn.allCases.map { TextView(table: found(.texts($0))) }
        orders = TextOrder.allCases.map { order in
            OrderView(table: found(.order(order)), count: orderCounts[order] ?? 0)
        }
        searchIndexes = Label.allCases.map { label in
            SearchIndex(
                order: OrderView(
                    table: found(.search(label, .order)),
                    count: statistics.nodes[Int(label.rawValue)]),
                words: TextView(table: found(.search(label, .words))),
                postings: TextView(table: found(.search(label, .postings))),
                names: TextView(table: found(.search(label, .names))),
                wordCount: statistics.searchWords[Int(label.rawValue)])
        }
        components = ComponentView(
            numbers: columns[Int(Column.component.rawValue)], sizes: found(.componentSizes),
            count: statistics.components)
        payloads = PayloadView(table: found(.payloads))
        alternativeTitles = AlternativeTitleView(table: found(.alternativeTitles))
        self.lists = lists
        self.statistics = statistics
        self.transaction = transaction
    }

    /// Number of nodes of a label.
    public func count(_ label: Label) -> Int { statistics.nodes[Int(label.rawValue)] }

    /// Public numbers to dense ids.
    public func ids(_ label: Label) -> IDMap { label == .title ? titleIDs : personIDs }

    /// The neighbour lists of a relation.
    public func adjacency(_ relation: Relation) -> Adjacency { relations[Int(relation.rawValue)] }

    /// A fixed-width property.
    public func column(_ column: Column) -> ColumnView { columns[Int(column.rawValue)] }

    /// A text property.
    public func texts(_ column: TextColumn) -> TextView { textViews[Int(column.rawValue)] }

    /// Nodes in byte order of a text.
    public func order(_ order: TextOrder) -> OrderView {
        orders[Int(order.rawValue)]
    }

    /// The search index of a label.
    public func searchIndex(_ label: Label) -> SearchIndex { searchIndexes[Int(label.rawValue)] }

    /// A dictionary.
    public func words(_ list: WordList) -> [String] { lists[Int(list.rawValue)] }

    /// What the generation was made from, nil when it does not say.
    public func manifest() throws(StoreError) -> Manifest? {
        try Manifest.read(generation: path)
    }

    /// Bytes and entries of each table in the file.
    public func tableSizes() throws(StoreError) -> [(table: StoreTable, entries: Int, bytes: Int)] {
        var sizes: [(table: StoreTable, entries: Int, bytes: Int)] = []
        for table in StoreTable.all {
            guard let handle = try transaction.table(table.name) else { continue }
            let pages = try transaction.pages(handle)
            sizes.append((table, pages.entries, pages.pages * DataFile.pageBytes))
        }
        return sizes
    }

    /// Calls `body` with every stored block of a table.
    package func forEachBlock(
        _ table: StoreTable, _ body: (Int, [UInt8]) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard let handle = try transaction.table(table.name) else { return }
        try unsafe transaction.forEach(handle) { (key, value) throws(StoreError) in
            try unsafe body(Int(key.loadUnaligned(as: UInt32.self)), Array(value))
        }
    }

    /// Walks the keys of a table once and notes where each block lies.
    private static func pointers(
        _ transaction: borrowing ReadTransaction, _ table: StoreTable, blocks: Int,
        arena: BlockArena
    ) throws(StoreError) -> BlockTable {
        let empty = unsafe table.emptyBlock.withUnsafeBytes { unsafe arena.copy($0) }
        var pointers = unsafe [UnsafeRawPointer](repeating: empty, count: blocks)
        guard let handle = try transaction.table(table.name) else {
            throw .corrupted(table: table.name, key: "-", reason: "the table is missing")
        }
        try unsafe transaction.forEach(handle) { (key, value) throws(StoreError) in
            guard key.count == 4 else {
                throw .corrupted(table: table.name, key: "?", reason: "a key is not a block number")
            }
            let block = unsafe Int(key.loadUnaligned(as: UInt32.self))
            guard block < blocks else {
                throw .corrupted(
                    table: table.name, key: String(block),
                    reason: "a block beyond the last of \(blocks)")
            }
            guard let base = value.baseAddress, value.count >= table.blockBytesMin,
                UInt(bitPattern: base) % 8 == 0
            else {
                throw unsafe .corrupted(
                    table: table.name, key: String(block),
                    reason: "\(value.count) bytes, at least \(table.blockBytesMin) expected")
            }
            unsafe pointers[block] = unsafe base
        }
        return unsafe arena.table(pointers)
    }
}

extension StoreTable {
    /// Blocks that a table of this size has at most.
    func blockCount(_ statistics: GraphStatistics, _ orders: [TextOrder: Int]) -> Int {
        func nodes(_ label: Label) -> Int {
            Schema.blockCount(statistics.nodes[Int(label.rawValue)])
        }
        return switch self {
        case .meta: 0
        case .ids: (Int(NodeID.numberMax) + 1) / IDMap.numbersPerBlock
        case .relation(let relation): nodes(relation.source)
        case .columns(let group): nodes(group.label)
        case .texts(let column): nodes(column.label)
        case .order(let order): Schema.blockCount(orders[order] ?? 0)
        case .payloads, .alternativeTitles: nodes(.title)
        case .componentSizes: Schema.blockCount(statistics.components)
        case .search(let label, .order), .search(let label, .names): nodes(label)
        case .search(let label, .words), .search(let label, .postings):
            Schema.blockCount(statistics.searchWords[Int(label.rawValue)])
        }
    }
}

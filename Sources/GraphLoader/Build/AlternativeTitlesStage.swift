internal import GraphModel
internal import GraphStore

/// title.akas: each title's names in regions and languages.
struct AlternativeTitlesStage: ~Copyable {
    private enum At {
        static let id = 0, ordering = 1, title = 2, region = 3, language = 4, types = 5
        static let attributes = 6, original = 7
    }

    /// What the counters and dictionaries get.
    struct Written: Sendable {
        var rows = 0
        var words: [WordList: ByteDictionary] = [:]
    }

    private let regions = ByteDictionary()
    private let languages = ByteDictionary()
    private let types = ByteDictionary()
    private let attributes = ByteDictionary()
    private var record = GrowableBuffer<UInt8>()

    /// Reads the file and writes its table.
    static func write(_ titles: NodeTable, _ context: LoadContext) throws(LoadError) -> Written {
        try context.inOrderElseAgain(.alternativeTitles, writing: [.alternativeTitles]) {
            (isOrdered) throws(LoadError) in
            try write(titles, context, isOrdered: isOrdered)
        }
    }

    private static func write(
        _ titles: NodeTable, _ context: LoadContext, isOrdered: Bool
    ) throws(LoadError) -> Written? {
        guard let reader = try context.reader(.alternativeTitles) else { return Written() }
        let started = monotonicSeconds()
        var stage = AlternativeTitlesStage()
        let pool = RowsPool()
        let ids = titles.ids
        let count = titles.count
        var dangling = 0
        var leftOut = 0
        func close(_ block: Int, _ rows: TitleRows?) throws(LoadError) {
            guard let rows else { return }
            defer { pool.giveBack(rows) }
            let end = min(count, (block + 1) * Schema.nodesPerBlock)
            let bytes = encode(rows, titles: end - block * Schema.nodesPerBlock)
            try context.put(bytes, block: block, in: .alternativeTitles)
        }
        var collector = TitleBlockCollector(
            titles.ids, isOrdered: isOrdered, pool: pool, close: close)
        let isWhole = try reader.forEachRow { row throws(DumpReader.Stop) in
            let number = try parsing { () throws(RowProblem) in try stage.parse(row) }
            guard let title = ids.node(number) else {
                if titles.isLeftOut(number) { leftOut += 1 } else { dangling += 1 }
                return
            }
            try collector.add(title, number: number, stage.record)
        }
        guard isWhole else { return nil }
        try collector.finish()
        _ = try collector.reopenLate { (block, late) throws(LoadError) in
            let rows = TitleRows()
            if let stored = try context.block(block, in: .alternativeTitles) {
                decode(stored, to: rows)
            }
            rows.append(late)
            try close(block, rows)
            return true
        }
        try context.note(
            reader, dangling: dangling, leftOut: leftOut, seconds: monotonicSeconds() - started)
        return Written(
            rows: reader.outcome.rowsKept - dangling - leftOut,
            words: [
                .regions: stage.regions, .languages: stage.languages, .akaTypes: stage.types,
                .akaAttributes: stage.attributes,
            ])
    }

    /// Packs a row: its length and ordering for sorting, then the bytes that the store keeps.
    private mutating func parse(_ row: Row) throws(RowProblem) -> UInt32 {
        let number = try row.id(At.id, .title)
        guard let ordering = try row.number(At.ordering, max: .max) else {
            throw RowProblem(At.ordering, .valueMissing)
        }
        let title = try unsafe row.boundedText(At.title)
        let original = try row.flag(At.original)
        let limit = Int(UInt32.max)
        let region = try unsafe code(
            row.boundedText(At.region), At.region, in: regions, below: limit)
        let language = try unsafe code(
            row.boundedText(At.language), At.language, in: languages, below: limit)
        let types = try unsafe code(
            row.boundedText(At.types), At.types, in: types, below: limit)
        let attributes = try unsafe code(
            row.boundedText(At.attributes), At.attributes, in: attributes, below: limit)
        record.removeAll()
        // Length and ordering, once they are known.
        _ = unsafe record.appendRoom(8)
        VariableInteger.append(ordering, to: &record)
        if let title = unsafe title {
            VariableInteger.append(UInt32(title.count) + 1, to: &record)
            unsafe record.append(contentsOf: title)
        } else {
            record.append(0)
        }
        for code in [region, language, types, attributes] {
            VariableInteger.append(code.map { $0 + 1 } ?? 0, to: &record)
        }
        record.append(original.map { $0 ? 1 : 0 } ?? 2)
        let head = unsafe UnsafeMutableRawPointer(record.pointer(to: 0))
        unsafe head.store(UInt32(record.count), 0)
        unsafe head.store(ordering, 4)
        return number
    }

    /// The rows of a block that has been written.
    private static func decode(_ block: [UInt8], to rows: TitleRows) {
        let arena = BlockArena()
        let view = AlternativeTitleView(table: arena.table(copying: [block]))
        for slot in 0..<UInt32(Schema.nodesPerBlock) {
            unsafe view.forEachRecord(ofTitle: slot) { ordering, bytes in
                rows.beginRow(slot)
                let head = unsafe UnsafeMutableRawPointer(rows.bytes.appendRoom(8))
                unsafe head.store(UInt32(bytes.count + 8), 0)
                unsafe head.store(ordering, 4)
                unsafe rows.bytes.append(contentsOf: bytes.bindMemory(to: UInt8.self))
            }
        }
    }

    /// The block of some titles' rows, each title's by ordering, then arrival.
    private static func encode(_ rows: TitleRows, titles: Int) -> [UInt8] {
        rows.group()
        var starts: [UInt32] = []
        var records: [UInt8] = []
        let bytes = unsafe UnsafeRawBufferPointer(rows.bytes.elements)
        func word(_ start: UInt32, _ offset: Int) -> UInt32 {
            unsafe bytes.loadUnaligned(fromByteOffset: Int(start) + offset, as: UInt32.self)
        }
        func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
            (word(left, 4), left) < (word(right, 4), right)
        }
        records.reserveCapacity(bytes.count)
        for slot in 0..<Schema.nodesPerBlock {
            starts.append(UInt32(records.count))
            guard slot < titles else { continue }
            rows.sort(rows.places(ofSlot: slot), by: precedes)
            for place in rows.places(ofSlot: slot) {
                let start = rows.start(at: place)
                unsafe records.append(
                    contentsOf: UnsafeRawBufferPointer(
                        rebasing: bytes[Int(start) + 8..<Int(start) + Int(word(start, 0))]))
            }
        }
        starts.append(UInt32(records.count))
        return unsafe starts.withUnsafeBytes { unsafe Array($0) } + records
    }
}

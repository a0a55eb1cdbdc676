internal import GraphModel
internal import GraphStore
internal import Glibc

/// title.basics and title.ratings: the titles, their columns, texts and byte order.
struct TitlesStage {
    private enum At {
        static let id = 0, type = 1, primary = 2, original = 3, adult = 4, start = 5, end = 6
        static let runtime = 7, genres = 8
    }

    private let context: LoadContext
    private var seen = NumberSet()
    private let spool: RowSpool
    private let types = ByteDictionary()
    /// With `--only`: every type of the file, whether it is asked for, and the titles that are not.
    private let typesSeen = ByteDictionary()
    private var isKept: [Bool] = []
    private var leftOut = NumberSet()
    private let genreLists = ByteDictionary()

    private init(_ context: LoadContext) throws(LoadError) {
        self.context = context
        spool = RowSpool(try context.spill(for: .titles))
    }

    /// Reads title.basics and applies title.ratings to it.
    static func read(_ context: LoadContext) throws(LoadError) -> NodeTable {
        let ratings = try RatingsStage.read(context)
        var stage = try TitlesStage(context)
        let started = monotonicSeconds()
        guard let reader = try context.reader(.titles) else {
            preconditionFailure("title.basics is needed")
        }
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in try stage.add(row) }
        }
        try context.note(
            reader, dangling: 0, leftOut: stage.leftOut.count,
            seconds: monotonicSeconds() - started)
        try stage.checkOnly()
        let table = NodeTable(
            .title, stage.seen, stage.spool,
            words: [.titleTypes: stage.types, .genreLists: stage.genreLists],
            leftOut: stage.leftOut)
        ratings?.apply(to: table, context)
        return table
    }

    private mutating func add(_ row: Row) throws(RowProblem) {
        unsafe genreLists.prefetch(row.field(At.genres))
        let number = try row.id(At.id, .title)
        let title = try unsafe row.boundedText(At.primary)
        let original = try unsafe row.boundedText(At.original)
        let adult = try row.flag(At.adult)
        let start = try row.number(At.start, max: Column.startYear.absent - 1)
        let end = try row.number(At.end, max: Column.endYear.absent - 1)
        let runtime = try row.number(At.runtime, max: Column.runtime.absent - 1)
        guard try isAskedFor(row) else {
            guard seen.node(number) == nil, leftOut.insert(number) else {
                throw RowProblem(At.id, .duplicateID)
            }
            return
        }
        guard leftOut.node(number) == nil else { throw RowProblem(At.id, .duplicateID) }
        let type = try unsafe code(row.boundedText(At.type), At.type, in: types, below: 255)
        let genres = try unsafe code(
            row.boundedText(At.genres), At.genres, in: genreLists, below: 65_535)
        guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
        let isSame = unsafe original != nil && title != nil && Row.equal(original, title)
        let titleCount = unsafe title?.count ?? 0
        let originalCount = isSame ? 0 : unsafe original?.count ?? 0
        let record = unsafe spool.append(TitleRecord.texts + titleCount + originalCount)
        unsafe record.store(number, TitleRecord.number)
        unsafe record.store(runtime ?? .max, TitleRecord.runtime)
        unsafe record.store(UInt32.max, TitleRecord.votes)
        unsafe record.store(UInt16(start ?? 65_535), TitleRecord.startYear)
        unsafe record.store(UInt16(end ?? 65_535), TitleRecord.endYear)
        unsafe record.store(UInt16.max, TitleRecord.rating)
        unsafe record.store(UInt16(genres ?? 65_535), TitleRecord.genres)
        unsafe record.store(UInt8(type ?? 255), TitleRecord.type)
        unsafe record.store(adult.map { $0 ? UInt8(1) : 0 } ?? 255, TitleRecord.adult)
        unsafe record.store(UInt8(title == nil ? 0 : 1), TitleRecord.titleState)
        unsafe record.store(
            UInt8(original == nil ? 0 : isSame ? 2 : 1), TitleRecord.originalState)
        unsafe record.store(UInt16(titleCount), TitleRecord.titleBytes)
        unsafe record.store(UInt16(originalCount), TitleRecord.originalBytes)
        unsafe record.store(title, TitleRecord.texts)
        if !isSame { unsafe record.store(original, TitleRecord.texts + titleCount) }
    }

    /// Whether a title is of a type that `--only` names.
    private mutating func isAskedFor(_ row: Row) throws(RowProblem) -> Bool {
        let only = context.plan.options.only
        if only.isEmpty { return true }
        guard
            let code = try unsafe code(
                row.boundedText(At.type), At.type, in: typesSeen, below: 65_535)
        else { return false }
        if Int(code) == isKept.count {
            isKept.append(
                only.contains(String(decoding: typesSeen.word(Int(code)), as: UTF8.self)))
        }
        return isKept[Int(code)]
    }

    /// A type that no title has is a slip of the pen.
    private func checkOnly() throws(LoadError) {
        let known = (0..<typesSeen.count).map {
            String(decoding: typesSeen.word($0), as: UTF8.self)
        }
        let unknown = context.plan.options.only.subtracting(known)
        guard unknown.isEmpty else {
            throw .unknownTypes(unknown.sorted(), known: known.sorted())
        }
    }

    /// Writes columns, texts and byte order of all titles.
    static func write(_ table: NodeTable, _ context: LoadContext) throws(LoadError) -> Int {
        var columns = ColumnBlockBuilder(.title)
        var titles = TextBlockBuilder()
        var originals = TextBlockBuilder()
        for node in 0..<UInt32(table.count) {
            let record = unsafe table.record(node)
            let slot = Schema.slot(of: node)
            unsafe columns.set(.titleNumber, slot: slot, to: record.word(TitleRecord.number))
            unsafe columns.set(.runtime, slot: slot, to: record.word(TitleRecord.runtime))
            unsafe columns.set(.votes, slot: slot, to: record.word(TitleRecord.votes))
            unsafe columns.set(.startYear, slot: slot, to: record.half(TitleRecord.startYear))
            unsafe columns.set(.endYear, slot: slot, to: record.half(TitleRecord.endYear))
            unsafe columns.set(.rating, slot: slot, to: record.half(TitleRecord.rating))
            unsafe columns.set(.genres, slot: slot, to: record.half(TitleRecord.genres))
            unsafe columns.set(.titleType, slot: slot, to: record.byte(TitleRecord.type))
            unsafe columns.set(.adult, slot: slot, to: record.byte(TitleRecord.adult))
            unsafe titles.append(TitleRecord.title(record))
            switch unsafe record.byte(TitleRecord.originalState) {
            case 0: unsafe originals.append(nil)
            case 1: unsafe originals.append(TitleRecord.original(record))
            default: originals.appendSame()
            }
            if slot == Schema.nodesPerBlock - 1 || Int(node) == table.count - 1 {
                let block = Schema.block(of: node)
                try context.put(columns.finish(), block: block, in: .columns(.title))
                try context.put(titles.finish(), block: block, in: .texts(.primaryTitle))
                try context.put(originals.finish(), block: block, in: .texts(.originalTitle))
            }
        }
        try IDStage.write(table, context)
        return unsafe try OrderStage.write(.titles, of: table, context, text: TitleRecord.title)
    }
}

/// The code of a word in a dictionary that may hold `limit` words, nil for `\N`.
func code(
    _ word: UnsafeBufferPointer<UInt8>?, _ column: Int, in words: ByteDictionary,
    below limit: Int
) throws(RowProblem) -> UInt32? {
    guard let word = unsafe word else { return nil }
    let known = words.count
    if known < limit { return unsafe words.code(of: word) }
    guard let code = unsafe words.existingCode(of: word) else {
        throw RowProblem(column, .tooManyWords)
    }
    return code
}

extension Row {
    /// Whether two texts hold the same bytes.
    static func equal(
        _ left: UnsafeBufferPointer<UInt8>?, _ right: UnsafeBufferPointer<UInt8>?
    ) -> Bool {
        guard let left = unsafe left, let right = unsafe right,
            left.count == right.count
        else { return false }
        guard let first = left.baseAddress, let second = right.baseAddress else {
            return true
        }
        return unsafe memcmp(first, second, left.count) == 0
    }
}

extension UnsafeMutableRawPointer {
    /// Stores a number at a byte offset.
    @unsafe @inline(__always)
    func store<Number: FixedWidthInteger>(_ value: Number, _ offset: Int) {
        unsafe storeBytes(of: value, toByteOffset: offset, as: Number.self)
    }

    /// Copies bytes to a byte offset.
    @unsafe @inline(__always)
    func store(_ bytes: UnsafeBufferPointer<UInt8>?, _ offset: Int) {
        guard let bytes = unsafe bytes, let base = bytes.baseAddress else { return }
        unsafe (self + offset).copyMemory(from: base, byteCount: bytes.count)
    }

    /// The `u32` at a byte offset.
    @unsafe @inline(__always)
    func word(_ offset: Int) -> UInt32 {
        unsafe loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    /// The `u16` at a byte offset.
    @unsafe @inline(__always)
    func half(_ offset: Int) -> UInt32 {
        unsafe UInt32(loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    }

    /// The byte at an offset.
    @unsafe @inline(__always)
    func byte(_ offset: Int) -> UInt32 {
        unsafe UInt32(load(fromByteOffset: offset, as: UInt8.self))
    }
}

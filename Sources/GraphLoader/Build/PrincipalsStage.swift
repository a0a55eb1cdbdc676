internal import GraphModel
internal import GraphStore

/// title.principals: credits in title order go to the store, their edges on to the people's side.
struct PrincipalsStage {
    private enum At {
        static let title = 0, ordering = 1, person = 2, category = 3, job = 4, characters = 5
    }

    /// What the people's side and the counters need.
    struct Credits: Sendable {
        let edges: EdgeBuckets
        let components: ComponentForest
        let categories: ByteDictionary
        let statistics: GraphStatistics
    }

    private static let tables: [StoreTable] = [
        .relation(.creditsByTitle), .relation(.movieCastByTitle), .payloads,
    ]

    /// Reads the file and writes the titles' side.
    static func read(
        _ context: LoadContext, titles: NodeTable, movies: TitleMarks, people: NodeTable,
        crew: CrewTable?
    ) throws(LoadError) -> Credits {
        try context.inOrderElseAgain(.principals, writing: tables) {
            (isOrdered) throws(LoadError) in
            try read(context, titles, movies, people, crew, isOrdered: isOrdered)
        }
    }

    /// One pass; nil when the rows turn out not to be in text order of the ids.
    ///
    /// This thread reads rows, another one writes the blocks that are complete.
    private static func read(
        _ context: LoadContext, _ titles: NodeTable, _ movies: TitleMarks, _ people: NodeTable,
        _ crew: CrewTable?, isOrdered: Bool
    ) throws(LoadError) -> Credits? {
        guard let reader = try context.reader(.principals) else {
            preconditionFailure("title.principals is needed")
        }
        let started = monotonicSeconds()
        let (queue, pool) = (BlockQueue(), RowsPool())
        var collector = TitleBlockCollector(
            titles.ids, isOrdered: isOrdered, pool: pool, close: queue.put)
        let assembler = CreditAssembler(
            context, titles: titles.count, movies: movies, people: people.count, crew: crew)
        let (titleIDs, personIDs) = (titles.ids, people.ids)
        var parser = PrincipalParser()
        var dangling = 0
        var leftOut = 0
        let (isWhole, unknownPeople) = try concurrently(
            context.stop,
            { () throws(LoadError) in
                defer { queue.end() }
                let isWhole = try reader.forEachRow { row throws(DumpReader.Stop) in
                    let number = try parsing { () throws(RowProblem) in try parser.parse(row) }
                    guard let title = titleIDs.node(number) else {
                        if titles.isLeftOut(number) { leftOut += 1 } else { dangling += 1 }
                        return
                    }
                    try collector.add(title, number: number, parser.record)
                }
                if isWhole { try collector.finish() }
                return isWhole
            },
            { () throws(LoadError) in
                defer { queue.abandon() }
                var unknown = 0
                while let (block, rows) = queue.take() {
                    // Block by block: looked up one at a time, people would wait for memory.
                    unknown += rows?.translate(at: PrincipalRecord.person, personIDs) ?? 0
                    try assembler.close(block, rows)
                    if let rows { pool.giveBack(rows) }
                }
                return unknown
            })
        guard isWhole else { return nil }
        dangling += unknownPeople
        let isDone = try collector.reopenLate { (block, rows) throws(LoadError) in
            // A dry run has nothing to read back.
            guard context.writer != nil else { return false }
            dangling += rows.translate(at: PrincipalRecord.person, personIDs)
            return try assembler.reopen(block, rows)
        }
        guard isDone else { return nil }
        try context.note(
            reader, dangling: dangling, leftOut: leftOut, seconds: monotonicSeconds() - started)
        return assembler.credits(categories: parser.categories)
    }

    /// Parses rows and packs them: person, ordering, type, job and characters.
    @safe private struct PrincipalParser: ~Copyable {
        let categories = ByteDictionary()
        /// The row parsed last, in the layout of ``PrincipalRecord``.
        private(set) var record = GrowableBuffer<UInt8>()
        /// Where characters lie unless they lie in the row.
        private var room = GrowableBuffer<UInt8>()

        init() { for word in CreditType.knownWords { _ = categories.code(of: word) } }

        /// Checks a row and packs it; the number of its title.
        mutating func parse(_ row: Row) throws(RowProblem) -> UInt32 {
            let title = try row.id(At.title, .title)
            let person = try row.id(At.person, .person)
            guard let ordering = try row.number(At.ordering, max: .max) else {
                throw RowProblem(At.ordering, .valueMissing)
            }
            let job = try unsafe row.boundedText(At.job)
            var characters: UnsafeBufferPointer<UInt8>?
            if let list = try unsafe row.boundedText(At.characters) {
                do throws(RejectReason) {
                    unsafe characters = try CharacterNames.parse(list, room: &room)
                } catch {
                    throw RowProblem(At.characters, error)
                }
            }
            guard
                let code = try unsafe code(
                    row.boundedText(At.category), At.category, in: categories,
                    below: Int(CreditType.codeMax) + 1)
            else { throw RowProblem(At.category, .valueMissing) }
            record.removeAll()
            unsafe PrincipalRecord.append(
                to: &record, person: person, ordering: ordering, type: UInt8(code), job: job,
                characters: characters)
            return title
        }
    }
}

/// Layout of a row of principals while its block is open.
@safe struct PrincipalRecord {
    private let base: UnsafePointer<UInt8>

    /// Where the person stands: the number in a row that came, the dense id once its block closes.
    static let person = 0
    /// Bytes before the job.
    private static let headBytes = 16

    /// Packs a row; characters are joined by byte 0x00.
    @unsafe static func append(
        to bytes: inout GrowableBuffer<UInt8>, person: UInt32, ordering: UInt32, type: UInt8,
        job: UnsafeBufferPointer<UInt8>?, characters: UnsafeBufferPointer<UInt8>?
    ) {
        let jobBytes = unsafe job?.count ?? 0
        let characterBytes = unsafe characters?.count ?? 0
        let room = unsafe bytes.appendRoom(headBytes + jobBytes + characterBytes)
        let record = UnsafeMutableRawPointer(room)
        unsafe record.store(person, 0)
        unsafe record.store(ordering, 4)
        unsafe record.store(UInt32(type) | UInt32(jobBytes) << 16, 8)
        unsafe record.store(UInt32(characterBytes), 12)
        unsafe record.store(job, headBytes)
        unsafe record.store(characters, headBytes + jobBytes)
    }

    /// The record that starts at a byte of some rows; valid until rows are added.
    init(in rows: TitleRows, at start: UInt32) {
        unsafe base = UnsafePointer(rows.bytes.pointer(to: Int(start)))
    }

    private func word(_ offset: Int) -> UInt32 {
        unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    var person: UInt32 { word(PrincipalRecord.person) }
    var ordering: UInt32 { word(4) }
    var type: UInt8 { UInt8(truncatingIfNeeded: word(8)) }

    @unsafe var job: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(
            start: base + PrincipalRecord.headBytes, count: Int(word(8) >> 16))
    }

    @unsafe var characters: UnsafeBufferPointer<UInt8> {
        let jobBytes = Int(word(8) >> 16)
        return unsafe UnsafeBufferPointer(
            start: base + PrincipalRecord.headBytes + jobBytes, count: Int(word(12)))
    }
}

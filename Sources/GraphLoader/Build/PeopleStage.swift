internal import GraphModel
internal import GraphStore

/// name.basics: the people, their columns, names, byte order and what they are known for.
struct PeopleStage {
    private enum At {
        static let id = 0, name = 1, birth = 2, death = 3, professions = 4, knownFor = 5
    }

    private var seen = NumberSet()
    private let spool: RowSpool
    private let professionLists = ByteDictionary()
    private var knownFor: [UInt32] = []

    private init(_ context: LoadContext) throws(LoadError) {
        spool = RowSpool(try context.spill(for: .names))
    }

    /// Reads name.basics.
    static func read(_ context: LoadContext) throws(LoadError) -> NodeTable {
        var stage = try PeopleStage(context)
        let started = monotonicSeconds()
        guard let reader = try context.reader(.names) else {
            preconditionFailure("name.basics is needed")
        }
        try reader.forEachRow { row throws(DumpReader.Stop) in
            try parsing { () throws(RowProblem) in try stage.add(row) }
        }
        try context.note(reader, dangling: 0, seconds: monotonicSeconds() - started)
        return NodeTable(
            .person, stage.seen, stage.spool, words: [.professionLists: stage.professionLists])
    }

    private mutating func add(_ row: Row) throws(RowProblem) {
        unsafe professionLists.prefetch(row.field(At.professions))
        let number = try row.id(At.id, .person)
        let name = try unsafe row.boundedText(At.name)
        let birth = try row.number(At.birth, max: Column.birthYear.absent - 1)
        let death = try row.number(At.death, max: Column.deathYear.absent - 1)
        let professions = try unsafe code(
            row.boundedText(At.professions), At.professions, in: professionLists,
            below: Int(UInt32.max))
        knownFor.removeAll(keepingCapacity: true)
        unsafe try row.forEachPart(At.knownFor) { part throws(RowProblem) in
            let title = try unsafe Row.id(part, .title, At.knownFor)
            if !knownFor.contains(title) { knownFor.append(title) }
        }
        guard seen.insert(number) else { throw RowProblem(At.id, .duplicateID) }
        let nameCount = unsafe name?.count ?? 0
        let record = unsafe spool.append(PersonRecord.texts + nameCount + knownFor.count * 4)
        unsafe record.store(number, PersonRecord.number)
        unsafe record.store(professions ?? .max, PersonRecord.professions)
        unsafe record.store(UInt16(birth ?? 65_535), PersonRecord.birthYear)
        unsafe record.store(UInt16(death ?? 65_535), PersonRecord.deathYear)
        unsafe record.store(UInt8(name == nil ? 0 : 1), PersonRecord.nameState)
        unsafe record.store(UInt16(nameCount), PersonRecord.nameBytes)
        unsafe record.store(UInt32(knownFor.count), PersonRecord.knownForCount)
        unsafe record.store(name, PersonRecord.texts)
        for index in knownFor.indices {
            unsafe record.store(knownFor[index], PersonRecord.texts + nameCount + index * 4)
        }
    }

    /// What writing the people found.
    struct Written: Sendable {
        var knownFor = 0
        var ordered = 0
    }

    /// Writes columns, names, byte order and known-for lists of all people.
    static func write(
        _ table: NodeTable, titles: NodeTable, _ context: LoadContext
    ) throws(LoadError) -> Written {
        var written = Written()
        var columns = ColumnBlockBuilder(.person)
        var names = TextBlockBuilder()
        var knownFor = KnownForLists(titles: titles)
        for node in 0..<UInt32(table.count) {
            let record = unsafe table.record(node)
            let slot = Schema.slot(of: node)
            unsafe columns.set(.personNumber, slot: slot, to: record.word(PersonRecord.number))
            unsafe columns.set(.professions, slot: slot, to: record.word(PersonRecord.professions))
            unsafe columns.set(.birthYear, slot: slot, to: record.half(PersonRecord.birthYear))
            unsafe columns.set(.deathYear, slot: slot, to: record.half(PersonRecord.deathYear))
            unsafe names.append(PersonRecord.name(record))
            unsafe PersonRecord.forEachKnownFor(record) { knownFor.append($0) }
            knownFor.endList()
            if slot == Schema.nodesPerBlock - 1 || Int(node) == table.count - 1 {
                let block = Schema.block(of: node)
                var lists = knownFor.finish()
                written.knownFor += lists.edgeCount
                try context.put(columns.finish(), block: block, in: .columns(.person))
                try context.put(names.finish(), block: block, in: .texts(.name))
                try context.putLists(&lists, block: block, in: .knownForByPerson)
            }
        }
        context.noteDanglingReferences(.names, knownFor.dangling)
        try IDStage.write(table, context)
        written.ordered = unsafe try OrderStage.write(
            .names, of: table, context, text: PersonRecord.name)
        return written
    }
}

/// The known-for lists of one block of people: numbers until the block is full, then dense ids.
private struct KnownForLists {
    private let titles: NodeTable
    private var numbers: [UInt32] = []
    private var ends: [Int] = []
    /// Numbers of nobody, over all blocks; not those of titles that were left out.
    private(set) var dangling = 0

    init(titles: NodeTable) { self.titles = titles }

    mutating func append(_ number: UInt32) { numbers.append(number) }

    mutating func endList() { ends.append(numbers.count) }

    /// The lists of the block; there are none then.
    mutating func finish() -> AdjacencyBlockBuilder {
        var lists = AdjacencyBlockBuilder(isTyped: false)
        dangling -= titles.countLeftOut(numbers)
        titles.ids.translate(&numbers)
        var next = 0
        for end in ends {
            for title in numbers[next..<end] {
                if title == NumberSet.absent { dangling += 1 } else { lists.append(title) }
            }
            lists.endList()
            next = end
        }
        numbers.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        return lists
    }
}

internal import GraphModel
internal import GraphStore

/// Turns the rows of a block of titles into credits: rows of one (title, person, category) are
/// merged, credits of title.crew alone are added, lists are sorted by type and person.
final class CreditAssembler: @unchecked Sendable {  // one thread at a time
    /// A row on its way to a credit, ordered as the store orders credits.
    private struct Entry {
        /// Type, then person.
        let key: UInt64
        let ordering: UInt32
        /// Where the record starts; for a credit of title.crew alone its place there.
        let record: UInt32
        let isCrewOnly: Bool

        var type: UInt8 { UInt8(truncatingIfNeeded: key >> 32) }
        var person: UInt32 { UInt32(truncatingIfNeeded: key) }

        static func precedes(_ left: Entry, _ right: Entry) -> Bool {
            left.key != right.key
                ? left.key < right.key
                : (left.ordering, left.record) < (right.ordering, right.record)
        }
    }

    let context: LoadContext
    private let titleCount: Int
    private let crew: CrewTable?
    private let movies: TitleMarks
    private let edges: EdgeBuckets
    private let components: ComponentForest
    var statistics = GraphStatistics()

    private let noRows = TitleRows()
    private var entries = GrowableBuffer<Entry>()
    private var cast = GrowableBuffer<UInt32>()
    private var jobs: [UInt8] = []
    private var characters: [UInt8] = []
    private var lists = AdjacencyBlockBuilder(isTyped: true)
    private var movieLists = AdjacencyBlockBuilder(isTyped: false)
    private var payloads = PayloadBlockBuilder()
    /// Credits whose edges went to the people's side when their block was closed before.
    ///
    /// Empty but while a block is opened again.
    var known: Set<KnownCredit> = []

    struct KnownCredit: Hashable {
        let slot: Int
        let key: UInt64
    }

    init(
        _ context: LoadContext, titles: Int, movies: TitleMarks, people: Int, crew: CrewTable?
    ) {
        self.context = context
        titleCount = titles
        self.crew = crew
        self.movies = movies
        edges = EdgeBuckets(people: people)
        components = ComponentForest(people: people)
        statistics.credits = [Int](repeating: 0, count: Int(CreditType.codeMax) + 1)
    }

    /// What was assembled, once every block is closed.
    func credits(categories: ByteDictionary) -> PrincipalsStage.Credits {
        var counted = statistics
        counted.credits.removeLast(counted.credits.count - categories.count)
        return PrincipalsStage.Credits(
            edges: edges, components: components, categories: categories, statistics: counted)
    }

    /// Writes one block of titles; nil means that none of its titles has rows.
    func close(_ block: Int, _ rows: TitleRows?) throws(LoadError) {
        let first = UInt32(block * Schema.nodesPerBlock)
        let end = min(titleCount, (block + 1) * Schema.nodesPerBlock)
        let rows = rows ?? noRows
        rows.group()
        for title in first..<UInt32(end) {
            entries.removeAll()
            for place in rows.places(ofSlot: Schema.slot(of: title)) {
                let start = rows.start(at: place)
                collect(PrincipalRecord(in: rows, at: start), start)
            }
            addCrew(title)
            unsafe entries.elements.sortShort(by: Entry.precedes)
            emit(title, rows)
        }
        let hasCredits = lists.edgeCount > 0
        let bytes = payloads.finish()
        if hasCredits { try context.put(bytes, block: block, in: .payloads) }
        try context.putLists(&lists, block: block, in: .creditsByTitle)
        try context.putLists(&movieLists, block: block, in: .movieCastByTitle)
    }

    private func collect(_ record: PrincipalRecord, _ start: UInt32) {
        unsafe payloads.prefetch(job: record.job, characters: record.characters)
        components.prefetch(record.person)
        entries.append(
            Entry(
                key: UInt64(record.type) << 32 | UInt64(record.person),
                ordering: record.ordering, record: start, isCrewOnly: false))
    }

    /// Adds directors and writers of title.crew that no row of principals names.
    private func addCrew(_ title: UInt32) {
        guard let crew else { return }
        let fromPrincipals = entries.count
        crew.forEach(title) { type, place, person in
            let key = UInt64(type.rawValue) << 32 | UInt64(person)
            for index in 0..<fromPrincipals where entries[index].key == key { return }
            entries.append(Entry(key: key, ordering: .max, record: place, isCrewOnly: true))
        }
    }

    /// Writes the credits of one title: a run of entries with one key is one credit.
    private func emit(_ title: UInt32, _ rows: TitleRows) {
        let isMovie = movies[title]
        cast.removeAll()
        var index = 0
        var count = 0
        while index < entries.count {
            let entry = entries[index]
            var end = index + 1
            while end < entries.count && entries[end].key == entry.key { end += 1 }
            appendPayload(index..<end, rows)
            lists.append(entry.person, type: entry.type)
            if known.isEmpty
                || !known.contains(KnownCredit(slot: Schema.slot(of: title), key: entry.key))
            {
                edges.append(person: entry.person, type: entry.type, title: title)
                statistics.credits[Int(entry.type)] += 1
            }
            if entry.isCrewOnly { statistics.crewOnlyCredits += 1 }
            if isMovie && entry.type < 2 { cast.append(entry.person) }
            count += 1
            index = end
        }
        statistics.titleCreditsMax = max(statistics.titleCreditsMax, count)
        unsafe components.join(lists.openList)
        lists.endList()
        payloads.endList()
        appendCast()
    }

    /// Each actor or actress once, ascending; sorted already unless both types are there.
    private func appendCast() {
        cast.forEachSorted { movieLists.append($0) }
        movieLists.endList()
    }

    private func appendPayload(_ run: Range<Int>, _ rows: TitleRows) {
        let first = entries[run.lowerBound]
        guard !first.isCrewOnly else {
            let none = unsafe UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            return unsafe payloads.append(
                ordering: nil, crewPosition: first.record, job: none, characters: none)
        }
        let record = PrincipalRecord(in: rows, at: first.record)
        if run.count == 1 || entries[run.lowerBound + 1].isCrewOnly {
            return unsafe payloads.append(
                ordering: first.ordering, job: record.job, characters: record.characters)
        }
        jobs.removeAll(keepingCapacity: true)
        characters.removeAll(keepingCapacity: true)
        var distinct: [[UInt8]] = []
        for index in run where !entries[index].isCrewOnly {
            let record = PrincipalRecord(in: rows, at: entries[index].record)
            if unsafe !record.characters.isEmpty {
                if !characters.isEmpty { characters.append(0) }
                unsafe characters.append(contentsOf: record.characters)
            }
            let job = unsafe Array(record.job)
            guard !job.isEmpty, !distinct.contains(job) else { continue }
            if !distinct.isEmpty { jobs += "; ".utf8 }
            jobs += job
            distinct.append(job)
        }
        unsafe jobs.withUnsafeBufferPointer { jobs in
            unsafe characters.withUnsafeBufferPointer { characters in
                unsafe payloads.append(
                    ordering: first.ordering, job: jobs, characters: characters)
            }
        }
    }
}

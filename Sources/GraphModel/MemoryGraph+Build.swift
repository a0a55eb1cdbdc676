/// Turns rows into tables, in the plainest way.
struct RowsBuilder {
    let arena = BlockArena()
    let titles: [MemoryGraph.Rows.Title]
    let people: [MemoryGraph.Rows.Person]
    var titleIDs = NumberSet()
    var personIDs = NumberSet()
    var words: [WordList: ByteDictionary] = [:]
    var credits: [MergedCredit] = []
    var episodes: [(title: UInt32, parent: UInt32, row: MemoryGraph.Rows.Episode)] = []
    /// The component of each person, nil without credits.
    var components: [UInt32?] = []
    var componentSizes: [UInt32] = []

    /// One credit with its rows joined.
    struct MergedCredit {
        let title: UInt32
        let person: UInt32
        let type: UInt8
        var ordering: UInt32?
        var crewPosition: UInt32
        var jobs: [String]
        var characters: [String]
    }

    init(_ rows: MemoryGraph.Rows) {
        for list in WordList.allCases { words[list] = ByteDictionary() }
        for word in CreditType.knownWords { _ = words[.categories]?.code(of: word) }
        var seenTitles = NumberSet()
        var seenPeople = NumberSet()
        titles = rows.titles.filter { seenTitles.insert($0.number) }
            .sorted { $0.number < $1.number }
        people = rows.people.filter { seenPeople.insert($0.number) }
            .sorted { $0.number < $1.number }
        for title in titles { _ = titleIDs.insert(title.number) }
        for person in people { _ = personIDs.insert(person.number) }
        titleIDs.rank()
        personIDs.rank()
        merge(rows.credits)
        findComponents()
        var seenEpisodes = NumberSet()
        for row in rows.episodes where seenEpisodes.insert(row.number) {
            guard let title = titleIDs.node(row.number), let parent = titleIDs.node(row.parent)
            else { continue }
            episodes.append((title, parent, row))
        }
    }

    private mutating func merge(_ rows: [MemoryGraph.Rows.Credit]) {
        struct Key: Hashable { let title: UInt32, person: UInt32, type: UInt8 }
        var places: [Key: Int] = [:]
        // Codes in order of first appearance, as a load gives them.
        for row in rows { _ = words[.categories]?.code(of: row.category) }
        let sorted = rows.enumerated().sorted { left, right in
            (left.element.ordering ?? .max, left.offset)
                < (right.element.ordering ?? .max, right.offset)
        }
        for (_, row) in sorted {
            guard let title = titleIDs.node(row.title), let person = personIDs.node(row.person),
                let code = words[.categories]?.code(of: row.category)
            else { continue }
            let key = Key(title: title, person: person, type: UInt8(code))
            guard let place = places[key] else {
                places[key] = credits.count
                credits.append(
                    MergedCredit(
                        title: title, person: person, type: key.type, ordering: row.ordering,
                        crewPosition: row.crewPosition, jobs: row.job.map { [$0] } ?? [],
                        characters: row.characters))
                continue
            }
            credits[place].characters += row.characters
            if let job = row.job, !credits[place].jobs.contains(where: { isSame($0, job) }) {
                credits[place].jobs.append(job)
            }
        }
        credits.sort { ($0.title, $0.type, $0.person) < ($1.title, $1.type, $1.person) }
    }

    /// Whether two texts hold the same bytes; `==` would take other spellings of a letter for it.
    private func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    func adjacency(_ relation: Relation, _ edges: [(from: UInt32, to: UInt32, type: UInt8)])
        -> Adjacency
    {
        let count = relation.source == .title ? titles.count : people.count
        var builder = AdjacencyBlockBuilder(isTyped: relation.isTyped)
        var blocks: [[UInt8]] = []
        var next = 0
        for node in 0..<UInt32(count) {
            while next < edges.count, edges[next].from == node {
                builder.append(edges[next].to, type: edges[next].type)
                next += 1
            }
            builder.endList()
            if builder.listCount == Schema.nodesPerBlock { blocks.append(builder.finish()) }
        }
        if builder.listCount > 0 { blocks.append(builder.finish()) }
        return Adjacency(
            table: arena.table(copying: blocks), nodeCount: count, isTyped: relation.isTyped)
    }

    func relations() -> [Relation: Adjacency] {
        let movie = titles.map { $0.type == "movie" }
        let byTitle = credits.map { (from: $0.title, to: $0.person, type: $0.type) }
        let byPerson = credits.map { (from: $0.person, to: $0.title, type: $0.type) }
            .sorted { ($0.from, $0.type, $0.to) < ($1.from, $1.type, $1.to) }
        var castPairs: [(from: UInt32, to: UInt32, type: UInt8)] = []
        for credit in credits where credit.type < 2 && movie[Int(credit.title)] {
            castPairs.append((credit.title, credit.person, 0))
        }
        castPairs.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        let cast = castPairs.indices.filter { index in
            index == 0 || castPairs[index].from != castPairs[index - 1].from
                || castPairs[index].to != castPairs[index - 1].to
        }.map { castPairs[$0] }
        let reversed = cast.map { (from: $0.to, to: $0.from, type: UInt8(0)) }
            .sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        var knownFor: [(from: UInt32, to: UInt32, type: UInt8)] = []
        for (node, person) in people.enumerated() {
            var seen = Set<UInt32>()
            for number in person.knownFor where seen.insert(number).inserted {
                if let title = titleIDs.node(number) { knownFor.append((UInt32(node), title, 0)) }
            }
        }
        let inSeries = episodes.sorted { left, right in
            let leftKey = (left.parent, left.row.season ?? .max, left.row.episode ?? .max)
            let rightKey = (right.parent, right.row.season ?? .max, right.row.episode ?? .max)
            return leftKey != rightKey ? leftKey < rightKey : left.title < right.title
        }.map { (from: $0.parent, to: $0.title, type: UInt8(0)) }
        return [
            .creditsByTitle: adjacency(.creditsByTitle, byTitle),
            .creditsByPerson: adjacency(.creditsByPerson, byPerson),
            .movieCastByTitle: adjacency(.movieCastByTitle, cast),
            .movieCastByPerson: adjacency(.movieCastByPerson, reversed),
            .knownForByPerson: adjacency(.knownForByPerson, knownFor),
            .episodesBySeries: adjacency(.episodesBySeries, inSeries),
        ]
    }

    func texts(_ column: TextColumn) -> TextView {
        var builder = TextBlockBuilder()
        var blocks: [[UInt8]] = []
        func add(_ text: String?) {
            if let text {
                let bytes = Array(text.utf8)
                unsafe bytes.withUnsafeBufferPointer { unsafe builder.append($0) }
            } else {
                unsafe builder.append(nil)
            }
            if builder.count == Schema.nodesPerBlock { blocks.append(builder.finish()) }
        }
        switch column {
        case .primaryTitle: for title in titles { add(title.title) }
        case .originalTitle:
            for title in titles {
                if let text = title.originalTitle, let other = title.title, isSame(text, other) {
                    builder.appendSame()
                    if builder.count == Schema.nodesPerBlock { blocks.append(builder.finish()) }
                } else {
                    add(title.originalTitle)
                }
            }
        case .name: for person in people { add(person.name) }
        }
        if builder.count > 0 { blocks.append(builder.finish()) }
        return TextView(table: arena.table(copying: blocks))
    }

    func order(_ texts: [String?]) -> OrderView {
        let present = texts.indices.filter { texts[$0] != nil }
        let keys = texts.map { Array(($0 ?? "").utf8) }
        let sorted = present.sorted { left, right in
            keys[left] != keys[right]
                ? keys[left].lexicographicallyPrecedes(keys[right]) : left < right
        }.map { UInt32($0) }
        let blocks = stride(from: 0, to: sorted.count, by: Schema.nodesPerBlock).map { start in
            let part = sorted[start..<min(sorted.count, start + Schema.nodesPerBlock)]
            return part.flatMap { value in
                (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
            }
        }
        return OrderView(table: arena.table(copying: blocks), count: sorted.count)
    }
}

extension RowsBuilder {
    mutating func code(_ list: WordList, _ word: String?) -> UInt32? {
        word.flatMap { words[list]?.code(of: $0) }
    }

    mutating func columns(_ group: ColumnGroup) -> BlockTable {
        let count = group.label == .title ? titles.count : people.count
        var blocks: [[UInt8]] = []
        var builder = ColumnBlockBuilder(group)
        for start in stride(from: 0, to: count, by: Schema.nodesPerBlock) {
            for node in start..<min(count, start + Schema.nodesPerBlock) {
                for (column, value) in values(group, node) {
                    if let value { builder.set(column, slot: node - start, to: value) }
                }
            }
            blocks.append(builder.finish())
        }
        return arena.table(copying: blocks)
    }

    private mutating func values(_ group: ColumnGroup, _ node: Int) -> [(Column, UInt32?)] {
        switch group {
        case .title:
            let title = titles[node]
            return [
                (.titleNumber, title.number), (.titleType, code(.titleTypes, title.type)),
                (.adult, title.isAdult.map { $0 ? 1 : 0 }), (.startYear, title.startYear),
                (.endYear, title.endYear), (.runtime, title.runtime),
                (.genres, code(.genreLists, title.genres)), (.rating, title.rating),
                (.votes, title.votes),
            ]
        case .episode:
            guard let found = episodes.last(where: { $0.title == UInt32(node) }) else { return [] }
            return [
                (.parent, found.parent), (.season, found.row.season),
                (.episode, found.row.episode),
            ]
        case .person:
            let person = people[node]
            return [
                (.personNumber, person.number), (.birthYear, person.birthYear),
                (.deathYear, person.deathYear),
                (.professions, code(.professionLists, person.professions)),
            ]
        case .component: return [(.component, components[node])]
        }
    }

    func payloads() -> PayloadView {
        var builder = PayloadBlockBuilder()
        var blocks: [[UInt8]] = []
        var next = 0
        for title in 0..<UInt32(titles.count) {
            while next < credits.count, credits[next].title == title {
                let credit = credits[next]
                let job = Array(credit.jobs.joined(separator: "; ").utf8)
                let characters = Array(credit.characters.joined(separator: "\0").utf8)
                unsafe job.withUnsafeBufferPointer { job in
                    unsafe characters.withUnsafeBufferPointer { characters in
                        unsafe builder.append(
                            ordering: credit.ordering, crewPosition: credit.crewPosition,
                            job: job, characters: characters)
                    }
                }
                next += 1
            }
            builder.endList()
            if Schema.slot(of: title) == Schema.nodesPerBlock - 1 {
                blocks.append(builder.finish())
            }
        }
        if titles.count % Schema.nodesPerBlock != 0 { blocks.append(builder.finish()) }
        return PayloadView(table: arena.table(copying: blocks))
    }

    func idMap(_ ids: NumberSet) -> IDMap {
        var pointers: [[UInt8]] = []
        ids.forEachBlock { index, block in
            while pointers.count < index {
                pointers.append([UInt8](repeating: 0, count: IDMap.blockBytes))
            }
            pointers.append(block)
        }
        return IDMap(table: arena.table(copying: pointers))
    }

    func statistics() -> GraphStatistics {
        var statistics = GraphStatistics()
        statistics.nodes = [titles.count, people.count]
        statistics.credits = [Int](repeating: 0, count: words[.categories]?.count ?? 0)
        statistics.titlesByType = [Int](repeating: 0, count: words[.titleTypes]?.count ?? 0)
        var byTitle: [UInt32: Int] = [:]
        var byPerson: [UInt32: Int] = [:]
        for credit in credits {
            statistics.credits[Int(credit.type)] += 1
            if credit.ordering == nil { statistics.crewOnlyCredits += 1 }
            byTitle[credit.title, default: 0] += 1
            byPerson[credit.person, default: 0] += 1
        }
        statistics.titleCreditsMax = byTitle.values.max() ?? 0
        statistics.personCreditsMax = byPerson.values.max() ?? 0
        let types = words[.titleTypes]?.strings ?? []
        for title in titles {
            if let code = types.firstIndex(of: title.type) { statistics.titlesByType[code] += 1 }
            if title.votes != nil { statistics.ratedTitles += 1 }
        }
        statistics.knownFor = people.reduce(0) { sum, person in
            sum + Set(person.knownFor).count { titleIDs.node($0) != nil }
        }
        statistics.episodes = episodes.count
        return statistics
    }
}

extension MemoryGraph {
    convenience init(_ built: RowsBuilder) {
        var builder = built
        var groups: [ColumnGroup: BlockTable] = [:]
        for group in ColumnGroup.allCases { groups[group] = builder.columns(group) }
        let done = builder
        let noAlternatives = done.arena.table(
            copying: (0..<Schema.blockCount(done.titles.count)).map { _ in
                AlternativeTitleView.emptyBlock()
            })
        self.init(
            arena: done.arena,
            labels: [.title: done.idMap(done.titleIDs), .person: done.idMap(done.personIDs)],
            relations: done.relations(), groups: groups,
            textViews: [
                .primaryTitle: done.texts(.primaryTitle),
                .originalTitle: done.texts(.originalTitle), .name: done.texts(.name),
            ],
            orders: [
                .titles: done.order(done.titles.map(\.title)),
                .names: done.order(done.people.map(\.name)),
            ],
            lists: done.words.mapValues(\.strings), payloads: done.payloads(),
            alternativeTitles: AlternativeTitleView(table: noAlternatives),
            componentSizes: done.componentSizes, statistics: done.statistics())
    }
}

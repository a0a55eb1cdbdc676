internal import GraphModel

/// Compares the tables of a generation with each other; their layout has been verified.
struct ContentCheck {
    let generation: Generation
    var report = StoreCheck.Report()

    init(_ generation: Generation) { self.generation = generation }

    mutating func run() {
        for label in Label.allCases { checkIDs(label) }
        checkCodes()
        checkTexts()
        for order in TextOrder.allCases { checkOrder(order) }
        checkCredits()
        checkMovieCast()
        checkComponents()
        checkKnownFor()
        checkEpisodes()
        checkAlternativeTitles()
        for label in Label.allCases { checkSearchIndex(label) }
        checkCounters()
    }

    mutating func add(_ table: StoreTable, _ place: String, _ reason: String) {
        report.add(table.name, place, reason)
    }

    /// Numbers ascend with dense ids and the map leads back.
    private mutating func checkIDs(_ label: Label) {
        let numbers = generation.column(label == .title ? .titleNumber : .personNumber)
        let ids = generation.ids(label)
        var last: UInt32?
        for node in 0..<UInt32(generation.count(label)) {
            let number = numbers.stored(node)
            if let last, number <= last || number > NodeID.numberMax {
                return add(.ids(label), "node \(node)", "number \(number) does not ascend")
            }
            if ids.node(number) != node {
                return add(.ids(label), "node \(node)", "number \(number) leads elsewhere")
            }
            last = number
        }
    }

    /// Codes in columns have words, flags are flags, ratings are in range.
    private mutating func checkCodes() {
        for column in Column.allCases {
            let view = generation.column(column)
            let limit: UInt32 =
                switch column.codec {
                case .number: column.absent
                case .hundredths: 1_001
                case .flag: 2
                case .word(let list): UInt32(generation.words(list).count)
                case .node(let label): UInt32(generation.count(label))
                case .component: UInt32(generation.components.count)
                }
            for node in 0..<UInt32(generation.count(column.group.label)) {
                if let value = view[node], value >= limit {
                    add(.columns(column.group), "node \(node)", "\(column) is \(value)")
                    break
                }
            }
        }
    }

    /// Texts are UTF-8 without NUL; an original title of its own differs from the primary one.
    private mutating func checkTexts() {
        for column in TextColumn.allCases {
            let view = generation.texts(column)
            for node in 0..<UInt32(generation.count(column.label)) {
                switch view.stored(node) {
                case .absent: continue
                case .same:
                    if generation.text(.primaryTitle, node) == nil {
                        add(.texts(column), "node \(node)", "equal to a title that is absent")
                    }
                case .text(let text):
                    let bytes = text.array
                    if String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0) {
                        add(.texts(column), "node \(node)", "not UTF-8 or holds NUL")
                    }
                    if column == .originalTitle,
                        let title = generation.text(.primaryTitle, node), title.compare(text) == 0
                    {
                        add(.texts(column), "node \(node)", "stored though equal to the title")
                    }
                }
            }
        }
    }

    /// Each node with a text stands once, in byte order.
    private mutating func checkOrder(_ order: TextOrder) {
        let view = generation.order(order)
        let count = generation.count(order.column.label)
        var last: (text: Text, node: UInt32)?
        for place in 0..<view.count {
            let node = view[place]
            guard node < count, let text = generation.text(order.column, node) else {
                return add(.order(order), "place \(place)", "node \(node) has no text")
            }
            if let last {
                let difference = last.text.compare(text)
                if difference > 0 || (difference == 0 && last.node >= node) {
                    return add(.order(order), "place \(place)", "out of order")
                }
            }
            last = (text, node)
        }
        // Strictly ascending places hold distinct nodes, so equal counts mean all of them.
        var texts = 0
        for node in 0..<UInt32(count) {
            if case .text = generation.texts(order.column).stored(node) { texts += 1 }
        }
        if texts != view.count {
            add(.order(order), "all blocks", "\(view.count) places for \(texts) texts")
        }
    }

    private mutating func checkKnownFor() {
        let lists = generation.adjacency(.knownForByPerson)
        var edges = 0
        for person in 0..<UInt32(generation.count(.person)) {
            let list = lists.list(person)
            edges += list.count
            if Set(list).count != list.count {
                add(.relation(.knownForByPerson), "person \(person)", "a title stands twice")
            }
        }
        if edges != generation.statistics.knownFor {
            add(
                .relation(.knownForByPerson), "all blocks",
                "\(edges) edges, counted were \(generation.statistics.knownFor)")
        }
    }

    /// Lists of episodes and the columns of episodes tell the same, in order.
    private mutating func checkEpisodes() {
        let lists = generation.adjacency(.episodesBySeries)
        let parents = generation.column(.parent)
        let seasons = generation.column(.season)
        let episodes = generation.column(.episode)
        var edges = 0
        for series in 0..<UInt32(generation.count(.title)) {
            var last: (UInt32, UInt32, UInt32)?
            for episode in lists.list(series) {
                edges += 1
                let key = (
                    seasons[episode] ?? .max, episodes[episode] ?? .max, episode
                )
                if parents[episode] != series {
                    add(.relation(.episodesBySeries), "series \(series)", "an episode of another")
                }
                if let last, last >= key {
                    add(.relation(.episodesBySeries), "series \(series)", "out of order")
                }
                last = key
            }
        }
        var withParent = 0
        for title in 0..<UInt32(generation.count(.title)) where parents[title] != nil {
            withParent += 1
        }
        if edges != withParent || edges != generation.statistics.episodes {
            add(
                .columns(.episode), "all blocks",
                "\(withParent) parents, \(edges) edges, counted were "
                    + "\(generation.statistics.episodes)")
        }
    }

    private mutating func checkAlternativeTitles() {
        var count = 0
        var isSound = true
        let limits = [WordList.regions, .languages, .akaTypes, .akaAttributes].map {
            UInt32(generation.words($0).count)
        }
        for title in 0..<UInt32(generation.count(.title)) {
            generation.alternativeTitles.forEach(ofTitle: title) { record in
                count += 1
                let codes = [record.region, record.language, record.types, record.attributes]
                for (code, limit) in zip(codes, limits) where code ?? 0 >= max(limit, 1) {
                    isSound = false
                }
                if let text = record.title, String(validating: text.array, as: UTF8.self) == nil {
                    isSound = false
                }
            }
        }
        if !isSound || count != generation.statistics.alternativeTitles {
            add(
                .alternativeTitles, "all blocks",
                "a code or text is wrong, or \(count) records are not "
                    + "\(generation.statistics.alternativeTitles)")
        }
    }

    private mutating func checkCounters() {
        let statistics = generation.statistics
        var byType = [Int](repeating: 0, count: generation.words(.titleTypes).count)
        var rated = 0
        let types = generation.column(.titleType)
        let votes = generation.column(.votes)
        for title in 0..<UInt32(generation.count(.title)) {
            if let type = types[title], Int(type) < byType.count { byType[Int(type)] += 1 }
            if votes[title] != nil { rated += 1 }
        }
        if byType != statistics.titlesByType || rated != statistics.ratedTitles {
            add(.meta, "key statistics", "titles by type or rated titles are counted wrong")
        }
    }
}

import GraphModel

extension MemoryGraph.Rows {
    /// The rows with everything else that a dump can hold: texts of any kind, years, jobs,
    /// characters, episodes, rows that name nobody, ids given twice.
    ///
    /// Orderings of one (title, person, category) are made different: rows that agree in all of it
    /// have no order, so a shuffled dump may join their characters in another one.
    package func withProperties(using random: inout RandomGraphSource) -> MemoryGraph.Rows {
        var rows = self
        for index in rows.titles.indices { rows.titles[index].addProperties(&random) }
        for index in rows.people.indices {
            rows.people[index].addProperties(&random, titles: titles)
        }
        for index in rows.credits.indices { rows.credits[index].addProperties(&random) }
        rows.addEpisodes(&random)
        rows.addStrangers(&random)
        if random.oneIn(4) { rows.moveToEightDigits() }
        rows.separateOrderings()
        return rows
    }

    /// Above every number of a random graph.
    private var absentNumber: UInt32 { 3_999_990 }

    private mutating func addEpisodes(_ random: inout RandomGraphSource) {
        guard random.oneIn(2) else { return }
        let numbers = titles.map(\.number)
        for number in numbers where random.oneIn(3) {
            var parent = random.pick(numbers)
            if random.oneIn(8) { parent += 1 }
            episodes.append(
                Episode(
                    number: number, parent: parent,
                    season: random.oneIn(4) ? nil : UInt32(random.number(below: 3)),
                    episode: random.oneIn(4) ? nil : UInt32(random.number(below: 20_000))))
        }
    }

    /// Credits and episodes of nobody, and second rows of an id, which do not count.
    private mutating func addStrangers(_ random: inout RandomGraphSource) {
        for _ in 0..<random.number(below: 4) where !credits.isEmpty {
            var credit = random.pick(credits)
            if random.oneIn(2) { credit.title = absentNumber } else { credit.person = absentNumber }
            credits.append(credit)
        }
        if random.oneIn(3) {
            episodes.append(Episode(number: absentNumber, parent: 1, season: 1, episode: 1))
        }
    }

    /// Moves the ids so that text order and number order differ: tt10000001 before tt9999999.
    private mutating func moveToEightDigits() {
        let distance: UInt32 = 9_800_000
        for index in titles.indices { titles[index].number += distance }
        for index in people.indices {
            people[index].number += distance
            people[index].knownFor = people[index].knownFor.map { $0 + distance }
        }
        for index in credits.indices {
            credits[index].title += distance
            credits[index].person += distance
        }
        for index in episodes.indices {
            episodes[index].number += distance
            episodes[index].parent += distance
        }
    }

    private mutating func separateOrderings() {
        struct Key: Hashable {
            let title: UInt32, person: UInt32, category: String, ordering: UInt32
        }
        var seen = Set<Key>()
        for index in credits.indices {
            let credit = credits[index]
            guard var ordering = credit.ordering else { continue }
            while !seen.insert(
                Key(
                    title: credit.title, person: credit.person, category: credit.category,
                    ordering: ordering)
            ).inserted { ordering += 1 }
            credits[index].ordering = ordering
        }
    }
}

/// What texts may look like.
enum StrangeTexts {
    static let texts = [
        "", " ", "\"never closed", "none", "M", "\\", "\\n", "/", "é", "e\u{301}", "Ünïcödé", "日本語",
        "👩‍👩‍👧‍👦", "a,b;c", "tt0000001", "\u{1}\u{2}", "[\"x\"]", "Q", "q", "{}",
        String(repeating: "long ", count: 70),
    ]

    static func pick(_ random: inout RandomGraphSource) -> String {
        random.oneIn(2) ? random.pick(texts) : random.pick(texts) + random.pick(texts)
    }
}

extension MemoryGraph.Rows.Title {
    fileprivate mutating func addProperties(_ random: inout RandomGraphSource) {
        if random.oneIn(2) { title = random.oneIn(6) ? nil : StrangeTexts.pick(&random) }
        switch random.number(below: 4) {
        case 0: originalTitle = nil
        case 1: originalTitle = StrangeTexts.pick(&random)
        default: originalTitle = title
        }
        if random.oneIn(4) { endYear = UInt32(1_950 + random.number(below: 90)) }
        if random.oneIn(2) { runtime = UInt32(random.number(below: 300)) }
        if random.oneIn(20) { runtime = .max - 1 }
        if random.oneIn(20) { votes = .max - 1 }
        if random.oneIn(3) { rating = UInt32(random.number(below: 1_001)) }
    }
}

extension MemoryGraph.Rows.Person {
    fileprivate mutating func addProperties(
        _ random: inout RandomGraphSource, titles: [MemoryGraph.Rows.Title]
    ) {
        if random.oneIn(2) { name = random.oneIn(6) ? nil : StrangeTexts.pick(&random) }
        if random.oneIn(3) { birthYear = UInt32(random.number(below: 2_100)) }
        if random.oneIn(5) { deathYear = UInt32(random.number(below: 65_535)) }
        if random.oneIn(2) {
            professions = random.pick(["actor", "actor,producer", "producer,actor", "", "é"])
        }
        for _ in 0..<random.number(below: 5) {
            knownFor.append(random.pick(titles).number + (random.oneIn(5) ? 1 : 0))
        }
    }
}

extension MemoryGraph.Rows.Credit {
    fileprivate mutating func addProperties(_ random: inout RandomGraphSource) {
        if random.oneIn(3) {
            job = random.pick(["none", "screenplay", "é", "e\u{301}", StrangeTexts.texts[20]])
        }
        if random.oneIn(2) {
            characters = (0..<random.number(below: 4)).map { _ in StrangeTexts.pick(&random) }
                .filter { !$0.isEmpty }
        }
    }
}

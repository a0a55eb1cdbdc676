import GraphModel

/// Rows of graphs with nasty shapes.
package struct RandomGraph {
    /// What the graph looks like.
    package enum Shape: String, CaseIterable, Sendable {
        /// Credits anywhere.
        case uniform
        /// A few people and titles have most of the credits.
        case skewed
        /// One title with everybody, one person on everything.
        case star
        /// Person, title, person, title: the longest way.
        case chain
        /// Small parts that do not touch, people and titles without credits.
        case disconnected
        /// The same people on the same titles in many categories and several rows.
        case doubled
        /// Two people share very many titles.
        case twins
        /// Layers of people, each joined to the next by several titles: very many chains.
        case layered
    }

    package var rows = MemoryGraph.Rows()
    private var random: RandomGraphSource
    private var titleNumbers: [UInt32] = []
    private var personNumbers: [UInt32] = []

    package static let categories =
        [
            "actor", "actress", "self", "archive_footage", "archive_sound", "director", "writer",
            "producer", "composer", "cinematographer", "editor", "production_designer",
            "casting_director", "stunts", "choir",
        ]
    package static let titleTypes = [
        "movie", "short", "tvSeries", "tvEpisode", "videoGame", "opera",
    ]
    package static let genres = ["Comedy", "Drama", "Film-Noir", "Sci-Fi", "News"]

    /// A graph of about `size` people and titles.
    package init(_ shape: Shape, size: Int, seed: UInt64) {
        random = RandomGraphSource(seed: seed)
        let titleCount = max(2, size / 2 + random.number(below: size))
        let personCount = max(3, size / 2 + random.number(below: size))
        addNodes(titleCount, personCount)
        switch shape {
        case .uniform: addUniform(random.number(below: size * 3) + size)
        case .skewed: addSkewed(size * 3)
        case .star: addStar()
        case .chain: addChain()
        case .disconnected: addDisconnected()
        case .doubled: addDoubled(size)
        case .twins: addTwins(size)
        case .layered: addLayered()
        }
        rows.credits.shuffle(using: &random)
    }

    private mutating func addNodes(_ titleCount: Int, _ personCount: Int) {
        titleNumbers = random.distinctNumbers(titleCount, below: 400_000)
        personNumbers = random.distinctNumbers(personCount, below: 400_000)
        for number in titleNumbers {
            var title = MemoryGraph.Rows.Title(
                number: number,
                type: random.oneIn(2) ? "movie" : random.pick(RandomGraph.titleTypes),
                title: "Title \(number)")
            title.isAdult = random.oneIn(5) ? nil : random.oneIn(6)
            title.startYear = random.oneIn(6) ? nil : UInt32(1_950 + random.number(below: 12))
            let genres = RandomGraph.genres.filter { _ in random.oneIn(3) }
            title.genres = genres.isEmpty ? nil : genres.joined(separator: ",")
            title.votes = random.oneIn(3) ? nil : UInt32(random.number(below: 8) * 100)
            title.rating = title.votes == nil ? nil : UInt32(100 + random.number(below: 5) * 10)
            rows.titles.append(title)
        }
        for number in personNumbers {
            rows.people.append(MemoryGraph.Rows.Person(number: number, name: "Person \(number)"))
        }
    }

    private mutating func addCredit(_ title: UInt32, _ person: UInt32, _ category: String? = nil) {
        let mostlyCast = random.oneIn(2) ? ["actor", "actress"] : RandomGraph.categories
        let ordering: UInt32? = random.oneIn(8) ? nil : UInt32(1 + random.number(below: 40))
        var credit = MemoryGraph.Rows.Credit(
            title: title, person: person, category: category ?? random.pick(mostlyCast),
            ordering: ordering)
        if ordering == nil { credit.crewPosition = UInt32(random.number(below: 5)) }
        rows.credits.append(credit)
    }

    private mutating func addUniform(_ count: Int) {
        for _ in 0..<count { addCredit(random.pick(titleNumbers), random.pick(personNumbers)) }
    }

    private mutating func addSkewed(_ count: Int) {
        for _ in 0..<count {
            let titleEnd = 1 + random.number(below: titleNumbers.count)
            let personEnd = 1 + random.number(below: personNumbers.count)
            addCredit(
                titleNumbers[random.number(below: titleEnd)],
                personNumbers[random.number(below: personEnd)])
        }
    }

    private mutating func addStar() {
        for person in personNumbers { addCredit(titleNumbers[0], person) }
        for title in titleNumbers { addCredit(title, personNumbers[0]) }
        addUniform(titleNumbers.count / 4)
    }

    private mutating func addChain() {
        let category: String? = random.oneIn(2) ? "actor" : nil
        for place in 0..<min(personNumbers.count, titleNumbers.count) - 1 {
            addCredit(titleNumbers[place], personNumbers[place], category)
            addCredit(titleNumbers[place], personNumbers[place + 1], category)
        }
    }

    private mutating func addDisconnected() {
        var title = 0
        var person = 0
        while title + 3 < titleNumbers.count, person + 4 < personNumbers.count {
            for _ in 0..<6 {
                addCredit(
                    titleNumbers[title + random.number(below: 3)],
                    personNumbers[person + random.number(below: 4)])
            }
            title += 2 + random.number(below: 2)
            person += 5
        }
    }

    private mutating func addDoubled(_ size: Int) {
        for _ in 0..<size {
            let title = random.pick(titleNumbers)
            let person = random.pick(personNumbers)
            for _ in 0..<1 + random.number(below: 5) { addCredit(title, person) }
            let category = random.pick(RandomGraph.categories)
            for _ in 0..<1 + random.number(below: 3) { addCredit(title, person, category) }
        }
    }

    private mutating func addTwins(_ size: Int) {
        for title in titleNumbers where !random.oneIn(10) {
            addCredit(title, personNumbers[0], "actor")
            addCredit(title, personNumbers[1], random.oneIn(2) ? "actress" : nil)
        }
        addUniform(size)
    }

    private mutating func addLayered() {
        let width = 2 + random.number(below: 4)
        var layer: [UInt32] = [personNumbers[0]]
        var rest = personNumbers.dropFirst()
        var titles = titleNumbers[...]
        while rest.count >= width, titles.count >= 3 {
            let next = Array(rest.prefix(width))
            rest = rest.dropFirst(width)
            for title in titles.prefix(1 + random.number(below: 3)) {
                for person in layer + next where !random.oneIn(6) { addCredit(title, person) }
            }
            titles = titles.dropFirst(3)
            layer = next
        }
    }
}

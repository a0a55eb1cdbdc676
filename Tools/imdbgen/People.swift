/// Everybody, by community: who has had a credit, who comes next, and what each is known for.
///
/// A community is a country in a decade. It takes people in groups of neighbouring ids; those who
/// get their first credit on the same title so have ids side by side, as in the real dumps.
struct People {
    static let decades = 14
    static let firstDecade = 1890
    private static let groupSize = 8
    private static let nobody = UInt32.max
    /// People with credits in title.principals, of all.
    private static let creditedShare = 6_990_414.0 / 15_122_182

    /// Numbers in text order of the ids, ghosts included.
    let numbers: [UInt32]
    /// Whether name.basics lacks the person.
    let isGhost: [Bool]
    let countries: Int
    private let seed: UInt64
    private let countryWeights: [Double]
    private let decadeWeights = [
        0.3, 0.4, 0.5, 0.7, 0.9, 1, 1.5, 2.2, 3, 3.8, 5.5, 11, 18, 9.0,
    ]
    /// Groups not yet in a community, in the order they are taken.
    private var freeGroups: [UInt32]
    /// Community of each group.
    private var communityOfGroup: [UInt16]
    /// Where each community's newest group goes on.
    private var next: [Range<Int>]
    /// Credited people, in order of their first credit, by community and trade.
    private var credited: [[UInt32]]
    /// Four places a person: titles known for.
    private var known: [UInt32]
    /// A bit for each category with a credit.
    private(set) var categories: [UInt16]
    private var debuts: Quota

    init(scale: Scale, seed: UInt64) {
        var random = Random(seed: Random.mix(seed, 2))
        self.seed = Random.mix(seed, 3)
        let count = scale.names + scale.ghostPeople
        numbers = Identifiers.choose(count, max: 17_572_000, scale: scale, &random)
        var sample = ExactSample(scale.ghostPeople, of: count)
        isGhost = (0..<count).map { _ in sample.takes(&random) }
        countries = scale.countries
        countryWeights = (1...scale.countries).map { 1 / Double($0 + 1) }
        let groups = (count + People.groupSize - 1) / People.groupSize
        freeGroups = (0..<UInt32(groups)).map { $0 }
        for place in stride(from: groups - 1, to: 0, by: -1) {
            freeGroups.swapAt(place, random.below(place + 1))
        }
        communityOfGroup = Array(repeating: .max, count: groups)
        let communities = countries * People.decades
        next = Array(repeating: 0..<0, count: communities)
        credited = Array(repeating: [], count: communities * Vocabulary.Trade.allCases.count)
        known = Array(repeating: People.nobody, count: count * 4)
        categories = Array(repeating: 0, count: count)
        debuts = Quota(rate: 6_990_414.0 / 98_073_271)
    }

    var count: Int { numbers.count }

    // MARK: - Communities

    /// A community, by weight.
    func community(_ random: inout Random) -> Int {
        let country = random.pick(countryWeights, total: countryWeights.reduce(0, +))
        let decade = random.pick(decadeWeights, total: decadeWeights.reduce(0, +))
        return country * People.decades + decade
    }

    func family(ofCommunity community: Int) -> Int { community / People.decades % Words.families }
    static func decade(ofCommunity community: Int) -> Int {
        firstDecade + community % decades * 10
    }

    /// Community of a person, nil for one who no community took.
    func community(of person: Int) -> Int? {
        let community = communityOfGroup[person / People.groupSize]
        return community == .max ? nil : Int(community)
    }

    /// Bits that decide everything about a person that credits do not.
    func bits(_ person: Int) -> UInt64 { Random.mix(seed, person) }

    // MARK: - Credits

    /// Counts rows of title.principals; first credits come in proportion.
    mutating func countCredits(_ rows: Int) { debuts.count(rows) }

    /// Somebody for a credit on a title of a community.
    ///
    /// Mostly one with credits, the earlier the likelier, so that degrees have a heavy tail; from
    /// elsewhere in one of ten cases.
    mutating func draw(
        _ trade: Vocabulary.Trade, community: Int, title: UInt32, _ random: inout Random
    ) -> UInt32 {
        if debuts.take(&random) {
            if let person = debut(trade, community: community, title: title, &random) {
                return person
            }
        }
        if let person = anyone(trade, community: community, &random) { return person }
        if let person = debut(trade, community: community, title: title, &random) {
            debuts.charge()
            return person
        }
        return UInt32(random.below(numbers.count))
    }

    /// Somebody who has credits, nil when the community at hand has nobody of that trade.
    func anyone(
        _ trade: Vocabulary.Trade, community: Int, _ random: inout Random
    ) -> UInt32? {
        let home = self.home(near: community, &random)
        let list = home * Vocabulary.Trade.allCases.count + trade.rawValue
        let count = credited[list].count
        guard count > 0 else { return nil }
        // A little evenness keeps the very first from being everywhere.
        let place = random.skewed(count) + random.below(4 + count / 2_000)
        return credited[list][min(place, count - 1)]
    }

    private func home(near community: Int, _ random: inout Random) -> Int {
        let decade = community % People.decades
        switch random.below(100) {
        case 0..<90: return community
        case 90..<96:
            let step = random.chance(0.5) ? 1 : -1
            return community - decade + min(max(decade + step, 0), People.decades - 1)
        case 96..<99:
            return random.below(countries) * People.decades + decade
        default: return self.community(&random)
        }
    }

    /// The next newcomer of a community; those skipped have no credits, though many are known.
    private mutating func debut(
        _ trade: Vocabulary.Trade, community: Int, title: UInt32, _ random: inout Random
    ) -> UInt32? {
        while true {
            if next[community].isEmpty {
                guard let group = freeGroups.popLast() else { return nil }
                communityOfGroup[Int(group)] = UInt16(community)
                let first = Int(group) * People.groupSize
                next[community] = first..<min(first + People.groupSize, numbers.count)
            }
            let person = next[community].lowerBound
            next[community] = person + 1..<next[community].upperBound
            if random.chance(People.creditedShare) {
                credited[community * Vocabulary.Trade.allCases.count + trade.rawValue]
                    .append(UInt32(person))
                return UInt32(person)
            }
            if random.chance(0.80) { remember(title, of: UInt32(person), &random) }
        }
    }

    /// Records a credit.
    mutating func record(
        _ category: Vocabulary.Category, of person: UInt32, title: UInt32, _ random: inout Random
    ) {
        categories[Int(person)] |= 1 << UInt16(category.rawValue)
        remember(title, of: person, &random)
    }

    private mutating func remember(_ title: UInt32, of person: UInt32, _ random: inout Random) {
        let first = Int(person) * 4
        for place in first..<first + 4 {
            if known[place] == title { return }
            if known[place] == People.nobody {
                known[place] = title
                return
            }
        }
        // Full: a late title now and then takes a place.
        if random.chance(0.05) { known[first + random.below(4)] = title }
    }

    /// Titles a person is known for, none repeated.
    func knownTitles(of person: Int) -> ArraySlice<UInt32> {
        known[person * 4..<person * 4 + 4].prefix { $0 != People.nobody }
    }
}

/// Writes name.basics, when all credits are known.
struct NameStage {
    let people: People
    let titles: TitlePlan
    let words: Words
    let seed: UInt64
    /// Of 15,122,182 people 11,536,665 have a name that nobody before them has.
    private static let newNameShare = 11_536_665.0 / 15_122_182

    func run(to file: DumpWriter) throws(GeneratorError) {
        for person in 0..<people.count where !people.isGhost[person] {
            var random = Random(seed: Random.mix(people.bits(person), 1))
            file.text.append(person: people.numbers[person])
            file.text.appendTab()
            if random.chance(0.000_005) {
                file.text.appendNull()
            } else {
                file.text.append(name(of: person))
            }
            file.text.appendTab()
            appendYears(of: person, to: file, &random)
            let known = people.knownTitles(of: person)
            appendProfessions(of: person, isKnown: !known.isEmpty, to: file, &random)
            file.text.appendTab()
            if known.isEmpty { file.text.appendNull() }
            for (place, title) in known.enumerated() {
                if place > 0 { file.text.append(UInt8(ascii: ",")) }
                file.text.append(title: titles.numbers[Int(title)])
            }
            try file.endRow()
        }
    }

    /// The name of a person: an own one, or that of somebody before.
    private func name(of person: Int) -> [UInt8] {
        var named = person
        while true {
            var random = Random(seed: Random.mix(people.bits(named), 2))
            if named == 0 || random.chance(NameStage.newNameShare) { break }
            named = random.below(named)
        }
        let family = people.community(of: named).map(people.family(ofCommunity:)) ?? 0
        var name: [UInt8] = []
        words.appendName(Random.mix(people.bits(named), 3), family: family, to: &name)
        return name
    }

    private func appendYears(of person: Int, to file: DumpWriter, _ random: inout Random) {
        let decade = people.community(of: person).map(People.decade(ofCommunity:)) ?? 1980
        let birth = decade - 18 - random.below(40)
        // Those of long ago are dead, and oftener in the books.
        let isOld = birth < 1935
        let hasBirth = random.chance(isOld ? 0.10 : 0.031)
        let hasDeath = random.chance(isOld ? (hasBirth ? 0.6 : 0.012) : (hasBirth ? 0.1 : 0.002))
        if hasBirth { file.text.append(number: birth) } else { file.text.appendNull() }
        file.text.appendTab()
        if hasDeath {
            file.text.append(number: min(2_026, birth + 35 + random.below(60)))
        } else {
            file.text.appendNull()
        }
        file.text.appendTab()
    }

    /// Up to three: the categories with credits, then others.
    private func appendProfessions(
        of person: Int, isKnown: Bool, to file: DumpWriter, _ random: inout Random
    ) {
        let bits = people.categories[person]
        var professions: [String] = []
        for category in Vocabulary.Category.allCases
        where bits >> UInt16(category.rawValue) & 1 == 1 && category != .unknown {
            if category != .selfAppearance || random.chance(0.02) {
                professions.append(category.word)
            }
        }
        if professions.isEmpty, random.chance(isKnown ? 0.72 : 0.45) {
            professions.append(other(&random))
        }
        if !professions.isEmpty, random.chance(0.2) {
            let other = other(&random)
            if !professions.contains(other) { professions.append(other) }
        }
        if professions.isEmpty { file.text.appendNull() }
        for (place, profession) in professions.prefix(3).enumerated() {
            if place > 0 { file.text.append(UInt8(ascii: ",")) }
            file.text.append(profession)
        }
    }

    private func other(_ random: inout Random) -> String {
        Vocabulary.professions[random.leaning(Vocabulary.professions.count)]
    }
}

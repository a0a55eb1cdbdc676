/// Rows of title.basics, title.ratings, title.episode and title.crew.
extension DumpWriter {
    func writeBasics(
        _ number: UInt32, type: Vocabulary.TitleType, names: SeasonTraits.Names,
        traits: SeasonTraits, _ random: inout Random
    ) throws(GeneratorError) {
        text.append(title: number)
        text.appendTab()
        text.append(random.chance(0.000_02) ? "webEpisode" : type.word)
        text.appendTab()
        let isNameless = random.chance(0.000_002)
        for name in [names.primary, names.original] {
            if isNameless { text.appendNull() } else { text.append(name) }
            text.appendTab()
        }
        text.append(UInt8(ascii: traits.isAdult ? "1" : "0"))
        text.appendTab()
        let year = traits.year.map { min($0 + (random.chance(0.1) ? 1 : 0), 2031) }
        append(year)
        append(type.isSeries && random.chance(0.42) ? year.map { $0 + random.skewed(12) } : nil)
        // Episodes of a season are about as long as each other.
        append(traits.runtimeMinutes.map { $0 + random.skewed(6) })
        if let genres = traits.genres {
            for (place, genre) in genres.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                text.append(genre)
            }
        } else {
            text.appendNull()
        }
        try endRow()
    }

    func writeRating(
        _ number: UInt32, type: Vocabulary.TitleType, _ random: inout Random
    ) throws(GeneratorError) {
        text.append(title: number)
        text.appendTab()
        // Four uniform parts are near enough to a bell.
        var tenths = 22
        for _ in 0..<4 { tenths += random.below(25) }
        tenths = min(max(tenths, 10), 100)
        text.append(number: tenths / 10)
        text.append(UInt8(ascii: "."))
        text.append(number: tenths % 10)
        text.appendTab()
        let votes = 5 / (1 - random.unit())
        let more = type == .movie ? 1 / (1 - random.unit()) : 1
        text.append(number: Int(min(3_000_000, votes * min(more, 1_000))))
        try endRow()
    }

    func writeEpisode(
        _ number: UInt32, parent: UInt32, traits: SeasonTraits, episode: Int
    ) throws(GeneratorError) {
        text.append(title: number)
        text.appendTab()
        text.append(title: parent)
        text.appendTab()
        let place = traits.place(of: episode)
        append(place?.season)
        if let episode = place?.episode {
            text.append(number: episode)
        } else {
            text.appendNull()
        }
        try endRow()
    }

    /// A row of title.crew: directors and writers of title.principals, and some more.
    func writeCrew(
        _ number: UInt32, lines: [CreditLine], community: Int, people: People,
        _ random: inout Random
    ) throws(GeneratorError) {
        text.append(title: number)
        text.appendTab()
        for category in [Vocabulary.Category.director, .writer] {
            var members: [UInt32] = []
            for line in lines where line.category == category && !members.contains(line.person) {
                members.append(line.person)
            }
            var more = 0
            if !members.isEmpty {
                more = random.chance(category == .writer ? 0.12 : 0.04) ? 1 : 0
                if random.chance(0.000_01) { more = 40 + random.skewed(1_300) }
            } else if random.chance(category == .writer ? 0.06 : 0.03) {
                more = 1
            }
            for _ in 0..<more {
                guard let person = people.anyone(.making, community: community, &random),
                    !members.contains(person)
                else { continue }
                members.append(person)
            }
            for (place, person) in members.enumerated() {
                if place > 0 { text.append(UInt8(ascii: ",")) }
                text.append(person: people.numbers[Int(person)])
            }
            if members.isEmpty { text.appendNull() }
            if category == .director { text.appendTab() }
        }
        try endRow()
    }

    /// Appends a number or the mark of a missing one, and a tab.
    private func append(_ number: Int?) {
        if let number { text.append(number: number) } else { text.appendNull() }
        text.appendTab()
    }
}

/// Chooses the rated titles: exactly as many as wanted, other titles oftener than episodes.
struct RatingSample {
    private var episodes: ExactSample
    private var others: ExactSample

    init(plan: TitlePlan, wanted: Int) {
        var episodeCount = 0
        var otherCount = 0
        for (type, isGhost) in zip(plan.types, plan.isGhost) where !isGhost {
            if type == .tvEpisode { episodeCount += 1 } else { otherCount += 1 }
        }
        let othersWanted = min(wanted / 2, otherCount)
        others = ExactSample(othersWanted, of: otherCount)
        episodes = ExactSample(wanted - othersWanted, of: episodeCount)
    }

    mutating func takes(_ type: Vocabulary.TitleType, _ random: inout Random) -> Bool {
        type == .tvEpisode ? episodes.takes(&random) : others.takes(&random)
    }
}

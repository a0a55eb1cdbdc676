/// A row of title.principals without title and ordering.
struct CreditLine {
    let person: UInt32
    let category: Vocabulary.Category
    /// From the person's id to the end of the row.
    let row: [UInt8]
}

/// The people that the titles of a segment share.
struct Troupe {
    /// A column of the credits: how many of its lines a title takes.
    struct Department {
        var lines: [CreditLine]
        /// Each line is taken with this probability.
        let keep: Double
    }

    let community: Int
    let isUnscripted: Bool
    var departments: [Department] = []
    /// Newcomers and passers-by on a title, on average.
    var guests = 0.0
    let guestCategory: Vocabulary.Category?
}

/// Makes credits: draws people, gives them jobs and characters.
struct Casting {
    private let words: Words
    private let seed: UInt64
    private var newCharacters = Quota(rate: 4_450_719.0 / 98_073_271)
    /// A tenth more than there are to be: some are of people who are left out in the end.
    private var newJobs = Quota(rate: 46_611.0 * 1.1 / 98_073_271)
    private let commonCharacters: Int
    /// Seats of the regulars of each series: the same people over all seasons.
    private var seats: [UInt32]
    private var serial = 0
    private static let seatsPerSeries = 8

    init(scale: Scale, words: Words, series: Int, seed: UInt64) {
        self.words = words
        self.seed = Random.mix(seed, 4)
        commonCharacters = Vocabulary.commonCharacters.count + scale.part(60_000)
        seats = Array(repeating: .max, count: series * Casting.seatsPerSeries)
    }

    /// Counts rows, so that new characters and jobs come in proportion.
    mutating func countCredits(_ rows: Int) {
        newCharacters.count(rows)
        newJobs.count(rows)
    }

    // MARK: - Troupes

    /// The people of a season, or of other titles that belong together.
    mutating func troupe(
        series: Int?, type: Vocabulary.TitleType, title: UInt32, people: inout People,
        _ random: inout Random
    ) -> Troupe {
        // What belongs to a series is decided by its number, for all its seasons.
        var stable = series.map { Random(seed: Random.mix(seed, $0)) } ?? random
        if series == nil { _ = random.next() }
        let community = people.community(&stable)
        let isUnscripted = stable.chance(type == .movie || type == .short ? 0.1 : 0.27)
        let isSeries = series != nil
        var troupe = Troupe(
            community: community, isUnscripted: isUnscripted,
            guestCategory: isUnscripted ? .selfAppearance : nil)
        troupe.guests = isUnscripted ? 2.4 : isSeries ? 1.4 : 2.0
        let castMean = isUnscripted ? 2.2 : type == .movie ? 4.5 : isSeries ? 2.9 : 1.8
        let cast = min(Casting.seatsPerSeries, 1 + stable.count(mean: castMean))
        var lines: [CreditLine] = []
        for seat in 0..<cast {
            let line = regular(
                seat: seat, series: series, troupe: troupe, title: title, among: lines,
                people: &people, &random)
            if let line { lines.append(line) }
        }
        troupe.departments.append(Troupe.Department(lines: lines, keep: isSeries ? 0.85 : 0.95))
        addCrew(to: &troupe, isSeries: isSeries, title: title, people: &people, &random)
        return troupe
    }

    private mutating func regular(
        seat: Int, series: Int?, troupe: Troupe, title: UInt32, among lines: [CreditLine],
        people: inout People, _ random: inout Random
    ) -> CreditLine? {
        guard let series else {
            return castLine(troupe, title: title, among: lines, people: &people, &random)
        }
        let place = series * Casting.seatsPerSeries + seat
        if seats[place] == .max {
            seats[place] = people.draw(
                troupe.isUnscripted ? .appearing : .acting, community: troupe.community,
                title: title, &random)
            if !troupe.isUnscripted { newCharacters.charge() }
        }
        let person = seats[place]
        let category =
            troupe.isUnscripted ? .selfAppearance : acting(people.bits(Int(person)), &random)
        guard !lines.contains(where: { $0.person == person && $0.category == category }) else {
            return nil
        }
        let family = people.family(ofCommunity: troupe.community)
        let bits = Random.mix(seed, -1 - place)
        var character: [UInt8] = []
        if troupe.isUnscripted {
            character = Array(Vocabulary.commonCharacters[seat == 0 ? 1 : 0].utf8)
        } else {
            words.appendCharacter(bits, family: family, to: &character)
        }
        let hasCharacter = bits % 10 > 0
        return line(
            person, category, job: nil, character: hasCharacter ? character : nil, people)
    }

    private mutating func addCrew(
        to troupe: inout Troupe, isSeries: Bool, title: UInt32, people: inout People,
        _ random: inout Random
    ) {
        let presence = troupe.isUnscripted ? 0.75 : 1.12
        var crew: [CreditLine] = []
        func has(_ share: Double, _ random: inout Random) -> Bool {
            random.chance(share * presence)
        }
        func add(
            _ category: Vocabulary.Category, mean: Double, keep: Double, _ casting: inout Casting,
            _ people: inout People, _ random: inout Random
        ) {
            var lines: [CreditLine] = []
            for _ in 0..<min(12, 1 + random.count(mean: mean - 1)) {
                // Who directs often writes, who writes produces.
                var person: UInt32?
                if let other = crew.last, random.chance(0.30) { person = other.person }
                if let line = casting.crewLine(
                    category, person: person, troupe, title: title, among: lines,
                    people: &people, &random)
                {
                    lines.append(line)
                    crew.append(line)
                }
            }
            troupe.departments.append(Troupe.Department(lines: lines, keep: keep))
        }
        let rotation = isSeries ? 2.0 : 1.0
        if has(0.80, &random) {
            add(.director, mean: 1.25 * rotation, keep: 1.02 / rotation, &self, &people, &random)
        }
        if has(0.67, &random) {
            add(.writer, mean: 2.3 * rotation, keep: 1.0 / rotation, &self, &people, &random)
        }
        let rest: [(Vocabulary.Category, share: Double, mean: Double)] = [
            (.producer, 0.42, 2.0), (.cinematographer, 0.35, 1.05), (.editor, 0.42, 1.15),
            (.composer, 0.28, 1.05), (.productionDesigner, 0.105, 1.02),
            (.castingDirector, 0.10, 1.05),
        ]
        for (category, share, mean) in rest where has(share, &random) {
            add(category, mean: mean, keep: 0.97, &self, &people, &random)
        }
    }

    // MARK: - Lines

    /// A cast row of somebody new on the title; nil when the one drawn is there already.
    mutating func castLine(
        _ troupe: Troupe, title: UInt32, among lines: [CreditLine], people: inout People,
        _ random: inout Random
    ) -> CreditLine? {
        let isSelf = troupe.isUnscripted || random.chance(0.04)
        let person = people.draw(
            isSelf ? .appearing : .acting, community: troupe.community, title: title, &random)
        var category = isSelf ? .selfAppearance : acting(people.bits(Int(person)), &random)
        if random.chance(0.012) { category = .archiveFootage }
        if random.chance(0.000_22) { category = .archiveSound }
        if random.chance(0.000_02) { category = .unknown }
        guard !lines.contains(where: { $0.person == person && $0.category == category }) else {
            return nil
        }
        let family = people.family(ofCommunity: troupe.community)
        return line(
            person, category, job: nil, character: character(category, family, &random), people)
    }

    /// Another row for the same person and category, with another character.
    mutating func doubled(
        _ other: CreditLine, family: Int, people: People, _ random: inout Random
    ) -> CreditLine {
        line(
            other.person, other.category, job: nil,
            character: character(other.category, family, &random), people)
    }

    private mutating func crewLine(
        _ category: Vocabulary.Category, person: UInt32?, _ troupe: Troupe, title: UInt32,
        among lines: [CreditLine], people: inout People, _ random: inout Random
    ) -> CreditLine? {
        let person =
            person
            ?? people.draw(category.trade, community: troupe.community, title: title, &random)
        guard !lines.contains(where: { $0.person == person }) else { return nil }
        let family = people.family(ofCommunity: troupe.community)
        let job = self.job(category, family, &random)
        return line(person, category, job: job, character: nil, people)
    }

    /// The category of an actor or actress; a few change over time.
    private func acting(_ bits: UInt64, _ random: inout Random) -> Vocabulary.Category {
        bits % 1_000 < 569 ? .actor : .actress
    }

    private mutating func character(
        _ category: Vocabulary.Category, _ family: Int, _ random: inout Random
    ) -> [UInt8]? {
        guard !random.chance(0.18) else { return nil }
        var name: [UInt8] = []
        if newCharacters.take(&random) {
            serial += 1
            words.appendCharacter(Random.mix(seed, serial &* 31), family: family, to: &name)
            return name
        }
        if category != .actor && category != .actress {
            return Array(Vocabulary.commonCharacters[random.below(5)].utf8)
        }
        let place = random.skewed(commonCharacters)
        guard place >= Vocabulary.commonCharacters.count else {
            return Array(Vocabulary.commonCharacters[place].utf8)
        }
        var fixed = Random(seed: Random.mix(seed, -place))
        return words.firstName(&fixed, family)
    }

    private mutating func job(
        _ category: Vocabulary.Category, _ family: Int, _ random: inout Random
    ) -> [UInt8]? {
        if category.trade == .making, category != .director, newJobs.take(&random) {
            var job = Array(category == .writer ? "novel \"".utf8 : "producer: \"".utf8)
            words.appendTitle(&random, family: family, to: &job)
            job += Array("\" by ".utf8)
            words.appendName(random.next(), family: family, to: &job)
            if random.chance(0.005) {
                while job.count <= 255 {
                    job += Array(" and ".utf8)
                    words.appendTitle(&random, family: family, to: &job)
                }
            }
            return job
        }
        switch category {
        case .producer:
            return Array(
                Vocabulary.producerJobs[random.skewed(Vocabulary.producerJobs.count)].utf8)
        case .writer where random.chance(0.85):
            return Array(Vocabulary.writerJobs[random.leaning(Vocabulary.writerJobs.count)].utf8)
        case .cinematographer where random.chance(0.55):
            return Array("director of photography".utf8)
        default: return nil
        }
    }

    private func line(
        _ person: UInt32, _ category: Vocabulary.Category, job: [UInt8]?, character: [UInt8]?,
        _ people: People
    ) -> CreditLine {
        var text = Text()
        text.append(person: people.numbers[Int(person)])
        text.appendTab()
        text.append(category.word)
        text.appendTab()
        if let job { text.append(job) } else { text.appendNull() }
        text.appendTab()
        if let character {
            text.append("[\"")
            text.append(character)
            text.append("\"]")
        } else {
            text.appendNull()
        }
        return CreditLine(person: person, category: category, row: text.bytes)
    }
}

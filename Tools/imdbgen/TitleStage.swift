/// Writes everything about titles in one walk over them: six of the seven files.
struct TitleStage {
    private let plan: TitlePlan
    private let words: Words
    private let scale: Scale
    private var people: People
    private var casting: Casting
    private var random: Random
    private let files: TitleFiles
    private var ratings: RatingSample
    private var alternatives: AlternativeTitleRows
    /// Rows of title.principals that are still to be written.
    private var principalsLeft: Int
    /// Credits of the title being written.
    private var lines: [CreditLine] = []
    private var doubles = Quota(rate: 0.015)

    /// Rows more or less than this many are brought in line by single titles.
    private static let exactTitles = 64

    init(
        scale: Scale, seed: UInt64, plan: TitlePlan, people: People, words: Words,
        files: TitleFiles
    ) {
        self.plan = plan
        self.words = words
        self.scale = scale
        self.people = people
        self.files = files
        casting = Casting(
            scale: scale, words: words, series: max(scale.seriesWithEpisodes, scale.series),
            seed: seed)
        random = Random(seed: Random.mix(seed, 5))
        ratings = RatingSample(plan: plan, wanted: scale.ratings)
        alternatives = AlternativeTitleRows(rows: scale.alternativeTitles, titles: scale.titles)
        principalsLeft = scale.principals
    }

    /// Writes all rows.
    ///
    /// - Returns: The people, with what they are known for.
    consuming func run() throws(GeneratorError) -> People {
        var title = 0
        var seriesSeen = 0
        for segment in plan.segments {
            var traits = try begin(segment, at: title, seriesSeen: &seriesSeen)
            for place in 0..<segment.count {
                if segment.series == nil, place > 0, isSeries(title) || isSeries(title - 1) {
                    traits = try begin(segment, at: title, seriesSeen: &seriesSeen)
                }
                try write(title, traits: traits, episode: segment.episodesBefore + place)
                title += 1
            }
        }
        return people
    }

    private func isSeries(_ title: Int) -> Bool { plan.types[title].isSeries }

    /// Draws what the titles of a segment have in common.
    private mutating func begin(
        _ segment: TitlePlan.Segment, at title: Int, seriesSeen: inout Int
    ) throws(GeneratorError) -> SeasonTraits {
        var series = segment.series
        if isSeries(title) {
            series = seriesSeen
            seriesSeen += 1
        }
        let known = segment.series.map { plan.seriesTitles[$0] } ?? UInt32(title)
        let troupe = casting.troupe(
            series: series, type: plan.types[title], title: known, people: &people, &random)
        var parent = segment.series.map { Int(plan.seriesTitles[$0]) }
        // Seasons of series that title.basics lacks.
        if parent != nil, random.chance(0.002) {
            parent = plan.ghosts[random.below(plan.ghosts.count)]
        }
        return SeasonTraits(
            series: segment.series, parent: parent.map { plan.numbers[$0] }, troupe: troupe,
            type: plan.types[title], family: people.family(ofCommunity: troupe.community), &random)
    }

    private mutating func write(
        _ title: Int, traits: SeasonTraits, episode: Int
    ) throws(GeneratorError) {
        let number = plan.numbers[title]
        let isGhost = plan.isGhost[title]
        let names = traits.names(
            type: plan.types[title], episode: episode, words: words, &random)
        if !isGhost {
            try files.basics.writeBasics(
                number, type: plan.types[title], names: names, traits: traits, &random)
            try alternatives.write(
                number, names: names, traits: traits, words: words, to: files.alternativeTitles,
                &random)
            if ratings.takes(plan.types[title], &random) {
                try files.ratings.writeRating(number, type: plan.types[title], &random)
            }
        }
        if let parent = traits.parent {
            try files.episodes.writeEpisode(
                number, parent: parent, traits: traits, episode: episode)
        }
        try writeCredits(title, traits: traits)
    }

    // MARK: - Credits

    private mutating func writeCredits(
        _ title: Int, traits: SeasonTraits
    ) throws(GeneratorError) {
        let known = traits.series.map { plan.seriesTitles[$0] } ?? UInt32(title)
        let titlesLeft = plan.numbers.count - title
        lines.removeAll(keepingCapacity: true)
        let isLast = titlesLeft <= TitleStage.exactTitles
        if isLast || !random.chance(0.095) {
            collectLines(traits, known: known, titlesLeft: titlesLeft)
        }
        if isLast { meetQuota(principalsLeft / titlesLeft, traits: traits, known: known) }
        principalsLeft -= lines.count
        people.countCredits(lines.count)
        casting.countCredits(lines.count)
        doubles.count(lines.count)

        for (place, line) in lines.enumerated() {
            people.record(line.category, of: line.person, title: known, &random)
            let file = files.principals
            file.text.append(title: plan.numbers[title])
            file.text.appendTab()
            file.text.append(number: place + 1)
            file.text.appendTab()
            file.text.append(line.row)
            try file.endRow()
        }
        try files.crew.writeCrew(
            plan.numbers[title], lines: lines, community: traits.troupe.community, people: people,
            &random)
    }

    private mutating func collectLines(_ traits: SeasonTraits, known: UInt32, titlesLeft: Int) {
        let troupe = traits.troupe
        // Cast first, then guests, then the crew: how a title is billed.
        for (place, department) in troupe.departments.enumerated() {
            for line in department.lines where random.chance(department.keep) {
                lines.append(line)
                if line.category.isCast, doubles.take(&random) {
                    lines.append(
                        casting.doubled(line, family: traits.family, people: people, &random))
                }
            }
            if place == 0 { addGuests(traits, known: known, titlesLeft: titlesLeft) }
        }
    }

    /// Guests are as many as keep the rows in proportion to the titles.
    private mutating func addGuests(_ traits: SeasonTraits, known: UInt32, titlesLeft: Int) {
        let due = Double(scale.principals) / Double(plan.numbers.count) * Double(titlesLeft)
        let behind = Double(principalsLeft) - due
        let mean = traits.troupe.guests + min(max(behind / 300, -1.4), 3)
        for _ in 0..<random.count(mean: max(0, mean)) {
            if let line = casting.castLine(
                traits.troupe, title: known, among: lines, people: &people, &random)
            {
                lines.append(line)
            }
        }
    }

    private mutating func meetQuota(_ rows: Int, traits: SeasonTraits, known: UInt32) {
        lines.removeLast(max(0, lines.count - rows))
        while lines.count < rows {
            if let line = casting.castLine(
                traits.troupe, title: known, among: lines, people: &people, &random)
            {
                lines.append(line)
            }
        }
    }
}

/// The files that a title's rows go to.
struct TitleFiles {
    let basics: DumpWriter
    let alternativeTitles: DumpWriter
    let crew: DumpWriter
    let episodes: DumpWriter
    let principals: DumpWriter
    let ratings: DumpWriter

    init(directory: String, isPlain: Bool) throws(GeneratorError) {
        func open(_ name: String, _ columns: String) throws(GeneratorError) -> DumpWriter {
            try DumpWriter(name, columns: columns, directory: directory, isPlain: isPlain)
        }
        basics = try open(
            "title.basics",
            "tconst titleType primaryTitle originalTitle isAdult startYear "
                + "endYear runtimeMinutes genres"
        )
        alternativeTitles = try open(
            "title.akas",
            "titleId ordering title region language types attributes isOriginalTitle")
        crew = try open("title.crew", "tconst directors writers")
        episodes = try open("title.episode", "tconst parentTconst seasonNumber episodeNumber")
        principals = try open(
            "title.principals", "tconst ordering nconst category job characters")
        ratings = try open("title.ratings", "tconst averageRating numVotes")
    }

    func finish() throws(GeneratorError) -> [FileCounts] {
        var counts: [FileCounts] = []
        for file in [basics, alternativeTitles, crew, episodes, principals, ratings] {
            counts.append(try file.finish())
        }
        return counts
    }
}

/// What the titles of a segment have in common besides people.
struct SeasonTraits {
    /// Primary and original title.
    struct Names {
        let primary: [UInt8]
        let original: [UInt8]
    }

    /// How a series counts its episodes.
    enum Numbering { case none, seasons(of: Int), byYear, onlyEpisodes }

    let series: Int?
    /// Number of the series' title.
    let parent: UInt32?
    let troupe: Troupe
    let family: Int
    /// Episodes are called after their number.
    private let isNumbered: Bool
    let numbering: Numbering
    let genres: [String]?
    let isAdult: Bool
    /// Year of the first title.
    let year: Int?
    let runtimeMinutes: Int?
    /// Regions that show the episodes under their number.
    let regions: Int

    init(
        series: Int?, parent: UInt32?, troupe: Troupe, type: Vocabulary.TitleType, family: Int,
        _ random: inout Random
    ) {
        self.series = series
        self.parent = parent
        self.troupe = troupe
        self.family = family
        isNumbered = random.chance(0.34)
        numbering =
            switch random.below(1_000) {
            case 0..<206: .none
            case 206..<800: .seasons(of: 6 + random.below(20))
            case 800..<880: .byYear
            default: .onlyEpisodes
            }
        genres = SeasonTraits.genres(isShort: type == .short, &random)
        isAdult = random.chance(0.03)
        let decade = People.decade(ofCommunity: troupe.community)
        year = random.chance(0.88) ? decade + random.below(decade == 2020 ? 8 : 10) : nil
        let isLong = type == .movie || type == .tvMovie
        let mean = isLong ? 70 : 12
        runtimeMinutes =
            random.chance(isLong ? 0.68 : 0.325)
            ? mean + random.below(40) + random.below(20) : nil
        regions = random.below(9)
    }

    /// One to three genres in the order of the alphabet.
    private static func genres(isShort: Bool, _ random: inout Random) -> [String]? {
        guard !random.chance(0.043) else { return nil }
        var genres: Set<String> = isShort ? ["Short"] : []
        for _ in 0...random.below(3) {
            genres.insert(Vocabulary.genres[random.leaning(Vocabulary.genres.count)])
        }
        if random.chance(0.000_02) { genres.insert("Puppetry") }
        return Array(genres.sorted().prefix(3))
    }

    /// Season and episode number, nil when the series counts none.
    func place(of episode: Int) -> (season: Int, episode: Int)? {
        switch numbering {
        case .none: nil
        case .seasons(let size): (episode / size + 1, episode % size + 1)
        case .byYear: ((year ?? 1990) + episode / 120, episode % 120 + 1)
        case .onlyEpisodes: (1, episode + 1)
        }
    }

    /// How a title is called.
    func names(
        type: Vocabulary.TitleType, episode: Int, words: Words, _ random: inout Random
    ) -> Names {
        if type == .tvEpisode, isNumbered {
            let name = numbered("Episode #", episode)
            return Names(primary: name, original: name)
        }
        var primary: [UInt8] = []
        // A quote opens that never closes: data like any other.
        if random.chance(0.000_1) { primary.append(UInt8(ascii: "\"")) }
        words.appendTitle(&random, family: family, to: &primary)
        guard random.chance(type == .tvEpisode ? 0.03 : 0.14) else {
            return Names(primary: primary, original: primary)
        }
        var original: [UInt8] = []
        words.appendTitle(&random, family: family, to: &original)
        return Names(primary: primary, original: original)
    }

    /// A name made of a word and the episode's number.
    func numbered(_ word: String, _ episode: Int) -> [UInt8] {
        let place = place(of: episode) ?? (1, episode + 1)
        var text = Text()
        text.append(word)
        text.append(number: place.season)
        text.append(UInt8(ascii: "."))
        text.append(number: place.episode)
        return text.bytes
    }
}

import GraphModel

/// A small graph of films, made by hand so that every answer can be worked out on paper.
///
/// Reeves - The Matrix - Fishburne - Mystic River - Bacon - Apollo 13 - Hanks, and a second way
/// of the same length through Pantoliano and Paxton. Only an adult film, Night Shift, leads to
/// Breaking Bad; Ganz acts alone; Nobody has no credits. Dirt of every kind that the dumps hold is
/// in it: absent texts, years and ratings, an unknown category and title type, ids of eight
/// digits, several characters, quotes. Night Shift and Two Roads are invented, and so are some
/// credits.
package enum FilmGraph {
    package static let apollo: UInt32 = 112_384
    package static let gump: UInt32 = 109_830
    package static let matrix: UInt32 = 133_093
    package static let footloose: UInt32 = 87_277
    package static let mysticRiver: UInt32 = 327_056
    package static let downfall: UInt32 = 363_163
    package static let breakingBad: UInt32 = 903_747
    package static let pilot: UInt32 = 959_621
    package static let catInTheBag: UInt32 = 1_054_724
    package static let ozymandias: UInt32 = 2_301_451
    package static let lostEpisode: UInt32 = 90_000_005
    package static let twoRoads: UInt32 = 90_000_003
    package static let nightShift: UInt32 = 90_000_001
    package static let nameless: UInt32 = 90_000_002

    package static let bacon: UInt32 = 102
    package static let hanks: UInt32 = 158
    package static let howard: UInt32 = 165
    package static let paxton: UInt32 = 200
    package static let reeves: UInt32 = 206
    package static let fishburne: UInt32 = 401
    package static let sinise: UInt32 = 641
    package static let zemeckis: UInt32 = 709
    package static let pantoliano: UInt32 = 1_592
    package static let ganz: UInt32 = 4_486
    package static let cranston: UInt32 = 186_505
    package static let gilligan: UInt32 = 319_213
    package static let paul: UInt32 = 666_739
    package static let nobody: UInt32 = 90_000_001
    package static let anonymous: UInt32 = 12_345_678

    /// The graph, built once: its large ids make the id bitmaps slow to build in debug.
    package static let graph = MemoryGraph(rows)

    package static var rows: MemoryGraph.Rows {
        var rows = MemoryGraph.Rows()
        rows.titles = titles
        rows.people = people
        rows.credits = credits
        rows.episodes = [
            .init(number: pilot, parent: breakingBad, season: 1, episode: 1),
            .init(number: catInTheBag, parent: breakingBad, season: 1, episode: 2),
            .init(number: ozymandias, parent: breakingBad, season: 5, episode: 14),
            .init(number: lostEpisode, parent: breakingBad, season: nil, episode: nil),
        ]
        return rows
    }

    private static func title(
        _ number: UInt32, _ name: String?, _ type: String = "movie", year: UInt32? = nil,
        _ more: (inout MemoryGraph.Rows.Title) -> Void = { _ in }
    ) -> MemoryGraph.Rows.Title {
        var title = MemoryGraph.Rows.Title(number: number, type: type, title: name)
        title.startYear = year
        title.isAdult = false
        more(&title)
        return title
    }

    private static let titles: [MemoryGraph.Rows.Title] = [
        title(apollo, "Apollo 13", year: 1995) {
            $0.runtime = 140
            $0.genres = "Adventure,Drama,History"
            $0.rating = 770
            $0.votes = 320_000
        },
        title(gump, "Forrest Gump", year: 1994) {
            $0.runtime = 142
            $0.genres = "Drama,Romance"
            $0.rating = 880
            $0.votes = 2_300_000
        },
        title(matrix, "The Matrix", year: 1999) {
            $0.runtime = 136
            $0.genres = "Action,Sci-Fi"
            $0.rating = 870
            $0.votes = 2_100_000
        },
        title(footloose, "Footloose", year: 1984) {
            $0.genres = "Drama,Music,Romance"
            $0.rating = 660
            $0.votes = 90_000
        },
        title(mysticRiver, "Mystic River", year: 2003) {
            $0.genres = "Crime,Drama,Mystery"
            $0.rating = 790
            $0.votes = 480_000
        },
        title(downfall, "Downfall", year: 2004) {
            $0.originalTitle = "Der Untergang"
            $0.rating = 805
            $0.votes = 380_000
        },
        title(breakingBad, "Breaking Bad", "tvSeries", year: 2008) {
            $0.endYear = 2013
            $0.genres = "Crime,Drama,Thriller"
            $0.rating = 950
            $0.votes = 2_200_000
        },
        title(pilot, "Pilot", "tvEpisode", year: 2008) {
            $0.rating = 900
            $0.votes = 44_000
        },
        title(catInTheBag, "Cat's in the Bag...", "tvEpisode", year: 2008),
        title(ozymandias, "Ozymandias", "tvEpisode", year: 2013) {
            $0.rating = 1_000
            $0.votes = 240_000
        },
        title(lostEpisode, "Lost \"Episode\"", "tvEpisode"),
        title(twoRoads, "Two Roads", "short", year: 2010) {
            $0.votes = 12; $0.rating = 501
        },
        title(nightShift, "Night Shift", year: 1987) { $0.isAdult = true },
        title(nameless, nil, "audiobook") { $0.isAdult = nil },
    ]

    private static func person(
        _ number: UInt32, _ name: String?, born: UInt32? = nil, died: UInt32? = nil,
        _ professions: String? = nil, knownFor: [UInt32] = []
    ) -> MemoryGraph.Rows.Person {
        var person = MemoryGraph.Rows.Person(number: number, name: name)
        person.birthYear = born
        person.deathYear = died
        person.professions = professions
        person.knownFor = knownFor
        return person
    }

    private static let people: [MemoryGraph.Rows.Person] = [
        person(
            bacon, "Kevin Bacon", born: 1958, "actor,producer,director",
            knownFor: [mysticRiver, footloose, 99_999_999]),
        person(hanks, "Tom Hanks", born: 1956, "producer,actor", knownFor: [gump, apollo]),
        person(howard, "Ron Howard", born: 1954, "director"),
        person(paxton, "Bill Paxton", born: 1955, died: 2017, "actor"),
        person(reeves, "Keanu Reeves", born: 1964, "actor", knownFor: [matrix]),
        person(fishburne, "Laurence Fishburne", born: 1961, "actor"),
        person(sinise, "Gary Sinise", born: 1955),
        person(zemeckis, "Robert Zemeckis", born: 1952, "writer,director"),
        person(pantoliano, "Joe Pantoliano", born: 1951),
        person(ganz, "Bruno Ganz", born: 1941, died: 2019),
        person(cranston, "Bryan Cranston", born: 1956),
        person(gilligan, "Vince Gilligan", born: 1967),
        person(paul, "Aaron Paul", born: 1979),
        person(anonymous, nil),
        person(nobody, "Nobody"),
    ]

    private static func credit(
        _ title: UInt32, _ person: UInt32, _ category: String, _ ordering: UInt32?,
        _ characters: String..., job: String? = nil, crewPosition: UInt32 = 0
    ) -> MemoryGraph.Rows.Credit {
        var credit = MemoryGraph.Rows.Credit(
            title: title, person: person, category: category, ordering: ordering, job: job,
            characters: characters)
        credit.crewPosition = crewPosition
        return credit
    }

    private static let credits: [MemoryGraph.Rows.Credit] = [
        credit(apollo, hanks, "actor", 1, "Jim Lovell"),
        credit(apollo, paxton, "actor", 2, "Fred Haise"),
        credit(apollo, bacon, "actor", 3, "Jack Swigert"),
        credit(apollo, sinise, "actor", 4, "Ken Mattingly"),
        credit(apollo, howard, "director", 5),
        credit(apollo, gilligan, "writer", nil, crewPosition: 1),
        credit(apollo, zemeckis, "writer", nil, crewPosition: 0),
        credit(apollo, anonymous, "stunts", 6, job: "stunt \"double\""),
        credit(gump, hanks, "actor", 1, "Forrest Gump", "Narrator"),
        credit(gump, sinise, "actor", 2, "Lieutenant Dan Taylor"),
        credit(gump, zemeckis, "director", 3),
        credit(gump, hanks, "actor", 4, "Nathan Bedford Forrest"),
        credit(matrix, reeves, "actor", 1, "Neo"),
        credit(matrix, fishburne, "actor", 2, "Morpheus"),
        credit(matrix, pantoliano, "actor", 3, "Cypher"),
        credit(footloose, bacon, "actor", 1, "Ren McCormack"),
        credit(mysticRiver, bacon, "actor", 2, "Sean Devine"),
        credit(mysticRiver, fishburne, "actor", 3, "Whitey Powers"),
        credit(downfall, ganz, "actor", 1, "Adolf Hitler"),
        credit(downfall, hanks, "archive_footage", 2),
        credit(nameless, ganz, "actor", 1),
        credit(breakingBad, cranston, "actor", 1, "Walter White"),
        credit(breakingBad, paul, "actor", 2, "Jesse Pinkman"),
        credit(breakingBad, gilligan, "producer", 3, job: "executive producer"),
        credit(pilot, cranston, "actor", 1, "Walter White"),
        credit(pilot, gilligan, "director", 2),
        credit(twoRoads, pantoliano, "actor", 1, "Élise \\ the \"Cat\""),
        credit(twoRoads, paxton, "actor", nil),
        credit(twoRoads, howard, "self", 3, "Self"),
        credit(nightShift, fishburne, "actor", 1),
        credit(nightShift, paul, "actor", 2),
    ]
}

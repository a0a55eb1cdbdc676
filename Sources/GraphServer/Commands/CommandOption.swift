import GraphQuery

/// An option of the graph commands: its word, what follows it, what it means.
public enum CommandOption: Int, CaseIterable, Sendable {
    case role, type, since, until, genre, minVotes, adult, exclude
    case limit, offset
    case sort, min, titles, max, count, paths, people, season, depth, profession, fuzzy, best

    /// What follows the word.
    package enum Kind: Sendable {
        /// Nothing: the word alone.
        case flag
        /// A whole number between two bounds.
        case integer(ClosedRange<Int>)
        /// A whole number from the first to a limit.
        case limited(from: Int, to: @Sendable (Limits) -> Int)
        /// One of these words.
        case choice([String])
        /// Words joined by commas, looked up in the graph's dictionaries.
        case words
        /// Ids joined by commas.
        case ids
    }

    /// The options that filter credits.
    package static let scope: [CommandOption] = [
        .role, .type, .since, .until, .genre, .minVotes, .adult, .exclude,
    ]

    /// The options that filter titles, whoever is credited on them.
    package static let titleFilters: [CommandOption] = [
        .type, .since, .until, .genre, .minVotes, .adult,
    ]

    /// The options that cut a page out of a list.
    package static let page: [CommandOption] = [.limit, .offset]

    /// The word, upper case.
    public var name: String { "\(keyword)" }

    /// `[LIMIT n]`.
    public var usage: String {
        placeholder.isEmpty ? "[\(keyword)]" : "[\(keyword) \(placeholder)]"
    }

    /// The word that stands for the value in a usage line; empty for a flag.
    public var placeholder: String { declaration.placeholder }

    /// One line.
    public var summary: String { declaration.summary }

    /// The word, upper case.
    package var keyword: StaticString { declaration.keyword }

    /// What follows the word.
    package var kind: Kind { declaration.kind }
}

extension CommandOption {
    private struct Declaration {
        let keyword: StaticString
        let placeholder: String
        let kind: Kind
        let summary: String
    }

    private var declaration: Declaration { CommandOption.declarations[rawValue] }

    /// By raw value.
    private static let declarations: [Declaration] = allCases.map { option in
        let (keyword, placeholder, kind, summary) = declare(option)
        return Declaration(
            keyword: keyword, placeholder: placeholder, kind: kind, summary: summary)
    }

    private static func declare(
        _ option: CommandOption
    ) -> (StaticString, String, Kind, String) {
        switch option {
        case .role:
            (
                "ROLE", "cast|crew|self|all|category,…", .words,
                "Only credits in one of these roles."
            )
        case .type: ("TYPE", "titleType,…", .words, "Only titles of one of these types.")
        case .since: ("SINCE", "year", .integer(0...9_999), "Only titles from this year on.")
        case .until: ("UNTIL", "year", .integer(0...9_999), "Only titles up to this year.")
        case .genre: ("GENRE", "genre,…", .words, "Only titles with one of these genres.")
        case .minVotes:
            (
                "MINVOTES", "n", .integer(0...Int(UInt32.max)),
                "Only titles with this many votes; without a rating a title has none."
            )
        case .adult: ("ADULT", "yes|no", .choice(["yes", "no"]), "no leaves adult titles out.")
        case .exclude: ("EXCLUDE", "id,…", .ids, "Neither these people nor these titles.")
        case .limit:
            ("LIMIT", "n", .limited(from: 0) { $0.pageRowsMax }, "Rows of the page.")
        case .offset:
            ("OFFSET", "n", .limited(from: 0) { $0.pageOffsetMax }, "Rows before the page.")
        case .sort:
            (
                "SORT", "year|votes|rating", .choice(["year", "votes", "rating"]),
                "Largest first; titles without the value last."
            )
        case .min:
            (
                "MIN", "n", .integer(1...1_000_000),
                "Only people who share this many titles."
            )
        case .titles:
            (
                "TITLES", "k", .limited(from: 0) { $0.sharedTitlesMax },
                "Shared titles told of each person."
            )
        case .max:
            (
                "MAX", "n", .limited(from: 0) { $0.degreesMax },
                "Titles on a chain at most; unlimited unless said."
            )
        case .count: ("COUNT", "", .flag, "Counts the shortest chains as well.")
        case .paths: ("PATHS", "k", .limited(from: 1) { $0.chainsMax }, "Chains told at most.")
        case .best: ("BEST", "", .flag, "Tells the chains through titles with many votes first.")
        case .people:
            (
                "PEOPLE", "d", .limited(from: 0) { $0.degreesMax },
                "Tells who the people at this distance are."
            )
        case .season: ("SEASON", "n", .integer(0...65_534), "Only episodes of this season.")
        case .depth:
            ("DEPTH", "d", .limited(from: 0) { $0.degreesMax }, "Credits away at most.")
        case .profession:
            ("PROFESSION", "profession,…", .words, "Only people with one of these professions.")
        case .fuzzy:
            (
                "FUZZY", "auto|yes|no", .choice(SearchQuery.Typos.allCases.map(\.rawValue)),
                "Whether words may be misspelt; auto, the default: when nothing is found without."
            )
        }
    }
}

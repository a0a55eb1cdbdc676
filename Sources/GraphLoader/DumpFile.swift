/// One of the seven files of the IMDb dumps.
public enum DumpFile: String, CaseIterable, Sendable {
    case names = "name.basics"
    case titles = "title.basics"
    case alternativeTitles = "title.akas"
    case crew = "title.crew"
    case episodes = "title.episode"
    case principals = "title.principals"
    case ratings = "title.ratings"

    /// Whether a load can do without the file.
    public var isOptional: Bool {
        switch self {
        case .names, .titles, .principals: false
        case .alternativeTitles, .crew, .episodes, .ratings: true
        }
    }

    /// The columns that are read, in IMDb's order; a file may order them otherwise.
    public var columns: [String] {
        switch self {
        case .names:
            [
                "nconst", "primaryName", "birthYear", "deathYear", "primaryProfession",
                "knownForTitles",
            ]
        case .titles:
            [
                "tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear",
                "endYear", "runtimeMinutes", "genres",
            ]
        case .alternativeTitles:
            [
                "titleId", "ordering", "title", "region", "language", "types", "attributes",
                "isOriginalTitle",
            ]
        case .crew: ["tconst", "directors", "writers"]
        case .episodes: ["tconst", "parentTconst", "seasonNumber", "episodeNumber"]
        case .principals: ["tconst", "ordering", "nconst", "category", "job", "characters"]
        case .ratings: ["tconst", "averageRating", "numVotes"]
        }
    }

    /// The file a path names by its last part: `title.basics.tsv.gz` or `title.basics.tsv`.
    public init?(path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let found = DumpFile.allCases.first { file in
            name == "\(file.rawValue).tsv" || name == "\(file.rawValue).tsv.gz"
        }
        guard let found else { return nil }
        self = found
    }
}
